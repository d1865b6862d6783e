import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, whyNoPostgres } from '../../test/support/postgres.ts'
import { attemptOf, examine, joined, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, type Stage } from '../stage.ts'
import { surfaces, type Loaded } from '../surfaces.ts'
import { openBallot } from '../workload.ts'

const names = Object.keys(surfaces)

/** The same delivery again and again (D1, D3). */
export const duplicates: Scenario = {
  id: 'duplicates',
  name: 'Every delivery up to five times',
  rows: 'D1 D3',
  about:
    'a mention, a command, a rating, a share, a decision and a vote, each delivered up to five times: one after the other, all at once, and at two replicas at once; mentions and commands over two connections of a socket too. Every delivery is taken and the effect is there once.',
  counts: { short: 40, full: 100 },
  beside: 16,
  run: async (_count, seed, size) => {
    const times = size === 'full' ? [1, 2, 3, 4, 5] : [2, 5]
    const cases = times.flatMap((repeats) =>
      names.flatMap((name) =>
        manners.map((manner) => ({ name, what: `${name}, ${repeats} times ${manner.name}`, manner, repeats })),
      ),
    )
    const http = await overReplicas(seed, cases.length, async (scene) => {
      const one = cases[scene.n]
      if (!one) throw new Error('too few cases')
      const loaded = await scene.load(one.name)
      return { what: one.what, loaded, ...(await one.manner.send(scene, loaded, one.repeats)), wanted: 1 }
    })
    return joined([http, await overSocket(seed, times)])
  },
}

/** A captured request, sent again byte for byte (A3). */
export const replays: Scenario = {
  id: 'replays',
  name: 'Captured requests sent again',
  rows: 'A3',
  about:
    'a request is signed up to 295 s ago and sent twice, byte for byte the same, to one replica or to two: taken both times, one effect. Signed 302 s ago it is refused, with no effect.',
  counts: { short: 24, full: 60 },
  beside: 14,
  run: (count, seed) =>
    overReplicas(seed, count, async (scene) => {
      const name = names[scene.n % names.length] ?? ''
      const age = ages[Math.floor(scene.n / names.length) % ages.length] ?? 0
      const other = scene.n % 2 === 0 ? scene.origins[0] : scene.origins[1]
      const isOld = age > 300
      const loaded = await scene.load(name)
      const at = Date.now() - age * 1_000
      const statuses: number[] = []
      for (const origin of [scene.origins[0], other])
        statuses.push((await scene.stage.sender(origin, { known: !isOld })(loaded.delivery, { at })).status)
      const right = isOld ? 401 : 200
      const wrong = statuses.find((status) => status !== right)
      const where = other === scene.origins[0] ? 'the same replica' : 'another replica'
      const what = `${name}, signed ${age} s ago, again at ${where}`
      return {
        what,
        loaded,
        wanted: isOld ? 0 : 1,
        ...(wrong === undefined ? {} : { because: `status ${statuses.join(', ')}` }),
      }
    }),
}
const ages = [0, 302, 200, 295]

/** Impatient fingers (D4): each press is a delivery of its own. */
export const doubleClicks: Scenario = {
  id: 'double-clicks',
  name: 'Twenty clicks in a tenth of a second',
  rows: 'D4',
  about:
    'Save, the last form of a vote, and Share, pressed twenty times within 100 ms at two replicas, each press a delivery of its own. One decision, one vote, one post.',
  counts: { short: 9, full: 30 },
  beside: 12,
  run: (count, seed) =>
    overReplicas(seed, count, async (scene) => {
      const name = ['a decision', 'a vote', 'a share'][scene.n % 3] ?? ''
      const loaded = await scene.load(name)
      const clicks: Promise<unknown>[] = []
      const deliveries = Array.from({ length: 20 }, loaded.again)
      for (const [click, delivery] of deliveries.entries()) {
        clicks.push(scene.stage.line(scene.origins[click % 2] ?? '')(delivery))
        await sleep(5)
      }
      await Promise.all(clicks)
      return { what: `${name}, twenty clicks (${Math.floor(scene.n / 3) + 1})`, loaded, wanted: 1 }
    }),
}

