import type { Answerer } from '#answer/answer.ts'
import type { Decider } from '#decision/decider.ts'
import type { Events } from '#events.ts'
import type { Log } from '#log.ts'
import type { Storage } from '#storage/ports.ts'
import type { Clock } from './clock.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { Pace } from './outbox/pace.ts'
import type { Client, Outbound } from './outbound.ts'

/** What every feature of the Slack surface works with. */
export type Deps = {
  /** Answers from what all workspaces share. */
  readonly answerer: Answerer
  /** Answers from that and from what a workspace has of its own; a promise where it has yet to be built, which never fails. */
  readonly answererFor: (team: string) => Answerer | Promise<Answerer>
  readonly decider: Decider
  readonly storage: Storage
  readonly clock: Clock
  /** A new unguessable id, for answers and requests. */
  readonly newId: () => string
  readonly events: Events
  readonly log: Log
  readonly outbound: Outbound
  readonly outbox: Outbox
  readonly pace: Pace
  /** The way to Slack in a workspace, for what nobody has just asked for; undefined where the app is not installed. */
  readonly clientFor: (team: string) => Client | undefined
  /** Who may change what others own: whoever installed the app there, and whom the operator names. @throws where the store cannot say */
  readonly isAdmin: (team: string, user: string) => Promise<boolean>
  /** The slash command, as people type it. */
  readonly command: string
}
