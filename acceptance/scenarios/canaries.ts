import { cookieJar } from '../../test/support/cookies.ts'
import { startPostgres, whyNoPostgres } from '../../test/support/postgres.ts'
import { command, mention } from '../acts.ts'
import { actorOf } from '../actor.ts'
import { beginIn, install, manyTeams, openOauthStage } from '../oauth.ts'
import { attemptOf, examine, inLanes, joined, type Ran, type Scenario } from '../scenario.ts'
import { openStage, typedCanary, type Stage } from '../stage.ts'

/** The talkative ones first: the short run has three. */
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** What no log, page, answer or file may hold, at each level of the log (M1). */
export const canaries: Scenario = {
  id: 'canaries',
  name: 'Secrets and words at every level of the log',
  rows: 'M1',
  about:
    'at each level of the log (the three most talkative in the short run) people ask, mention and save, Slack breaks in seven ways, a code is refused, a body is forged, and the database goes away; for one workspace by its token (on PostgreSQL with a password, where there is one) and for installations by OAuth. No token, secret, key, password or code and no word that somebody typed is in the log, in a page or an answer, or readable in the files.',
  counts: { short: 6, full: 14 },
  beside: 60,
  run: async (count, seed) =>
    joined(
      await inLanes(
        3,
        levels.flatMap((level) => [() => byToken(seed, level), () => byOauth(seed, level)]).slice(0, count),
      ),
    ),
}

const faults = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 200, body: '<html>' },
  { kind: 'refuse', error: 'not_in_channel' },
  { kind: 'refuse', error: 'invalid_auth' },
  { kind: 'rateLimited', retryAfter: 60 },
  { kind: 'reset', done: false },
  { kind: 'reset', done: true },
] as const

async function byToken(seed: number, level: string): Promise<Ran> {
  const postgres = whyNoPostgres() === undefined && level !== 'fatal' ? await startPostgres() : undefined
  const password = 'pgcanarypassword'
  const url = postgres ? (await postgres.database()).replace('tests@', `tests:${password}@`) : undefined
  const stage = await openStage({ seed, people: 3, env: { LOG_LEVEL: level }, ...(url ? { databaseUrl: url } : {}) })
  try {
    const program = await stage.program(`gofer (${level})`)
    await program.start()
    await trouble(stage, program.origin)
    await postgres?.stop()
    const [user] = stage.people
    if (user && postgres) {
      const line = stage.line(program.origin)
      await mention(stage, { team: stage.team, user, line })
      await postgres.start()
    }
    for (const wish of stage.ledger.wishes)
      Object.assign(wish, { unknowable: () => 'Slack or the database was broken' })
    await stage.rest()
    if (postgres) await program.term()
    else await stage.coldRead()
    return judged(stage, `one workspace, ${level}`, [password])
  } finally {
    await stage.close()
    await postgres?.end()
  }
}

async function byOauth(seed: number, level: string): Promise<Ran> {
  const stage = await openOauthStage({ seed, teams: manyTeams(1), env: { LOG_LEVEL: level, ...key } })
  try {
    const program = await stage.program(`gofer (OAuth, ${level})`)
    await program.start()
    const browser = cookieJar(program.origin)
    const { state } = await beginIn(browser)
    await browser.get(`/slack/oauth_redirect?code=codecanary.${level}&state=${state}`)
    await install(stage, program.origin, stage.team)
    await trouble(stage, program.origin)
    for (const wish of stage.ledger.wishes) Object.assign(wish, { unknowable: () => 'Slack was broken' })
    await stage.rest()
    await stage.coldRead()
    return judged(stage, `OAuth, ${level}`, ['codecanary', secretKey])
  } finally {
    await stage.close()
  }
}

const secretKey = Buffer.alloc(32, 11).toString('base64')
const key = { TOKEN_ENCRYPTION_KEY: `acceptance:${secretKey}` }

async function trouble(stage: Stage, origin: string): Promise<void> {
  const line = stage.line(origin)
  const [user] = stage.team.users
  if (!user) throw new Error('too few people')
  const doing = { team: stage.team, user, line }
  const actor = actorOf(stage, user, line)
  if (await actor.reachVerdict(`Canary ${typedCanary}`)) await actor.save(`Canary ${typedCanary}`)
  for (const fault of faults) {
    const end = stage.slack.api.fault('*', fault)
    await Promise.all([command(stage, doing), mention(stage, doing)])
    end()
  }
  // Forged, and signed but no delivery.
  const forged = stage.sender(origin, { known: false })
  await forged(stage.slack.payloads.slashCommand(typedCanary, { team: stage.team, user: user.id }), {
    secret: 'another',
  })
  await forged({ kind: 'event', payload: { type: 'event_callback', event: { text: typedCanary } } })
}

function judged(stage: Stage, what: string, more: readonly string[]): Ran {
  const { signingSecret, appToken, clientSecret, teams } = stage.slack.world
  const broken = examine(stage, {
    secrets: [signingSecret, appToken, clientSecret, ...teams.map(({ token }) => token), ...more],
  })
  const leaks = broken.filter(({ id }) => id === 'INV4').flatMap(({ found }) => found)
  return { attempts: [attemptOf(what, leaks[0])], broken, figures: { 'lines of the log': stage.ledger.lines.length } }
}
