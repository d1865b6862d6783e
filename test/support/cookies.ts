/** What a browser is shown. */
export type Page = { readonly status: number; readonly text: string; readonly headers: Headers }

/** The part of a browser that keeps cookies: each address of one origin is asked with those that were set before. */
export type CookieJar = {
  readonly cookies: Map<string, string>
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Page>
  /** Where the link of the install page leads. */
  readonly begin: () => Promise<URL>
}

export function cookieJar(origin: string, timeoutMs = 30_000): CookieJar {
  const cookies = new Map<string, string>()
  const get: CookieJar['get'] = async (path, headers = {}) => {
    const response = await fetch(`${origin}${path}`, {
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...headers },
      signal: AbortSignal.timeout(timeoutMs),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=')
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return { status: response.status, text: await response.text(), headers: response.headers }
  }
  return {
    cookies,
    get,
    begin: async () => {
      const { text } = await get('/slack/install')
      const link = /href="([^"]+)"/.exec(text)?.[1]
      if (!link) throw new Error(`no link on the page: ${text}`)
      return new URL(link.replaceAll('&amp;', '&'))
    },
  }
}
