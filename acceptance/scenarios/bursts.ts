import type { Fault } from '#standin/api/faults.ts'
import { allTold, command, inTurn, judgedWishes, mention, warmUp } from '../acts.ts'
import { pick } from '../corpus/cases.ts'
import type { Wish } from '../ledger.ts'
import { lightLine } from '../light.ts'
import { install, manyTeams, openOauthStage } from '../oauth.ts'
import { paced, timesOf } from '../pace.ts'
import { examine, type Ran, type Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'

/** A thousand in a second (L2). */
export const burst: Scenario = {
  id: 'burst',
  name: 'A thousand deliveries in one second',
  rows: 'L2',
  about:
    'questions and mentions of twelve workspaces, a thousand within a second, after 300 at 100 a second that count for nothing. All are taken, everybody is told once, nothing is answered later than after 2.5 s. The 99th percentile is told and not held to 500 ms.',
  counts: { short: 1_000, full: 5_000 },
  run: (count, seed) =>
    onMany(seed, async (stage, origin) => {
      const wishes: Wish[] = []
      for (let from = 0; from < count; from += 1_000) {
        wishes.push(...(await talk(stage, origin, { count: 1_000, perSecond: 1_000 })))
        await allTold(wishes)
      }
      return wishes
    }),
}

/** People and trouble at the same time (L4). */
export const mixed: Scenario = {
  id: 'mixed',
  name: 'Load mixed with random faults',
  rows: 'L4',
  about:
    'fifty mentions a second of twelve workspaces while the seed breaks one call in twenty: 500, 429, no answer, reset before or after, slow, a page instead of an answer. All are taken in time, everybody is told within 30 s, nobody twice in public.',
  counts: { short: 1_000, full: 15_000 },
  run: (count, seed) =>
    onMany(seed, async (stage, origin) => {
      const wishes = await talk(stage, origin, {
        count,
        perSecond: 50,
        before: () => {
          if (stage.random() < 0.05) stage.slack.api.fault(pick(stage.random, methods), pick(stage.random, faults), 1)
        },
      })
      await allTold(wishes)
      return wishes
    }),
}

const methods = ['chat.postMessage', 'chat.postMessage', 'chat.postEphemeral', 'response_url']
const faults: readonly Fault[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 200, body: '<html>' },
  { kind: 'rateLimited', retryAfter: 1 },
  { kind: 'hang' },
  { kind: 'reset', done: false },
  { kind: 'reset', done: true },
  { kind: 'slow', ms: 2_500 },
]

type Pace = { readonly count: number; readonly perSecond: number; readonly before?: () => void }

async function talk(stage: Stage, origin: string, { count, perSecond, before }: Pace): Promise<Wish[]> {
  const { line, close } = before ? { line: stage.retryingLine(origin), close: () => {} } : lightLine(stage, origin)
  const wishes: Wish[] = []
  await paced({ count, perSecond }, async (n) => {
    before?.()
    const team = inTurn(stage.slack.world.teams, n)
    const doing = { team, user: inTurn(team.users, n), line }
    // Only mentions go out by calls that can be broken.
    wishes.push(await (n % 4 === 3 || before ? mention(stage, doing) : command(stage, doing)))
  })
  close()
  return wishes
}

async function onMany(seed: number, work: (stage: Stage, origin: string) => Promise<Wish[]>): Promise<Ran> {
  const stage = await openOauthStage({ seed, teams: manyTeams(12) })
  try {
    const program = await stage.program('gofer')
    await program.start()
    for (const team of stage.slack.world.teams) await install(stage, program.origin, team)
    await warmUp(stage, stage.line(program.origin))
    const from = stage.ledger.sent.length
    const wishes = await work(stage, program.origin)
    await stage.rest()
    await stage.coldRead()
    return { attempts: judgedWishes(wishes), broken: examine(stage), figures: timesOf(stage.ledger.sent.slice(from)) }
  } finally {
    await stage.close()
  }
}
