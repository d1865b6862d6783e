/** Rows of the table; words are shorter than this, and nothing waits in between. */
const longest = 64
const rows: readonly [Uint8Array, Uint8Array, Uint8Array] = [
  new Uint8Array(longest + 1),
  new Uint8Array(longest + 1),
  new Uint8Array(longest + 1),
]

/**
 * Optimal string alignment: insertions, deletions, changes and swaps of neighbours each count one.
 * @param most beyond it the exact number is not wanted: anything above it may be returned
 */
export function editsBetween(one: string, other: string, most = longest): number {
  if (Math.abs(one.length - other.length) > most || Math.max(one.length, other.length) > longest) return most + 1
  const from = sameStart(one, other)
  const end = sameEnd(one, other, from)
  const [first, second] = [one.length - end - from, other.length - end - from]
  if (first === 0 || second === 0) return Math.max(first, second)
  if (first === 1 && second === 1) return 1
  return aligned(one, other, from, first, second, most)
}

function sameStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  let at = 0
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++
  return at
}

/** How many letters are the same at the end, beyond those that already are at the start. */
function sameEnd(one: string, other: string, from: number): number {
  const most = Math.min(one.length, other.length) - from
  let at = 0
  while (at < most && one.charCodeAt(one.length - 1 - at) === other.charCodeAt(other.length - 1 - at)) at++
  return at
}

/** The table over what differs, which is a few letters from `from` on; given up as soon as a whole row is beyond `most`. */
function aligned(one: string, other: string, from: number, first: number, second: number, most: number): number {
  let [before, row, next] = rows
  for (let j = 0; j <= second; j++) row[j] = j
  for (let i = 1; i <= first; i++) {
    const letter = one.charCodeAt(from + i - 1)
    next[0] = i
    let lowest = i
    for (let j = 1; j <= second; j++) {
      const otherLetter = other.charCodeAt(from + j - 1)
      let least = Math.min(row[j] ?? 0, next[j - 1] ?? 0) + 1
      least = Math.min(least, (row[j - 1] ?? 0) + (letter === otherLetter ? 0 : 1))
      const swapped =
        i > 1 && j > 1 && letter === other.charCodeAt(from + j - 2) && one.charCodeAt(from + i - 2) === otherLetter
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1)
      next[j] = least
      lowest = Math.min(lowest, least)
    }
    if (lowest > most) return most + 1
    ;[before, row, next] = [row, next, before]
  }
  return row[second] ?? 0
}
