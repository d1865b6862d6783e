import { randomBytes } from 'node:crypto'
import { team, type Team } from '#standin/description.ts'
import { cookieJar, type CookieJar, type Page } from '../test/support/cookies.ts'
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

/** What Slack's page is asked with. */
export type Asking = { readonly state: string; readonly redirectUri: string }

/** Opens the page to install from in somebody's browser. */
export async function beginIn(browser: CookieJar): Promise<Asking> {
  const { searchParams } = await browser.begin()
  return { state: searchParams.get('state') ?? '', redirectUri: searchParams.get('redirect_uri') ?? '' }
}

/** The whole way, by the first person of a workspace. */
export async function install({ slack }: Pick<Stage, 'slack'>, origin: string, of: Team): Promise<Page> {
  const person = cookieJar(origin)
  const { state, redirectUri } = await beginIn(person)
  const code = slack.api.allow({ team: of.id, user: of.users[0]?.id ?? '', redirectUri })
  return person.get(`/slack/oauth_redirect?${new URLSearchParams({ code, state }).toString()}`)
}