type Manner = {
  readonly name: string
  readonly send: (scene: Place, loaded: Loaded, repeats: number) => Promise<{ because?: string }>
}
const manners: readonly Manner[] = [
  {
    name: 'one after the other',
    send: async ({ stage, origins }, { delivery }, repeats) => {
      const came: { readonly kind: string }[] = []
      for (let n = 0; n < repeats; n += 1) came.push(await stage.line(origins[0])(delivery))
      return taken(came)
    },
  },
  {
    name: 'at once',
    send: async ({ stage, origins }, { delivery }, repeats) =>
      taken(await Promise.all(Array.from({ length: repeats }, () => stage.line(origins[0])(delivery)))),
  },
  {
    name: 'at two replicas at once',
    send: async ({ stage, origins }, { delivery }, repeats) =>
      taken(await Promise.all(Array.from({ length: repeats }, (_, n) => stage.line(origins[n % 2] ?? '')(delivery)))),
  },
]

const taken = (came: readonly { readonly kind: string }[]): { because?: string } =>
  came.every(({ kind }) => kind === 'answered') ? {} : { because: 'a delivery was not taken' }

type Place = {
  readonly stage: Stage
  readonly origins: readonly [string, string]
  readonly n: number
  readonly load: (name: string) => Promise<Loaded>
}
type Tried = { readonly what: string; readonly loaded: Loaded; readonly wanted: number; readonly because?: string }

/** Two replicas on PostgreSQL, or on the embedded database where there is none; everybody does one thing. */
async function overReplicas(seed: number, count: number, each: (place: Place) => Promise<Tried>): Promise<Ran> {
  const postgres = whyNoPostgres() === undefined ? await startPostgres() : undefined
  const stage = await openStage({
    seed,
    people: count + 1,
    ...(postgres ? { databaseUrl: await postgres.database() } : {}),
  })
  try {
    const [one, other] = [await stage.program('first'), await stage.program('second')]
    await one.start()
    await other.start()
    const ballot = await openBallot(stage, stage.team, stage.line(one.origin))
    const tried: Tried[] = []
    for (let n = 0; n < count; n += 1) {
      const user = stage.people[n + 1]
      if (!user) throw new Error('too few people')
      const load = (name: string): Promise<Loaded> => {
        const make = surfaces[name]
        if (!make) throw new Error(`no surface ${name}`)
        return make({ stage, user, origin: one.origin, n, ballot })
      }
      tried.push(await each({ stage, origins: [one.origin, other.origin], n, load }))
    }
    await stage.rest()
    // Words that follow an answer, such as those of a rating, take a moment.
    await sleep(1_000)
    await stage.coldRead()
    return { attempts: tried.map(judged), broken: examine(stage) }
  } finally {
    await stage.close()
    await postgres?.end()
  }
}

function judged({ what, loaded, wanted, because }: Tried): Attempt {
  const effects = loaded.effects()
  return attemptOf(what, because ?? (effects === wanted ? undefined : `its effect is there ${effects} times`))
}

/** Over a socket a repetition is an envelope of its own, says that it is none, and may come by the other connection. */
async function overSocket(seed: number, times: readonly number[]): Promise<Ran> {
  const stage = await openStage({ seed, people: 2, over: 'socket' })
  try {
    const program = await stage.program('gofer-socket')
    await program.start()
    await stage.slack.socket.connected(2)
    const [user] = stage.people
    if (!user) throw new Error('too few people')
    const tried: Tried[] = []
    for (const repeats of times)
      for (const name of ['a mention', 'a command']) {
        const loaded = await surfaces[name]?.({ stage, user, origin: '', n: 0, ballot: undefined as never })
        if (!loaded) continue
        const acks = await Promise.all(
          Array.from({ length: repeats }, () =>
            stage.slack.socket.send(loaded.delivery, { retry: { attempt: 0, reason: '' } }),
          ),
        )
        const because = acks.every((ack) => ack !== undefined) ? undefined : 'an envelope was not acknowledged'
        await stage.rest()
        const effects = loaded.effects()
        tried.push({
          what: `${name}, ${repeats} times over a socket`,
          loaded: { ...loaded, effects: () => effects },
          wanted: 1,
          ...(because ? { because } : {}),
        })
      }
    return { attempts: tried.map(judged), broken: examine(stage) }
  } finally {
    await stage.close()
  }
}
