/** Numbers that look random and are the same for the same seed, in [0, 1). */
export type Random = () => number

/** Mulberry32: four lines, and good enough to draw words with. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** A whole number below `most`. */
export const below = (random: Random, most: number): number => Math.floor(random() * most)

/** Between both, both included. */
export const between = (random: Random, least: number, most: number): number => least + below(random, most - least + 1)

export function pick<T>(random: Random, list: readonly T[]): T {
  const one = list[below(random, list.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

/** So many different ones of a list, in the order they were drawn; all of it where it holds no more. */
export function sample<T>(random: Random, list: readonly T[], count: number): T[] {
  const left = [...list]
  return Array.from({ length: Math.min(count, list.length) }, () => left.splice(below(random, left.length), 1)).flat()
}

/** Draws places of a list as words of a language are used: the tenth place a tenth as often as the first, raised to `steepness`. */
export function zipf(size: number, steepness: number): (random: Random) => number {
  const sums = new Float64Array(size)
  let sum = 0
  for (let at = 0; at < size; at++) sums[at] = sum += 1 / (at + 1) ** steepness
  return (random) => {
    const wanted = random() * sum
    let [low, high] = [0, size - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}
