import type { MrkdwnElement, PlainTextElement } from '@slack/types'

/**
 * Slack's three special characters as the entities it wants, and links as Markdown writes them taken apart: the text beside blocks is also
 * shown by programs that read Markdown. Nothing that passes here can mention, link or broadcast.
 */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('](', '] (')
}

/** Signs that look alike and format nothing: Slack's own have no escape. */
const lookalikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' }

/** For what somebody typed, where it must stand among our own formatting: escaped, and without signs that would format it. */
export function defuse(text: string): string {
  return escape(text).replace(/[*_~`]/g, (sign) => lookalikes[sign] ?? sign)
}

/** A link with our own words for a name. Only http and https, no user name in it; anything else stays words. */
export function link(address: string, label: string): string {
  const words = escape(label.replaceAll(/[\r\n]+/g, ' '))
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return words
  return `<${escape(url.href).replaceAll('|', '%7C')}|${words.replaceAll('|', '/')}>`
}

/** `verbatim` keeps Slack from finding links, channels and people in our sentences by itself. */
export const mrkdwn = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true })

/**
 * For texts that Slack shows as they are. What would call somebody elsewhere is broken up all the same: such a text is
 * copied, quoted and carried into other fields, and it must be harmless in all of them.
 */
export const harmless = (text: string): string => text.replace(/<(?=[!@#])/g, '‹')

/** Shown as it is; the right place for what somebody typed. `:words:` stay words. */
export const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text: harmless(text), emoji: false })

/** At most so many characters, cut between words, with a sign that something was left out. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const kept = text.slice(0, most - 1)
  // A cut inside a surrogate pair would leave half a character.
  const whole = /[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept
  const space = whole.lastIndexOf(' ')
  return `${space > most / 2 ? whole.slice(0, space) : whole}…`
}
