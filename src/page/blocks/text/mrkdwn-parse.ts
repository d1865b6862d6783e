import { safeAddress } from './address.ts'
import { emojiOf } from './emoji.ts'

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'emoji'; readonly name: string; readonly sign: string }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user' | 'channel'; readonly id: string; readonly label?: string }
  | { readonly kind: 'broadcast'; readonly label: string }
  | DateInline

export type DateInline = {
  readonly kind: 'date'
  readonly timestamp: number
  readonly format: string
  readonly url?: string
  readonly fallback: string
}

export type Paragraph =
  | { readonly kind: 'paragraph' | 'quote'; readonly children: readonly Inline[] }
  | { readonly kind: 'pre'; readonly text: string }

/** `bare`: whether addresses without brackets become links; Slack leaves them alone where a text is `verbatim`. */
export type ParseOptions = { readonly bare?: boolean }

/** Slack's own markup as a tree. */
export function parseMrkdwn(text: string, { bare = true }: ParseOptions = {}): readonly Paragraph[] {
  // Every second piece stood between the fences.
  return text
    .split(/```\n?([^]+?)\n?```/)
    .flatMap((piece, at): readonly Paragraph[] =>
      at % 2 === 1
        ? [{ kind: 'pre', text: literal(piece) }]
        : paragraphs(piece.replace(at > 0 ? /^\n/ : /^$/, '').replace(/\n$/, ''), bare),
    )
}

/** What is left without any form, for names that are read out. */
export const wordsOf = (paragraphs: readonly Paragraph[]): string =>
  paragraphs.map((one) => (one.kind === 'pre' ? one.text : one.children.map(inlineWords).join(''))).join('\n')

function inlineWords(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text
    case 'break':
      return '\n'
    case 'emoji':
      return inline.sign
    case 'link':
    case 'broadcast':
      return inline.label
    case 'user':
      return `@${inline.label ?? inline.id}`
    case 'channel':
      return `#${inline.label ?? inline.id}`
    case 'date':
      return inline.fallback
    default:
      return inline.children.map(inlineWords).join('')
  }
}

type Kind = 'paragraph' | 'quote'

/** Neighbouring lines of a kind belong together. `>>>` quotes everything to the end. */
function paragraphs(text: string, bare: boolean): Paragraph[] {
  if (text === '') return []
  const found: { kind: Kind; children: Inline[] }[] = []
  let rest = false
  for (const line of text.split('\n')) {
    const mark = rest ? undefined : /^(?:(?:>|&gt;){3}|(?:>|&gt;)) ?/.exec(line)?.[0]
    rest ||= /^(?:>|&gt;){3}/.test(mark ?? '')
    const kind: Kind = rest || mark !== undefined ? 'quote' : 'paragraph'
    const children = inlines(line.slice(mark?.length ?? 0), bare)
    const last = found.at(-1)
    if (last?.kind === kind) last.children.push({ kind: 'break' }, ...children)
    else found.push({ kind, children })
  }
  return found
}

const wraps = { '*': 'bold', _: 'italic', '~': 'strike' } as const
type Wrap = keyof typeof wraps

