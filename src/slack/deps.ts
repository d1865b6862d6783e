import type { Answerer } from '#answer/answer.ts'
import type { Events } from '#events.ts'
import type { Log } from '#log.ts'
import type { Storage } from '#storage/ports.ts'
import type { Clock } from './clock.ts'
import type { Outbound } from './outbound.ts'

/** What every feature of the Slack surface works with. */
export type Deps = {
  readonly answerer: Answerer
  readonly storage: Storage
  readonly clock: Clock
  /** A new unguessable id, for answers and requests. */
  readonly newId: () => string
  readonly events: Events
  readonly log: Log
  readonly outbound: Outbound
  /** The slash command, as people type it. */
  readonly command: string
}
