import type { Part } from './inspect.ts'
import { child, strings, type JsonObject } from './json.ts'

/** Links that lead anywhere but to the web: in fields, in mrkdwn and in Markdown. */
export function badLinks(
  payload: JsonObject,
  pointer: string,
  parts: readonly Part[],
): { readonly pointer: string; readonly message: string }[] {
  const inFields = [...strings(payload, pointer)]
    .filter(({ text, key }) => (key === 'url' || key.endsWith('_url')) && !isWebLink(text))
    .map((found) => found.pointer)
  const inText = markedUp(payload, pointer, parts).filter(({ text }) =>
    targetsIn(text).some((target) => hasScheme(target) && !isWebLink(target)),
  )
  return [...inFields, ...inText.map((found) => found.pointer)].map((at) => ({
    pointer: at,
    message: 'links must begin with http:// or https://',
  }))
}

/** URL.canParse forgives spaces and line breaks inside a scheme; a link of ours has none. */
const isWebLink = (link: string): boolean => /^https?:\/\/[^\s\p{Cc}]+$/iu.test(link) && URL.canParse(link)

const hasScheme = (target: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(target.replace(/[\s\p{Cc}]/gu, ''))

/** Every text in which Slack looks for links. plain_text shows what it holds. */
function markedUp(
  payload: JsonObject,
  pointer: string,
  parts: readonly Part[],
): { readonly text: string; readonly pointer: string }[] {
  const top = ['text', 'markdown_text'].map((field) => ({ text: payload[field], pointer: child(pointer, field) }))
  const inParts = parts
    .filter((part) => part.value['type'] === 'mrkdwn' || part.types.includes('markdown'))
    .map((part) => ({ text: part.value['text'], pointer: child(part.pointer, 'text') }))
  return [...top, ...inParts].flatMap(({ text, pointer: at }) =>
    typeof text === 'string' ? [{ text, pointer: at }] : [],
  )
}

/** What stands in `<target|label>`, `[label](target)` and `[label]: target`. Mentions (`<@U1>`, `<#C1>`, `<!date>`) are no links. */
function targetsIn(text: string): string[] {
  const angled = [...text.matchAll(/<([^>@#!][^>|]*)/g)].map(([, target]) => target ?? '')
  const bracketed = [...text.matchAll(/\]\(\s*<?([^)>]*)/g)].map(([, target]) => target ?? '')
  const referenced = [...text.matchAll(/^\s*\[[^\]]+\]:\s*<?(\S+)/gm)].map(([, target]) => target ?? '')
  return [...angled, ...bracketed.map((target) => target.replace(/\s+["'].*$/s, '')), ...referenced].map((target) =>
    target.trim(),
  )
}
