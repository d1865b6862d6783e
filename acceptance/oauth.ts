import { randomBytes } from 'node:crypto'
import { team, type Team } from '#standin/description.ts'
import { openStage, type Stage, type StageOptions } from './stage.ts'

/** A stage whose program serves many workspaces, each to be installed by OAuth. */
export function openOauthStage(options: Omit<StageOptions, 'without' | 'over'>): Promise<Stage> {
  return openStage({
    ...options,
    without: ['SLACK_BOT_TOKEN'],
    // The client's id and secret are those of the stand-in's world (`description.ts`).
    env: {
      SLACK_CLIENT_ID: '1234567890.1234567890',
      SLACK_CLIENT_SECRET: 'a-client-secret-for-tests',
      TOKEN_ENCRYPTION_KEY: `acceptance:${randomBytes(32).toString('base64')}`,
      // As behind a proxy with TLS: what only https has is looked for too.
      PUBLIC_URL: 'https://gofer.example',
      ...options.env,
    },
  })
}

/** Workspaces that differ in everything. */
export const manyTeams = (count: number): Team[] =>
  Array.from({ length: count }, (_, at) =>
    team({
      id: `T0ACC${at}`,
      users: [
        { id: `U0ACC${at}A`, name: 'person0' },
        { id: `U0ACC${at}B`, name: 'person1' },
      ],
    }),
  )

export type Page = { readonly status: number; readonly text: string; readonly headers: Headers }

/** Somebody's browser, with its cookies. */
export type Browser = {
  readonly get: (path: string, more?: Readonly<Record<string, string>>) => Promise<Page>
  /** Opens the page to install from. @returns the state and where to come back to */
  readonly begin: () => Promise<{ readonly state: string; readonly redirectUri: string }>
  readonly cookies: Map<string, string>
}

export function browserAt(origin: string): Browser {
  const cookies = new Map<string, string>()
  const get: Browser['get'] = async (path, more = {}) => {
    const response = await fetch(`${origin}${path}`, {
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...more },
      signal: AbortSignal.timeout(30_000),
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
      if (!link) throw new Error('the page to install from has no link')
      const { searchParams } = new URL(link.replaceAll('&amp;', '&'))
      return { state: searchParams.get('state') ?? '', redirectUri: searchParams.get('redirect_uri') ?? '' }
    },
  }
}

/** The whole way, by the first person of a workspace. */
export async function install({ slack }: Pick<Stage, 'slack'>, origin: string, of: Team): Promise<Page> {
  const person = browserAt(origin)
  const { state, redirectUri } = await person.begin()
  const code = slack.api.allow({ team: of.id, user: of.users[0]?.id ?? '', redirectUri })
  return person.get(`/slack/oauth_redirect?${new URLSearchParams({ code, state }).toString()}`)
}
