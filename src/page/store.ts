import type { Message, Snapshot, Update, Wire } from './protocol.ts'

/** Rows of the wire that are kept: enough to look back on, little enough to filter at every key. */
const longestWire = 2000

/**
 * The workspace after an update. Pure. What an update does not touch stays the same object, so that a piece of the page
 * can tell by `===` that nothing changed for it. Before the first snapshot there is nothing to apply an update to.
 */
export function apply(state: Snapshot | undefined, update: Update): Snapshot | undefined {
  if (update.kind === 'snapshot') return settled(update.snapshot)
  if (!state) return undefined
  switch (update.kind) {
    case 'message':
      return { ...state, messages: withMessage(state.messages, update.message) }
    case 'gone':
      return {
        ...state,
        messages: state.messages.filter((it) => !(it.ts === update.ts && it.channel === update.channel)),
      }
    case 'views':
      return { ...state, views: update.views }
    case 'home':
      return { ...state, home: update.home }
    case 'channels':
      return { ...state, channels: update.channels }
    case 'whatIfs':
      return { ...state, whatIfs: update.whatIfs }
    case 'wire':
    default:
      return { ...state, wire: withWire(state.wire, update.wire) }
  }
}

const settled = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  messages: snapshot.messages.toSorted((one, other) => compareTs(one.ts, other.ts)),
  wire: snapshot.wire.toSorted((one, other) => one.n - other.n).slice(-longestWire),
})

/** Slack's times have the same length, hence are in order as text. */
const compareTs = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

function withMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const at = messages.findIndex((it) => it.ts === message.ts && it.channel === message.channel)
  if (at !== -1) return messages.with(at, message)
  const before = messages.findLastIndex((it) => it.ts <= message.ts)
  return messages.toSpliced(before + 1, 0, message)
}

function withWire(wire: readonly Wire[], row: Wire): readonly Wire[] {
  const at = wire.findLastIndex((it) => it.n <= row.n)
  if (wire[at]?.n === row.n) return wire.with(at, row)
  return wire.toSpliced(at + 1, 0, row).slice(-longestWire)
}
