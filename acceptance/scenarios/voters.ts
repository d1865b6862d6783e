import { blocks } from '#slack/ids.ts'
import type { OpenView } from '#standin/server.ts'
import { startPostgres, whyNoPostgres } from '../../test/support/postgres.ts'
import { actorOf, yesToAll } from '../actor.ts'
import { attemptOf, examine, inLanes, joined, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage } from '../stage.ts'
import { openBallot, voteOn } from '../workload.ts'

/** Everybody votes at once, and half of them change their minds (D5), on both databases. */
export const voters: Scenario = {
  id: 'voters',
  name: 'Everybody votes at once',
  rows: 'D5',
  about:
    'members of one workspace vote at once on one ballot, then every other one changes to the opposite, on the embedded database and on PostgreSQL. Every vote is kept once, as it was last said to count.',
  counts: { short: 50, full: 200 },
  run: async (count, seed) => {
    const embedded = await vote(seed, count, 'embedded')
    if (whyNoPostgres() !== undefined) return embedded
    const postgres = await startPostgres()
    try {
      return joined([embedded, await vote(seed, count, 'PostgreSQL', await postgres.database())])
    } finally {
      await postgres.end()
    }
  },
}

/** So many windows are open at a time. */
const atOnce = 40

type Row = { readonly voter: string; readonly choices: unknown }

async function vote(seed: number, count: number, on: string, databaseUrl?: string): Promise<Ran> {
  const stage = await openStage({ seed, people: count + 1, ...(databaseUrl ? { databaseUrl } : {}) })
  try {
    const program = await stage.program('gofer')
    await program.start()
    const line = stage.line(program.origin)
    const ballot = await openBallot(stage, stage.team, line)
    const voting = stage.people.slice(1)
    const counted = new Map<string, 'yes' | 'no'>()
    const cast = (all: typeof voting, answer: 'yes' | 'no'): Promise<unknown> =>
      inLanes(
        atOnce,
        all.map((user) => async () => {
          const actor = actorOf(stage, user, line)
          const answers = answer === 'yes' ? yesToAll : noToAll
          if (await voteOn(actor, ballot, answers)) counted.set(user.id, answer)
          stage.slack.api.slack.views.delete(actor.window()?.view.id ?? '')
        }),
      )
    await cast(voting, 'yes')
    await cast(
      voting.filter((_, n) => n % 2 === 1),
      'no',
    )
    await stage.rest()
    await stage.coldRead()
    const rows = (stage.ledger.kept?.rows.get(stage.team.id)?.['votes'] ?? []) as readonly Row[]
    const attempts = voting.map(({ id }, n): Attempt => {
      const wanted = n % 2 === 1 ? 'no' : 'yes'
      const mine = rows.filter(({ voter }) => voter === id)
      const held = JSON.stringify(mine.map(({ choices }) => choices))
      const isRight = held.includes(`"${wanted}"`) && !held.includes(wanted === 'yes' ? '"no"' : '"yes"')
      return attemptOf(
        `vote ${n + 1} (${on})`,
        counted.get(id) !== wanted
          ? `the last one was not said to count, ${counted.get(id) ?? 'none'} was`
          : mine.length !== 1
            ? `it is there ${mine.length} times`
            : isRight
              ? undefined
              : `kept is ${held.slice(0, 80)}`,
      )
    })
    return { attempts, broken: examine(stage), figures: { [`votes kept (${on})`]: rows.length } }
  } finally {
    await stage.close()
  }
}

const noToAll = (open: OpenView | undefined) =>
  Object.fromEntries(
    (open?.view.blocks ?? [])
      .map((block) => String(block['block_id']))
      .filter((id) => id.startsWith(`${blocks.choice}:`))
      .map((id) => [id, 'no'] as const),
  )
