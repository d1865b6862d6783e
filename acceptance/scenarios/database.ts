import { setTimeout as sleep } from 'node:timers/promises'
import { actions } from '#slack/ids.ts'
import { startPostgres, whyNoPostgres } from '../../test/support/postgres.ts'
import { actorOf } from '../actor.ts'
import type { Program } from '../program.ts'
import { startProxy, type Proxy, type Weather } from '../proxy.ts'
import { examine, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, type Stage } from '../stage.ts'
import { until } from '../until.ts'

/** The network before PostgreSQL breaks while somebody saves (C1, H1): told, kept if it was said to be, and the pool comes back. */
export const database: Scenario = {
  id: 'database',
  name: 'Broken network before PostgreSQL',
  rows: 'C1 H1',
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
  if (!(await actor.begin(`Cut ${n}`)) || !(await actor.answer()))
    return { what, result: 'failed', because: 'the walk to the verdict did not come about' }
  await proxy.set(weather)
  const saving = actor.save(`Cut ${n}`)
  const asked = await actor.ask('who uses go in fintech')
  await sleep(lasting)
  await proxy.set({ kind: 'fair' })
  const wish = await saving
  const isBack = await until(() => program.isReady(), 15_000, 50)
  // Whoever was told that it was not saved presses again, and then it is.
  await until(async () => {
    if (!actor.words().includes(actions.save)) return true
    await actor.press(actions.save)
    return until(() => /Saved\b/.test(actor.words()), 2_000)
  }, 15_000)
  const because = !isBack
    ? 'not ready again after 15 s'
    : !asked.told()
      ? 'a question was not answered meanwhile'
      : !wish.told()
        ? 'whoever saved was not told'
        : !/Saved\b/.test(actor.words())
          ? 'it could not be saved afterwards'
          : undefined
  return because === undefined ? { what, result: 'passed' } : { what, result: 'failed', because }
}
