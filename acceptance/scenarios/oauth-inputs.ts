import { browserAt, openOauthStage, type Browser, type Page } from '../oauth.ts'
import { examine, type Attempt, type Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'

/** What comes back from Slack's page and should not (J1): never installed, never a page without words, never a 500; 502 says that Slack refused the code. */
export const oauthInputs: Scenario = {
  id: 'oauth-inputs',
  name: 'Bad returns of an installation',
  rows: 'J1',
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
type Begun = { readonly browser: Browser; readonly stranger: Browser; readonly code: string; readonly state: string }

const back = (browser: Browser, query: Readonly<Record<string, string>>): Promise<Page> =>
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
    visit: async ({ browser, stranger, code }) => back(browser, { code, state: (await stranger.begin()).state }),
  },
  {
    what: 'a state that was used',
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
  const browser = browserAt(origin)
  const { state, redirectUri } = await browser.begin()
  const code = stage.slack.api.allow({ team: stage.team.id, user: stage.people[0]?.id ?? '', redirectUri })
  const page = await visit({ browser, stranger: browserAt(origin), code, state })
  const because =
    page.status === 500 || page.status > 503
      ? `status ${page.status}`
      : !page.text.includes('<title>')
        ? 'a page without words'
        : /<script>alert|<img src=x/.test(page.text)
          ? 'the page holds what came with the address'
          : undefined
  return because === undefined ? { what, result: 'passed' } : { what, result: 'failed', because }
}

function spoil({ cookies }: Browser): void {
  for (const [name, value] of cookies) cookies.set(name, `${value.slice(0, -2)}xx`)
}
