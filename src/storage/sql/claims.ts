import type { CompiledQuery } from 'kysely'
import { cleaned } from './clean.ts'
import { claimAll, claimQuery, claimValues, type Place } from './deliveries.ts'
import type { Kit } from './kit.ts'
import { hinders, within } from './within.ts'

/** Claims the keys of one delivery that no work has to be kept with. */
export type Claims = (keys: readonly string[]) => Promise<'first' | 'repeated'>

/** A statement of so many rows at most is made once and kept; a delivery has one to three keys. */
const mostRows = 64
/** Under way at one time: a second one fills while the first is being written. */
const mostAtOnce = 1

type Waiting = {
  readonly keys: readonly string[]
  readonly resolve: (taken: 'first' | 'repeated') => void
  readonly reject: (error: unknown) => void
}

/**
 * Claims together what comes together: deliveries of one turn of the event loop, and those that wait while others are being written,
 * go into one statement. Each is told what it would have been told alone, in the order of asking.
 */
export function claims(kit: Kit): Claims {
  const { light, clock } = kit
  /** By the number of rows: making the text of a statement costs more than running it. */
  const statements = new Map<number, CompiledQuery<Place>>()
  let waiting: Waiting[] = []
  let underWay = 0
  let isDue = false

  async function insert(places: readonly Place[]): Promise<readonly Place[]> {
    const now = clock.now()
    const statement = statements.get(places.length) ?? claimQuery(light, places, now).compile()
    if (places.length <= mostRows) statements.set(places.length, statement)
    const query: CompiledQuery<Place> = { ...statement, parameters: claimValues(places, now) }
    return (await light.executeQuery(query)).rows
  }

  async function write(some: readonly Waiting[]): Promise<void> {
    const wants = wantsOf(some, kit.keyOf)
    const taken = await insert([...wants.places.values()].map(({ place }) => place).toSorted(inOrder))
    for (const place of taken) {
      const whose = wants.places.get(nameOf(place))?.whose ?? 0
      wants.open[whose] = (wants.open[whose] ?? 0) - 1
    }
    some.forEach(({ resolve }, at) => resolve(wants.open[at] === 0 ? 'first' : 'repeated'))
  }

  async function alone({ keys, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve((await within(light, (tx) => claimAll(tx, kit, keys))) ? 'first' : 'repeated')
    } catch (error) {
      reject(error)
    }
  }

  async function flush(): Promise<void> {
    isDue = false
    if (waiting.length === 0 || underWay >= mostAtOnce) return
    const some = waiting.splice(0, fitting(waiting))
    if (waiting.length > 0) due()
    underWay += 1
    try {
      await write(some)
    } catch (error) {
      // Two replicas stood in each other's way, and nothing was written: one after the other it goes well.
      if (hinders(error)) for (const one of some) await alone(one)
      else for (const { reject } of some) reject(error)
    }
    underWay -= 1
    if (waiting.length > 0) due()
  }

  /** Once everything that has arrived by now is read, so that it is in. */
  function due(): void {
    if (isDue) return
    isDue = true
    setImmediate(() => void flush())
  }

  return (keys) => {
    if (keys.length === 0) return Promise.resolve('first')
    return new Promise((resolve, reject) => {
      waiting.push({ keys, resolve, reject })
      due()
    })
  }
}

/** How many from the front fit into one statement, which is written as a whole or not at all; one in any case. */
function fitting(waiting: readonly Waiting[]): number {
  let rows = 0
  const over = waiting.findIndex(({ keys }) => (rows += keys.length) > mostRows)
  return over === -1 ? waiting.length : Math.max(1, over)
}

type Wants = {
  /** Each place once, for whoever asked for it first. */
  readonly places: Map<string, { readonly place: Place; readonly whose: number }>
  /** How many places each still has to get. One that another asked for before is never got. */
  readonly open: number[]
}

function wantsOf(some: readonly Waiting[], keyOf: Kit['keyOf']): Wants {
  const places: Wants['places'] = new Map()
  const open = some.map(({ keys }, whose) => {
    const own = new Set<string>()
    for (const key of keys) {
      const { team, key: rest } = keyOf(key)
      const place = { team: cleaned(team), key: cleaned(rest) }
      const name = nameOf(place)
      own.add(name)
      if (!places.has(name)) places.set(name, { place, whose })
    }
    return own.size
  })
  return { places, open }
}

const nameOf = ({ team, key }: Place): string => `${team}|${key}`

/** The same order in every replica: then none waits for a row of another that waits for one of its own. */
function inOrder(one: Place, other: Place): number {
  const [left, right] = [nameOf(one), nameOf(other)]
  return left < right ? -1 : left > right ? 1 : 0
}
