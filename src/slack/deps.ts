import type { Answerer } from '#answer/answer.ts'
import type { Decider } from '#decision/decider.ts'
import type { Events } from '#events.ts'
import type { Log } from '#log.ts'
import type { Storage } from '#storage/ports.ts'
import type { Clock } from './clock.ts'
import type { Client, Outbound } from './outbound.ts'

/** What every feature of the Slack surface works with. */
export type Deps = {
  readonly answerer: Answerer
  readonly decider: Decider
  readonly storage: Storage
  readonly clock: Clock
  /** A new unguessable id, for answers and requests. */
  readonly newId: () => string
  readonly events: Events
  readonly log: Log
  readonly outbound: Outbound
  /** The way to Slack in a workspace, for what nobody has just asked for; undefined where the app is not installed. */
  readonly clientFor: (team: string) => Client | undefined
  /** Ids of users who may change what others own. */
  readonly admins: ReadonlySet<string>
  /** The slash command, as people type it. */
  readonly command: string
}
