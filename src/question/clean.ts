/** At most this many characters are echoed and matched, whatever comes in; a longer query is how one person stops the app for all (reliability: ReDoS by length). */
export const longestEcho = 200
/** Nothing beyond this is even read: a mention may be 40,000 characters long. */
const longestRead = 6000

/**
 * Slack's escapes and markup undone once, compatibility forms folded, control and direction characters dropped, one line.
 * The result is plain text: whoever shows it has to escape it again.
 */
export function cleanText(raw: string): string {
  return decode(unlink(raw.slice(0, longestRead)))
    .normalize('NFKC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, (character) => (/\s/.test(character) ? ' ' : ''))
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/```|(?<![\p{L}\p{N}])[*_~`]+|[*_~`]+(?![\p{L}\p{N}])/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Slack's angle brackets: people and broadcasts go, channels keep their name, a link keeps its label only where the label is the address itself. */
function unlink(raw: string): string {
  return raw.replaceAll(/<([^<>]{0,2000})>/g, (_, inner: string) => {
    const bar = inner.indexOf('|')
    const target = bar < 0 ? inner : inner.slice(0, bar)
    const label = bar < 0 ? '' : inner.slice(bar + 1)
    if (/^[@!]/.test(target)) return ' '
    if (target.startsWith('#')) return ` ${label} `
    if (/^(https?|mailto):/i.test(target)) return label && target.includes(label) ? ` ${label} ` : ' '
    return ` ${inner} `
  })
}

/** Slack escapes exactly these three; once, so that "&amp;lt;" stays what its writer saw. */
function decode(text: string): string {
  return text.replaceAll(/&(lt|gt|amp);/g, (_, name: string) => (name === 'lt' ? '<' : name === 'gt' ? '>' : '&'))
}

/** The part of a long story that asks: its last question, with the sentence before where the question alone is a few words. */
export function askingPart(text: string): string {
  if (text.length <= longestEcho) return text
  const sentences = text.match(/[^.!?]+[.!?]*/g) ?? [text]
  const last = sentences.findLastIndex((sentence) => sentence.trimEnd().endsWith('?'))
  const at = last < 0 ? sentences.length - 1 : last
  const question = (sentences[at] ?? '').trim()
  const part = question.split(' ').length < 6 && at > 0 ? `${(sentences[at - 1] ?? '').trim()} ${question}` : question
  return cut(part)
}

/** Cut at whole graphemes, so that no emoji or accent is left in halves. */
function cut(text: string): string {
  const characters = Array.from(
    new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text),
    (part) => part.segment,
  )
  if (text.length <= longestEcho) return text
  let kept = ''
  for (const character of characters) {
    if (kept.length + character.length >= longestEcho) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}
