import { safeAddress } from './address.ts'

export type Span =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Span[] }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Span[] }
  | { readonly kind: 'break' }

export type Item = { readonly checked?: boolean; readonly parts: readonly Part[] }
export type Part =
  | { readonly kind: 'heading'; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'quote'; readonly parts: readonly Part[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'list'; readonly start?: number; readonly items: readonly Item[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Span[])[])[] }

/** The markdown that Slack's markdown block knows: standard, without HTML. */
export function parseMarkdown(text: string): readonly Part[] {
  const lines = text.replaceAll('\r', '').split('\n')
  const parts: Part[] = []
  let at = 0
  while (at < lines.length) {
    const taken = takePart(lines, at)
    if (taken.part) parts.push(taken.part)
    at = taken.next
  }
  return parts
}

type Taken = { readonly part?: Part; readonly next: number }

const marks = {
  fence: /^\s*```/,
  heading: /^(#{1,6})\s+(.*?)\s*#*$/,
  rule: /^\s*([-*_])(?:\s*\1){2,}\s*$/,
  quote: /^\s*> ?/,
  item: /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/,
  divider: /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/,
}

function takePart(lines: readonly string[], at: number): Taken {
  const line = lines[at] ?? ''
  if (line.trim() === '') return { next: at + 1 }
  if (marks.fence.test(line)) return takeCode(lines, at)
  const heading = marks.heading.exec(line)
  if (heading)
    return { part: { kind: 'heading', level: heading[1]?.length ?? 1, spans: spansOf(heading[2] ?? '') }, next: at + 1 }
  if (marks.rule.test(line)) return { part: { kind: 'rule' }, next: at + 1 }
  if (marks.quote.test(line)) {
    const next = endOf(lines, at, (one) => marks.quote.test(one))
    const inner = lines.slice(at, next).map((one) => one.replace(marks.quote, ''))
    return { part: { kind: 'quote', parts: parseMarkdown(inner.join('\n')) }, next }
  }
  if (marks.item.test(line)) return takeList(lines, at)
  if (line.includes('|') && (lines[at + 1] ?? '').includes('-') && marks.divider.test(lines[at + 1] ?? ''))
    return takeTable(lines, at)
  const next = endOf(lines, at + 1, (one) => one.trim() !== '' && !startsPart(one))
  const spans = lines
    .slice(at, next)
    .flatMap((one, index) => [...(index === 0 ? [] : [{ kind: 'break' } as const]), ...spansOf(one.trim())])
  return { part: { kind: 'paragraph', spans }, next }
}

const startsPart = (line: string): boolean =>
  [marks.fence, marks.heading, marks.rule, marks.quote, marks.item].some((mark) => mark.test(line))

function endOf(lines: readonly string[], from: number, goesOn: (line: string) => boolean): number {
  let end = from
  while (end < lines.length && goesOn(lines[end] ?? '')) end++
  return end
}

function takeCode(lines: readonly string[], at: number): Taken {
  const end = endOf(lines, at + 1, (line) => !marks.fence.test(line))
  return { part: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 }
}

/** What is indented deeper than its bullet belongs to the item, other lists among it. */
function takeList(lines: readonly string[], at: number): Taken {
  const first = marks.item.exec(lines[at] ?? '')
  const depth = first?.[1]?.length ?? 0
  const isOrdered = first?.[2] !== undefined
  const items: Item[] = []
  let next = at
  while (next < lines.length) {
    const item = marks.item.exec(lines[next] ?? '')
    if (!item || (item[1]?.length ?? 0) > depth + 1 || (item[1]?.length ?? 0) < depth) break
    if ((item[2] !== undefined) !== isOrdered) break
    const end = endOf(lines, next + 1, (line) => line.trim() !== '' && indentOf(line) > depth)
    const task = /^\[([ xX])\]\s+(.*)$/.exec(item[3] ?? '')
    const inner = [task?.[2] ?? item[3] ?? '', ...lines.slice(next + 1, end).map((line) => dedent(line, depth + 2))]
    items.push({ parts: parseMarkdown(inner.join('\n')), ...(task ? { checked: task[1] !== ' ' } : {}) })
    next = end
  }
  return { part: { kind: 'list', items, ...(isOrdered ? { start: Number(first?.[2]) } : {}) }, next }
}

const indentOf = (line: string): number => line.length - line.trimStart().length
const dedent = (line: string, depth: number): string => line.slice(Math.min(indentOf(line), depth))

function takeTable(lines: readonly string[], at: number): Taken {
  const next = endOf(lines, at + 2, (line) => line.includes('|'))
  const rows = [lines[at] ?? '', ...lines.slice(at + 2, next)].map((line) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => spansOf(cell.trim().replaceAll('\\|', '|'))),
  )
  return { part: { kind: 'table', rows }, next }
}

const inline =
  /\\([\\`*_{}[\]()#+.!~>|-])|(`+)([^]+?)\2|!?\[([^\]]*)\]\((\S+?)(?:\s+"[^"]*")?\)|<(https?:[^>\s]+)>|(\*\*|__)(?=\S)([^]+?)(?<=\S)\7|~~(?=\S)([^]+?)(?<=\S)~~|(?<![\p{L}\p{N}*_])([*_])(?=\S)([^]+?)(?<=\S)\10(?![\p{L}\p{N}])|(https?:\/\/[^\s<>)]*[^\s<>).,;:!?'"])/gu

function spansOf(text: string): Span[] {
  const spans: Span[] = []
  let from = 0
  for (const match of text.matchAll(inline)) {
    if (match.index > from) spans.push({ kind: 'text', text: text.slice(from, match.index) })
    spans.push(spanOf(match))
    from = match.index + match[0].length
  }
  return from < text.length ? [...spans, { kind: 'text', text: text.slice(from) }] : spans
}

function spanOf(match: RegExpExecArray): Span {
  const [all, escaped, , code, label, target, bracketed, , bold, strike, , italic, bare] = match
  if (escaped !== undefined) return { kind: 'text', text: escaped }
  if (code !== undefined) return { kind: 'code', text: code.trim() }
  if (bold !== undefined) return { kind: 'bold', children: spansOf(bold) }
  if (strike !== undefined) return { kind: 'strike', children: spansOf(strike) }
  if (italic !== undefined) return { kind: 'italic', children: spansOf(italic) }
  const url = safeAddress(target ?? bracketed ?? bare)
  const children: readonly Span[] = label ? spansOf(label) : [{ kind: 'text', text: url ?? all }]
  return url ? { kind: 'link', url, children } : { kind: 'text', text: all }
}
