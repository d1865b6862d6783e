import { afterEach, describe } from 'vitest'
import { ballotContract } from './contract/ballots.ts'
import { decisionContract } from './contract/decisions.ts'
import { installationContract } from './contract/installations.ts'
import { isolationContract } from './contract/isolation.ts'
import { memoryContract } from './contract/remembered.ts'
import { outboxContract } from './contract/outbox.ts'
import { ownKnowledgeContract } from './contract/own-knowledge.ts'
import { reviewContract } from './contract/reviews.ts'
import { schemaContract } from './contract/schema.ts'
import type { Place, Replica } from './place.ts'
import { type HandClock, handClock } from './samples.ts'

/** What every part of the contract gets: a new database for each call of `start`, opened as often as asked for. */
export type Start = (replicas?: number) => Promise<Started>
export type Started = Replica & {
  /** The storage of one replica after the other. */
  readonly nth: (at: number) => Replica['storage']
  readonly place: Place
  readonly clock: HandClock
  readonly replicas: readonly Replica[]
}

/**
 * What any database must do, in the same words for all of them.
 * @param fresh an empty one
 */
export function storageContract(name: string, fresh: () => Promise<Place>): void {
  describe(`the storage on ${name}`, () => {
    const open: Replica[] = []
    afterEach(async () => {
      await Promise.all(open.splice(0).map((one) => one.close()))
    })

    const start: Start = async (count = 1) => {
      const place = await fresh()
      const clock = handClock()
      const replicas: Replica[] = []
      for (let at = 0; at < count; at += 1) replicas.push(await place.open(clock))
      open.push(...replicas)
      const [first] = replicas
      if (!first) throw new Error('at least one')
      const nth = (at: number) => (replicas[at % count] ?? first).storage
      return { ...first, place, clock, replicas, nth }
    }

    decisionContract(start)
    ballotContract(start)
    reviewContract(start)
    outboxContract(start)
    installationContract(start)
    memoryContract(start)
    ownKnowledgeContract(start)
    isolationContract(start)
    schemaContract(start)
  })
}
