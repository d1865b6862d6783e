import { cut } from '../blocks/text.ts'

/**
 * Controls, signs that turn the direction of whatever follows them, and such as nobody sees. A flag that is spelled with invisible
 * letters is matched whole, to be kept.
 */
const unseen =
  /\u{1F3F4}[\u{E0030}-\u{E007A}]{1,6}\u{E007F}|[\p{Cc}\p{Cs}\p{Bidi_Control}\u00AD\u200B\u2060-\u2064\u206A-\u206F\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu

/**
 * What somebody typed, as one line of at most so many characters. It stands among our own words and other people's, so it may turn
 * neither of them around; letters of any script and emoji stay. Slack's escapes are not undone: a field holds none.
 */
export function lineOf(text: string, most: number): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(unseen, (found) => (found.length > 2 ? found : ''))
    .replaceAll(/ {2,}/g, ' ')
    // What joins signs has nothing to join at the front, and alone it would pass for a name.
    .replace(/^[\s\u200C\u200D]+/, '')
    .trimEnd()
  return cut(line, most)
}
