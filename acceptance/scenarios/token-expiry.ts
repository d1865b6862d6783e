import { setTimeout as sleep } from 'node:timers/promises'
import { realClock } from '#standin/clock.ts'
import { startPostgres, whyNoPostgres } from '../../test/support/postgres.ts'
import { allTold, command, inTurn, mention } from '../acts.ts'
import type { Wish } from '../ledger.ts'
import { install, manyTeams, openOauthStage } from '../oauth.ts'
import type { Program } from '../program.ts'
import { attemptOf, examine, type Attempt, type Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'

const hour = 3_600_000

/** Tokens that end after twelve hours, on three replicas (E6). The hours pass by the clocks of Slack and of the programs, which are moved together. */
export const tokenExpiry: Scenario = {
  id: 'token-expiry',
  name: 'Tokens that end, on three replicas',
  rows: 'E6',
  about:
    'three replicas on one database start an hour and a half before a token ends, and 150 people ask and mention at once: one renewal. The same while the renewal hangs, and while Slack refuses it: the old token works on. Nobody is left without an answer.',
  counts: { short: 3, full: 3 },
  beside: 40,
  run: async (_count, seed) => {
    const postgres = whyNoPostgres() === undefined ? await startPostgres() : undefined
    const shift = { ms: 0 }
    const stage = await openOauthStage({
      seed,
      teams: manyTeams(1),
      world: { rotation: true },
      clock: { ...realClock, now: () => Date.now() + shift.ms },
      ...(postgres ? { databaseUrl: await postgres.database() } : {}),
    })
    try {
      const replicas = await Promise.all(['first', 'second', 'third'].map((name) => stage.program(name)))
      const [first] = replicas
      if (!first) throw new Error('no replica')
      await first.start()
      await install(stage, first.origin, stage.team)
      await first.term()
      const attempts: Attempt[] = []
      const at = async (hours: number): Promise<void> => {
        shift.ms = hours * hour
        for (const replica of replicas) if (replica.isUp()) await replica.term()
        await Promise.all(replicas.map((replica) => replica.start('start', { CLOCK_SHIFT_MS: String(shift.ms) })))
      }
      const renewals = (): number => stage.slack.api.calls('oauth.v2.access').filter(isRenewal).length

      await at(10.5)
      const quiet = await burst(stage, replicas)
      await sleep(1_000)
      attempts.push(attemptOf('it ends soon', quiet ?? (renewals() === 1 ? undefined : `${renewals()} renewals`)))

      const hangs = stage.slack.api.fault('oauth.v2.access', { kind: 'hang' })
      await at(21)
      attempts.push(attemptOf('the renewal hangs', await burst(stage, replicas)))
      hangs()

      const refuses = stage.slack.api.fault('oauth.v2.access', { kind: 'refuse', error: 'invalid_refresh_token' })
      await at(21.1)
      attempts.push(attemptOf('the renewal is refused', await burst(stage, replicas)))
      refuses()

      await stage.rest()
      return { attempts, broken: examine(stage), figures: { 'renewals in all': renewals() } }
    } finally {
      await stage.close()
      await postgres?.end()
    }
  },
}

const isRenewal = ({ args }: { readonly args: Readonly<Record<string, unknown>> }): boolean =>
  args['grant_type'] === 'refresh_token'

/** Fifty at each replica at once, each of which has answered before. @returns what went wrong */
async function burst(stage: Stage, replicas: readonly Program[]): Promise<string | undefined> {
  const wishes: Wish[] = []
  for (const { origin } of replicas)
    for (const user of stage.team.users) await command(stage, { team: stage.team, user, line: stage.line(origin) })
  await Promise.all(
    Array.from({ length: 150 }, async (_, n) => {
      const line = stage.retryingLine(inTurn(replicas, n).origin)
      const doing = { team: stage.team, user: inTurn(stage.team.users, n), line }
      wishes.push(await (n % 2 === 0 ? command(stage, doing) : mention(stage, doing)))
    }),
  )
  await allTold(wishes)
  const silent = wishes.filter((wish) => !wish.told()).length
  const untaken = wishes.filter(({ isTaken }) => isTaken === false).length
  if (untaken > 0) return `${untaken} of ${wishes.length} were not taken`
  return silent > 0 ? `${silent} of ${wishes.length} were not told` : undefined
}
