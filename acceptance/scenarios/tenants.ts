import { randomBytes } from 'node:crypto'
import { createSealer } from '#install/seal.ts'
import { openStorage } from '#storage/open.ts'
import { allTold, command, inTurn, judgedWishes, mention, warmUp } from '../acts.ts'
import { install, manyTeams, openOauthStage } from '../oauth.ts'
import { paced, timesOf } from '../pace.ts'
import { attemptOf, examine, inLanes, type Scenario } from '../scenario.ts'
import type { Wish } from '../ledger.ts'
import { lightLine } from '../light.ts'

const rate = { noisy: 500, others: 20 }

/** One workspace that never stops (I5). */
export const noisy: Scenario = {
  id: 'noisy',
  name: 'One workspace with 500 deliveries a second',
  rows: 'I5',
  about:
    'one workspace sends 500 questions a second while four others send 20 between them, for 5 s (20 s in the full run), after 300 deliveries that count for nothing. The others are answered with a 99th percentile below 500 ms.',
  counts: { short: 5, full: 20 },
  run: async (count, seed) => {
    const stage = await openOauthStage({ seed, teams: manyTeams(5) })
    try {
      const program = await stage.program('gofer')
      await program.start()
      for (const team of stage.slack.world.teams) await install(stage, program.origin, team)
      const [loud, ...quiet] = stage.slack.world.teams
      if (!loud) throw new Error('too few workspaces')
      const line = stage.line(program.origin)
      const loudly = lightLine(stage, program.origin)
      await warmUp(stage, line)
      const before = stage.ledger.sent.length
      const wishes: Wish[] = []
      const others: number[] = []
      await Promise.all([
        paced({ count: count * rate.noisy, perSecond: rate.noisy }, (n) =>
          loudly.line(
            stage.slack.payloads.slashCommand('who uses go in fintech', { team: loud, user: inTurn(loud.users, n).id }),
          ),
        ),
        paced({ count: count * rate.others, perSecond: rate.others }, async (n) => {
          const team = inTurn(quiet, n)
          const start = performance.now()
          wishes.push(await command(stage, { team, user: inTurn(team.users, n), line }))
          others.push(performance.now() - start)
        }),
      ])
      loudly.close()
      await stage.rest()
      const p99 = others.toSorted((one, other) => one - other)[Math.floor(others.length * 0.99)] ?? 0
      return {
        attempts: [
          ...judgedWishes(wishes),
          attemptOf('the others', p99 < 500 ? undefined : `99th percentile ${Math.round(p99)} ms`),
        ],
        broken: examine(stage),
        figures: { '99th percentile of others, ms': p99, ...timesOf(stage.ledger.sent.slice(before), ' of all') },
      }
    } finally {
      await stage.close()
    }
  },
}

/** Very many workspaces (I6). */
export const manyWorkspaces: Scenario = {
  id: 'many-workspaces',
  name: 'Ten thousand workspaces',
  rows: 'I6',
  about:
    'installations of 2,000 workspaces (10,000 in the full run) stand in the embedded database; in each somebody mentions the bot once, 150 a second. Each is answered with its own token, and the process holds less than 400 MB. That a thousand are remembered whatever their tokens do is in test/install/memory.test.ts.',
  counts: { short: 2_000, full: 10_000 },
  run: async (count, seed) => {
    const base64 = randomBytes(32).toString('base64')
    const stage = await openOauthStage({
      seed,
      teams: manyTeams(count),
      env: { TOKEN_ENCRYPTION_KEY: `acceptance:${base64}` },
    })
    try {
      const { teams, appId } = stage.slack.world
      const sealer = createSealer([{ id: 'acceptance', base64 }])
      const store = await openStorage({ dataDir: stage.folder, clock: { now: Date.now } })
      await inLanes(
        50,
        teams.map((team) => async () => {
          await store.storage.installations.save({
            team: team.id,
            org: false,
            app: appId,
            botUser: team.botUser,
            scopes: team.scopes,
            installer: team.users[0]?.id ?? '',
            token: sealer.seal(team.token, { team: team.id, field: 'token' }),
            installedAt: new Date(Date.now() - 60_000).toISOString(),
          })
        }),
      )
      await store.close()
      const program = await stage.program('gofer')
      await program.start()
      const line = stage.line(program.origin)
      const before = program.rssMb() ?? 0
      const wishes: Wish[] = []
      await paced({ count, perSecond: 150 }, async (n) => {
        const team = inTurn(teams, n)
        wishes.push(await mention(stage, { team, user: inTurn(team.users, n), line }))
      })
      await allTold(wishes)
      await stage.rest()
      const rss = program.rssMb() ?? 0
      return {
        attempts: [...judgedWishes(wishes), attemptOf('memory', rss < 400 ? undefined : `${Math.round(rss)} MB`)],
        broken: examine(stage),
        figures: { 'RSS before, MB': before, 'RSS at the end, MB': rss, ...timesOf(stage.ledger.sent) },
      }
    } finally {
      await stage.close()
    }
  },
}
