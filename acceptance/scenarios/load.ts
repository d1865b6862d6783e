import { startPostgres, whyNoPostgres } from '../../test/support/postgres.ts'
import { openOauthStage } from '../oauth.ts'
import { timesOf } from '../pace.ts'
import { examine, type Ran, type Scenario } from '../scenario.ts'
import { crowdedTeams, prepareWorkload } from '../workload.ts'

const perSecond = 100
const about =
  'twelve workspaces, installed by OAuth, 60 % questions, 20 % mentions, 10 % votes, 5 % decisions, 5 % feedback in place of entries. Nothing lost, nothing doubled, everybody told, the 99th percentile below 500 ms and nothing above 2.5 s.'

/** A hundred deliveries a second from twelve workspaces (L1): nothing lost, nothing doubled, everybody told, and in time. */
export const load: Scenario = {
  id: 'load',
  name: 'Steady load, 100 deliveries a second, embedded database',
  rows: 'L1',
  about,
  counts: { short: 6_000, full: 60_000 },
  run: (count, seed) => steady({ count, seed, perSecond }),
}

export const loadPostgres: Scenario = {
  id: 'load-postgres',
  name: 'Steady load, 100 deliveries a second, PostgreSQL',
  rows: 'L1',
  about,
  counts: { short: 3_000, full: 60_000 },
  cannot: whyNoPostgres,
  run: async (count, seed) => {
    const postgres = await startPostgres()
    try {
      return await steady({ count, seed, perSecond, databaseUrl: await postgres.database() })
    } finally {
      await postgres.end()
    }
  },
}

/** Slower and longer (L3): what a process holds must not grow with what it did. */
export const soak: Scenario = {
  id: 'soak',
  name: 'Soak, 20 deliveries a second',
  rows: 'L3',
  about:
    'the same mix at 20 a second, for half a minute in the short run and ten minutes in the full one, which is as long as this run has; reliability.md asks for two hours. In the full run the memory of the process in the last third is at most a tenth above that in the middle one.',
  beside: 45,
  counts: { short: 600, full: 12_000 },
  run: (count, seed) => steady({ count, seed, perSecond: 20, isSoak: true }),
}

type Steady = {
  readonly count: number
  readonly seed: number
  readonly perSecond: number
  readonly databaseUrl?: string
  readonly isSoak?: true
}

async function steady({ count, seed, perSecond: pace, databaseUrl, isSoak }: Steady): Promise<Ran> {
  const stage = await openOauthStage({ seed, teams: crowdedTeams(), ...(databaseUrl ? { databaseUrl } : {}) })
  try {
    const program = await stage.program('gofer')
    await program.start()
    const workload = await prepareWorkload(stage, program.origin)
    const before = stage.ledger.sent.length
    const rssBefore = program.rssMb() ?? 0
    const samples: number[] = []
    const sampling = setInterval(() => samples.push(program.rssMb() ?? 0), 1_000)
    const seconds = await workload.run(count, pace).finally(() => clearInterval(sampling))
    await stage.rest()
    await stage.coldRead()
    const sent = stage.ledger.sent.slice(before)
    const third = Math.floor(samples.length / 3)
    const [middle, last] = [average(samples.slice(third, 2 * third)), average(samples.slice(2 * third))]
    const attempts = workload.attempts(sent.length)
    // A process that has just begun grows: half a minute shows the figures, and only minutes show a leak.
    if (isSoak && samples.length >= leakSeconds && last > middle * 1.1)
      attempts.push({
        what: 'memory',
        result: 'failed',
        because: `${Math.round(middle)} MB in the middle third, ${Math.round(last)} MB in the last`,
      })
    return {
      attempts,
      broken: examine(stage, { isCalm: !isSoak }),
      figures: {
        ...Object.fromEntries(Object.entries(workload.counts).map(([kind, n]) => [`deliveries of kind ${kind}`, n])),
        'deliveries a second': sent.length / seconds,
        ...timesOf(sent),
        'RSS before, MB': rssBefore,
        'RSS in the middle third, MB': middle,
        'RSS in the last third, MB': last,
      },
    }
  } finally {
    await stage.close()
  }
}

/** One sample a second. */
const leakSeconds = 300

const average = (list: readonly number[]): number =>
  list.length === 0 ? 0 : list.reduce((sum, one) => sum + one, 0) / list.length
