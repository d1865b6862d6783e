import { setTimeout as sleep } from 'node:timers/promises'
import type { Team } from '#standin/description.ts'
import { actorOf } from '../actor.ts'
import { install, manyTeams, openOauthStage } from '../oauth.ts'
import { examine, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'
import { until } from '../until.ts'

/** An uninstall and what belongs to it, told before, between and after a re-install, in all orders (D6): the live installation survives. */
export const orders: Scenario = {
  id: 'orders',
  name: 'Orders of events around a re-install',
  rows: 'D6',
  about:
    'the end of an installation and of its tokens, a mention and a new installation, in all 24 orders, the ends dated before it. Afterwards the workspace is served.',
  beside: 20,
  counts: { short: 24, full: 24 },
  run,
}

type Step = 'app_uninstalled' | 'tokens_revoked' | 'mention' | 'install'
const steps: readonly Step[] = ['app_uninstalled', 'tokens_revoked', 'mention', 'install']

async function run(count: number, seed: number): Promise<Ran> {
  const stage = await openOauthStage({ seed, teams: manyTeams(count) })
  try {
    const program = await stage.program('gofer')
    await program.start()
    const { teams } = stage.slack.world
    for (const team of teams) await install(stage, program.origin, team)
    // Slack tells times in seconds; before and after must not fall into one.
    await sleep(1_100)
    const at = Math.floor(Date.now() / 1_000)
    await sleep(1_100)
    const attempts: Attempt[] = []
    for (const [n, order] of permutations(steps).entries()) {
      const team = teams[n]
      if (team) attempts.push(await oneOrder(stage, program.origin, { team, order, at }))
    }
    await stage.rest()
    await stage.coldRead()
    return { attempts, broken: examine(stage) }
  } finally {
    await stage.close()
  }
}

type Order = { readonly team: Team; readonly order: readonly Step[]; readonly at: number }

async function oneOrder(stage: Stage, origin: string, { team, order, at }: Order): Promise<Attempt> {
  const what = order.join(', ')
  const line = stage.line(origin)
  const [user] = team.users
  if (!user) throw new Error('a workspace without people')
  const actor = actorOf({ ...stage, team }, user, line)
  for (const step of order) {
    if (step === 'install') {
      const { status } = await install(stage, origin, team)
      if (status >= 400) return { what, result: 'failed', because: `the re-install answered ${status}` }
    } else if (step === 'mention') {
      await line(stage.slack.payloads.appMention('help', { team, user: user.id }))
    } else {
      const { kind, payload } = stage.slack.payloads.event(
        { type: step, ...(step === 'tokens_revoked' ? { tokens: { bot: [team.botUser], oauth: [] } } : {}) },
        { team, user: user.id },
      )
      await line({ kind, payload: { ...payload, event_time: at } })
    }
  }
  const wish = await actor.mention('who uses go in fintech')
  return (await until(wish.told, 5_000))
    ? { what, result: 'passed' }
    : { what, result: 'failed', because: 'afterwards a mention was not answered' }
}

function permutations<T>(list: readonly T[]): T[][] {
  return list.length === 0
    ? [[]]
    : list.flatMap((first, at) => permutations(list.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}
