import { setTimeout as sleep } from 'node:timers/promises'
import { actions } from '#slack/ids.ts'
import { startPostgres, whyNoPostgres } from '../../test/support/postgres.ts'
import { actorOf, type Actor } from '../actor.ts'
import type { Program } from '../program.ts'
import { startProxy, type Proxy, type Weather } from '../proxy.ts'
import { attemptOf, examine, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, type Stage } from '../stage.ts'
import { until } from '../until.ts'

/** The network before PostgreSQL breaks while somebody saves (C1, H1): told, kept if it was said to be, and the pool comes back. */
export const database: Scenario = {
  id: 'database',
  name: 'Broken network before PostgreSQL',
  rows: 'C1 H1',
  about:
    'for a second the network before PostgreSQL is slow, ends or resets connections, passes nothing, or refuses, while somebody presses Save and somebody asks. The question is answered meanwhile, whoever saves is told what came of it, the program is ready again within 15 s, and pressing Save again saves.',
  counts: { short: 6, full: 30 },
  cannot: whyNoPostgres,
  run,
}

const weathers: readonly Weather[] = [
  { kind: 'latency', ms: 250 },
  { kind: 'drop' },
  { kind: 'reset' },
  { kind: 'half-open' },
  { kind: 'black-hole' },
  { kind: 'refuse' },
]
/** How long it lasts, in milliseconds. */
const lasting = 1_000

async function run(count: number, seed: number): Promise<Ran> {
  const postgres = await startPostgres()
  const address = new URL(await postgres.database())
  const proxy = await startProxy({ host: '127.0.0.1', port: Number(address.port) })
  const through = new URL(address)
  through.port = String(proxy.port)
  const stage = await openStage({ seed, people: count, databaseUrl: through.href })
  try {
    const program = await stage.program('gofer')
    await program.start()
    const attempts: Attempt[] = []
    for (let n = 0; n < count; n += 1) {
      const weather = weathers[n % weathers.length]
      if (weather) attempts.push(await oneCut({ stage, program, proxy }, weather, n))
    }
    await stage.rest()
    await stage.coldRead()
    return { attempts, broken: examine(stage) }
  } finally {
    await stage.close()
    await proxy.close()
    await postgres.end()
  }
}

type Scene = { readonly stage: Stage; readonly program: Program; readonly proxy: Proxy }

async function oneCut({ stage, program, proxy }: Scene, weather: Weather, n: number): Promise<Attempt> {
  const what = `${weather.kind} ${n + 1}`
  const user = stage.people[n]
  if (!user) throw new Error('too few people')
  const actor = actorOf(stage, user, stage.line(program.origin))
  if (!(await actor.reachVerdict(`Cut ${n}`))) return attemptOf(what, 'the walk to the verdict did not come about')
  await proxy.set(weather)
  const saving = actor.save(`Cut ${n}`)
  const asked = await actor.ask('who uses go in fintech')
  await sleep(lasting)
  await proxy.set({ kind: 'fair' })
  const wish = await saving
  const isBack = await until(() => program.isReady(), 15_000, 50)
  const isSaved = await savedAtLast(actor)
  return attemptOf(
    what,
    !isBack
      ? 'not ready again after 15 s'
      : !asked.told()
        ? 'a question was not answered meanwhile'
        : !wish.told()
          ? 'whoever saved was not told'
          : isSaved
            ? undefined
            : 'it could not be saved afterwards',
  )
}

/** Whoever was told that it was not saved closes that notice, where it stands on top, and presses again. */
async function savedAtLast(actor: Actor): Promise<boolean> {
  for (let tries = 0; tries < 8; tries += 1) {
    if (/Saved\b/.test(actor.words())) return true
    if (!actor.words().includes(actions.save)) await actor.dismiss()
    await actor.press(actions.save)
    if (await until(() => /Saved\b/.test(actor.words()), 2_000)) return true
  }
  return false
}