/** One line. Whatever opens and never closes stands as it was typed. */
function inlines(line: string, bare: boolean): Inline[] {
  const found: Inline[] = []
  const say = (text: string): void => {
    const last = found.at(-1)
    if (last?.kind === 'text') found[found.length - 1] = { kind: 'text', text: last.text + text }
    else if (text !== '') found.push({ kind: 'text', text })
  }
  let at = 0
  while (at < line.length) {
    const piece = pieceAt(line, at, bare)
    if (piece) {
      found.push(piece.inline)
      at += piece.length
    } else {
      const plain = /^(?:&(?:amp|lt|gt);|[^<`*_~:&h]+|[^])/.exec(line.slice(at))?.[0] ?? ''
      say(decode(plain))
      at += plain.length
    }
  }
  return found
}

type Piece = { readonly inline: Inline; readonly length: number }

function pieceAt(line: string, at: number, bare: boolean): Piece | undefined {
  const sign = line.charAt(at)
  const rest = line.slice(at)
  if (sign === '<') {
    const inner = /^<([^<>]+)>/.exec(rest)?.[1]
    const inline = inner === undefined ? undefined : bracketed(inner)
    return inner !== undefined && inline ? { inline, length: inner.length + 2 } : undefined
  }
  if (sign === '`') {
    const inner = /^`([^`]+)`/.exec(rest)?.[1]
    return inner === undefined
      ? undefined
      : { inline: { kind: 'code', text: literal(inner) }, length: inner.length + 2 }
  }
  if (sign === ':') {
    const name = /^:([a-z0-9_+-]+):/.exec(rest)?.[1]
    const emoji = name === undefined ? undefined : emojiOf(name)
    return name !== undefined && emoji
      ? { inline: { kind: 'emoji', name, sign: emoji }, length: name.length + 2 }
      : undefined
  }
  if (sign === 'h' && bare && !/\w/.test(line.charAt(at - 1))) {
    const url = /^https?:\/\/[^\s<>|`]*[^\s<>|`.,;:!?)'"*_~]/.exec(rest)?.[0]
    return url === undefined
      ? undefined
      : { inline: { kind: 'link', url: decode(url), label: decode(url) }, length: url.length }
  }
  return sign in wraps ? wrapped(line, at, sign as Wrap, bare) : undefined
}

/** Slack wants a word's edge outside the signs and no space inside them: `2*3*4` stays a sum. */
function wrapped(line: string, at: number, sign: Wrap, bare: boolean): Piece | undefined {
  if (/[\p{L}\p{N}]/u.test(line.charAt(at - 1)) || /[\s]|^$/.test(line.charAt(at + 1)) || line.charAt(at + 1) === sign)
    return undefined
  for (let end = at + 2; end < line.length; end++) {
    const skipped = /^(?:<[^<>]+>|`[^`]+`)/.exec(line.slice(end))?.[0].length ?? 0
    if (skipped > 0) end += skipped - 1
    else if (
      line.charAt(end) === sign &&
      !/\s/.test(line.charAt(end - 1)) &&
      !/[\p{L}\p{N}]/u.test(line.charAt(end + 1))
    )
      return { inline: { kind: wraps[sign], children: inlines(line.slice(at + 1, end), bare) }, length: end - at + 1 }
  }
  return undefined
}

/** What stands between `<` and `>`. */
function bracketed(inner: string): Inline | undefined {
  const bar = inner.indexOf('|')
  const head = bar < 0 ? inner : inner.slice(0, bar)
  const label = bar < 0 ? undefined : decode(inner.slice(bar + 1))
  const named = label ? { label } : {}
  const body = head.slice(1)
  if (head.startsWith('@')) return { kind: 'user', id: body, ...named }
  if (head.startsWith('#')) return { kind: 'channel', id: body, ...named }
  if (head.startsWith('!date^')) return date(body, label ?? '')
  if (head.startsWith('!')) return { kind: 'broadcast', label: label ?? `@${body.split('^')[0] ?? body}` }
  const url = safeAddress(decode(head))
  return url === undefined ? undefined : { kind: 'link', url, label: label || url.replace(/^mailto:/, '') }
}

function date(body: string, fallback: string): DateInline {
  const [, timestamp = '', format = '', url] = body.split('^')
  const address = safeAddress(url === undefined ? undefined : decode(url))
  return {
    kind: 'date',
    timestamp: Number(timestamp),
    format: decode(format),
    fallback,
    ...(address ? { url: address } : {}),
  }
}

/** Inside code nothing is formatted, but Slack still shows the words of a link instead of its brackets. */
const literal = (text: string): string =>
  decode(
    text.replace(/<((?:https?:|mailto:)[^<>|]+)(?:\|([^<>]+))?>/g, (_, url: string, label?: string) => label ?? url),
  )

const decode = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
