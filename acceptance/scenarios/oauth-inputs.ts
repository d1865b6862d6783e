import { cookieJar, type CookieJar, type Page } from '../../test/support/cookies.ts'
import { beginIn, openOauthStage } from '../oauth.ts'
import { attemptOf, examine, type Attempt, type Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'

/** What comes back from Slack's page and should not (J1). */
export const oauthInputs: Scenario = {
  id: 'oauth-inputs',
  name: 'Bad returns of an installation',
  rows: 'J1',
  about:
    'states and codes that are wrong, of another browser, used before, cancelled. Each has to end in a plain page (with CSP, HSTS and nosniff; a 4xx, or a 502 where Slack itself refused the code) that installs nothing and repeats nothing of the address; only a cancelled installation may be a 200.',
  beside: 4,
  counts: { short: 30, full: 30 },
  run: async (count, seed) => {
    const stage = await openOauthStage({ seed, people: 1 })
    try {
      const program = await stage.program('gofer')
      await program.start()
      const attempts: Attempt[] = []
      for (const one of cases.slice(0, count)) attempts.push(await tried(stage, program.origin, one))
      await stage.rest()
      await stage.coldRead()
      return { attempts, broken: examine(stage) }
    } finally {
      await stage.close()
    }
  },
}

/** @param begun the state and code of an installation that is right, in the browser that began it */
type Case = { readonly what: string; readonly visit: (begun: Begun) => Promise<Page> }
type Begun = {
  readonly browser: CookieJar
  readonly stranger: CookieJar
  readonly code: string
  readonly state: string
}

const back = (browser: CookieJar, query: Readonly<Record<string, string>>): Promise<Page> =>
  browser.get(`/slack/oauth_redirect?${new URLSearchParams(query).toString()}`)

const states = [
  '',
  ' ',
  'x',
  'null',
  '__proto__',
  '../..',
  "'; drop table install_states; --",
  '<script>alert(1)</script>',
  'a'.repeat(5_000),
  '\u0000',
]
const codes = ['', ' ', 'x', '__proto__', '<script>alert(1)</script>', 'a'.repeat(5_000), '\u0000', 'null']

const cases: readonly Case[] = [
  ...states.map((state): Case => ({
    what: `state ${JSON.stringify(state.slice(0, 30))}`,
    visit: ({ browser, code }) => back(browser, { code, state }),
  })),
  ...codes.map((code): Case => ({
    what: `code ${JSON.stringify(code.slice(0, 30))}`,
    visit: ({ browser, state }) => back(browser, { code, state }),
  })),
  { what: 'nothing at all', visit: ({ browser }) => back(browser, {}) },
  { what: 'no state', visit: ({ browser, code }) => back(browser, { code }) },
  { what: 'no code', visit: ({ browser, state }) => back(browser, { state }) },
  { what: 'cancelled', visit: ({ browser, state }) => back(browser, { error: 'access_denied', state }) },
  {
    what: 'an error with markup',
    visit: ({ browser, state }) => back(browser, { error: '<img src=x onerror=alert(1)>', state }),
  },
  { what: 'another browser', visit: ({ stranger, code, state }) => back(stranger, { code, state }) },
  {
    what: 'another browser that began one of its own',
    visit: async ({ stranger, code, state }) => (await stranger.begin(), back(stranger, { code, state })),
  },
  {
    what: 'the state of another browser',
    visit: async ({ browser, stranger, code }) => back(browser, { code, state: (await beginIn(stranger)).state }),
  },
  {
    what: 'a state that a cancelled installation used up',
    visit: async ({ browser, code, state }) => (
      await back(browser, { error: 'access_denied', state }),
      back(browser, { code, state })
    ),
  },
  {
    what: 'two states',
    visit: ({ browser, code, state }) => browser.get(`/slack/oauth_redirect?code=${code}&state=${state}&state=x`),
  },
  {
    what: 'a cookie that was changed',
    visit: ({ browser, code, state }) => (spoil(browser), back(browser, { code, state })),
  },
  { what: 'no cookie', visit: ({ browser, code, state }) => (browser.cookies.clear(), back(browser, { code, state })) },
]

async function tried(stage: Stage, origin: string, { what, visit }: Case): Promise<Attempt> {
  const browser = cookieJar(origin)
  const { state, redirectUri } = await beginIn(browser)
  const code = stage.slack.api.allow({ team: stage.team.id, user: stage.people[0]?.id ?? '', redirectUri })
  const page = await visit({ browser, stranger: cookieJar(origin), code, state })
  return attemptOf(what, wrongWith(page, what === 'cancelled'))
}

const demanded: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /default-src 'none'/,
  'strict-transport-security': /max-age=31536000/,
  'x-content-type-options': /nosniff/,
}

function wrongWith({ status, text, headers }: Page, mayBeGood: boolean): string | undefined {
  const missing = Object.entries(demanded).find(([name, value]) => !value.test(headers.get(name) ?? ''))
  if (text.includes('is installed in')) return 'it was installed'
  if (missing) return `status ${status}, no ${missing[0]}`
  if (!text.includes('<title>')) return 'a page without words'
  if (/<script>alert|<img src=x/.test(text)) return 'the page holds what came with the address'
  const isRight = (status >= 400 && status < 500) || status === 502 || (mayBeGood && status === 200)
  return isRight ? undefined : `status ${status}`
}

function spoil({ cookies }: CookieJar): void {
  for (const [name, value] of cookies) cookies.set(name, `${value.slice(0, -2)}xx`)
}
