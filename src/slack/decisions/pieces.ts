/**
 * A text in pieces of at most so many characters, for fields that hold no more. Joined by line feeds they say the same Markdown: the
 * text is parted at its line ends, and only a line that is too long itself goes on in the next piece, at a space that means nothing.
 */
export function piecesOf(text: string, most: number): string[] {
  const pieces: string[] = []
  let rest = text.replace(/\n+$/, '')
  while (rest.length > most) {
    const at = lineEnd(rest, most) ?? wordEnd(rest, most)
    if (at === undefined) {
      const hard = /[\uD800-\uDBFF]/.test(rest.charAt(most - 1)) ? most - 1 : most
      pieces.push(rest.slice(0, hard))
      rest = rest.slice(hard)
    } else {
      pieces.push(rest.slice(0, at))
      rest = rest.slice(at + 1)
    }
  }
  return rest === '' ? pieces : [...pieces, rest]
}

function lineEnd(text: string, most: number): number | undefined {
  const at = text.lastIndexOf('\n', most)
  return at > 0 ? at : undefined
}

/** Before a letter: what begins with a sign or a number could begin a list or a heading. */
function wordEnd(text: string, most: number): number | undefined {
  for (let at = text.lastIndexOf(' ', most); at > 0; at = text.lastIndexOf(' ', at - 1))
    if (/\p{L}/u.test(text.charAt(at + 1))) return at
  return undefined
}
