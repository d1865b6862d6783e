import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** A page in plain words: what happened, what to do, and at most one way on. */
export type Page = {
  readonly status: number
  readonly title: string
  readonly lines: readonly string[]
  readonly link?: { readonly label: string; readonly address: string }
}

const style =
  'body{font:1.125rem/1.5 system-ui,sans-serif;max-width:36rem;margin:12vh auto;padding:0 1.5rem;color:#1d1c1d;background:#fff}' +
  'a{color:#0b5cad}@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#1a1d21}a{color:#7cb8f0}}'
const styleDigest = createHash('sha256').update(style).digest('base64')

/** No script, nothing from elsewhere, in no frame, kept by nobody: the address of the page may hold a code. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/**
 * @param isSecure whether people reach us by https; browsers then keep to it for a year
 * @param cookie the whole header
 */
export function showPage(
  request: IncomingMessage,
  response: ServerResponse,
  page: Page,
  { isSecure, cookie }: { readonly isSecure: boolean; readonly cookie?: string },
): void {
  const html = htmlOf(page)
  response.writeHead(page.status, {
    ...headers,
    'content-length': Buffer.byteLength(html),
    ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
  })
  response.end(request.method === 'HEAD' ? undefined : html)
}

const htmlOf = ({ title, lines, link }: Page): string =>
  [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">',
    `<title>${escaped(title)}</title><style>${style}</style></head><body><main>`,
    `<h1>${escaped(title)}</h1>`,
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    ...(link ? [`<p><a href="${escaped(link.address)}">${escaped(link.label)}</a></p>`] : []),
    '</main></body></html>\n',
  ].join('')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
