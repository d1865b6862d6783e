import { channelNamed, type Channel } from '#standin/description.ts'
import type { Message, OpenView, SlackApi } from '#standin/server.ts'
import type { Json } from './reading.ts'

/** A message as it was shown, once for each time it changed. */
export type ShownMessage = {
  readonly kind: 'message'
  readonly place: Channel
  readonly ts: string
  readonly thread?: string
  /** To one person, or to everybody there. */
  readonly ephemeral: boolean
  readonly replaced: boolean
  readonly text: string
  readonly blocks: readonly Json[]
}
export type ShownView = {
  readonly kind: 'view'
  readonly how: 'open' | 'push' | 'update' | 'publish'
  readonly view: OpenView['view']
}
export type Shown = ShownMessage | ShownView

/** Keeps what the app showed to people, in the order in which they saw it; what people wrote themselves is left out. */
export function watchShown({ slack }: SlackApi): readonly Shown[] {
  const shown: Shown[] = []
  const edits = new Map<string, number>()
  const hashes = new Map<string, string>()

  const lookAtMessage = (message: Message): void => {
    const key = `${message.channel} ${message.ts}`
    if (message.via === 'person' || edits.get(key) === message.edits) return
    edits.set(key, message.edits)
    const team = slack.world.teams.find(({ id }) => id === message.team)
    if (team) shown.push({ ...asShown(message), place: channelNamed(team, message.channel) })
  }
  const lookAtView = ({ view }: OpenView): void => {
    const known = hashes.get(view.id)
    if (known === view.hash) return
    hashes.set(view.id, view.hash)
    const first = view.previous_view_id === null ? 'open' : 'push'
    shown.push({
      kind: 'view',
      how: view['type'] === 'home' ? 'publish' : known === undefined ? first : 'update',
      view,
    })
  }
  slack.lookers.add(() => {
    slack.messages.forEach(lookAtMessage)
    slack.views.forEach(lookAtView)
    slack.homes.forEach(lookAtView)
  })
  return shown
}

const asShown = ({ ts, thread, only, edits, text, blocks }: Message) => ({
  kind: 'message' as const,
  ts,
  ephemeral: only !== undefined,
  replaced: edits > 0,
  text,
  blocks,
  ...(thread === undefined ? {} : { thread }),
})
