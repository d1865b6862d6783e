import type { Act, Channel, Person, Result } from './protocol.ts'

/** What the pieces of the page need to speak with the program and to write names instead of ids. */
export type Talk = {
  /** As the person who is chosen now. Never rejects: a lost connection is a `failed`. */
  readonly act: (act: Act) => Promise<Result>
  readonly personOf: (id: string) => Person | undefined
  readonly channelOf: (id: string) => Channel | undefined
  /** Everybody and everything, for selects of users and conversations. */
  readonly people: readonly Person[]
  readonly channels: readonly Channel[]
  /** Shows a channel or the direct messages with a person. */
  readonly go: (id: string) => void
}
