import type { Json } from '../json.ts'
import type { KitClock } from '../clock.ts'
import type { Ids } from '../ids.ts'
import type { Channel, Team, World } from '../description.ts'
import type { Wire } from '../wire.ts'
import type { FileStore } from './file-store.ts'
import type { Installs } from './installs.ts'
import type { Meter } from './meter.ts'
import type { Schedule } from './schedule.ts'
import type { Tickets } from './tickets.ts'

/** A message as somebody sees it. */
export type Message = {
  readonly team: string
  readonly channel: string
  readonly ts: string
  /** Present: seen by this user only. */
  readonly only?: string
  /** Who wrote it; absent: the app. */
  readonly user?: string
  readonly thread?: string
  /** A reply that stands in the channel too. */
  readonly broadcast?: boolean
  readonly metadata?: Json
  /** `person`: typed by somebody. `slack`: a sentence of Slack's own, such as a command that failed. */
  readonly via: 'chat.postMessage' | 'chat.postEphemeral' | 'response_url' | 'ack' | 'person' | 'slack'
  text: string
  blocks: Json[]
  edits: number
  /** As Slack describes them: `{ id, name, title, mimetype, filetype, size, url_private, permalink, … }`. */
  files?: Json[] | undefined
}

/** A view as Slack keeps it and sends it along. */
export type View = Json & {
  readonly id: string
  readonly blocks: Json[]
  readonly hash: string
  readonly root_view_id: string
  readonly previous_view_id: string | null
}
/** `from`: the conversation in which it was opened. */
export type OpenView = { readonly team: string; readonly user: string; readonly from?: string | undefined; view: View }

/** Everything the stand-in remembers. */
export type Slack = {
  readonly world: World
  readonly clock: KitClock
  readonly ids: Ids
  readonly tickets: Tickets
  /** Oldest first; a deleted message is taken out. */
  messages: Message[]
  /** Open modals by view id; a closed one is taken out. */
  readonly views: Map<string, OpenView>
  /** Published Home tabs, by team and user. */
  readonly homes: Map<string, OpenView>
  /** What no app may do, whatever Slack would answer: one workspace's token used for another. */
  readonly violations: string[]
  /** When a channel was last posted to, for the one-a-second rule. */
  readonly lastPost: Map<string, number>
  /** Slack's 1 message a second a channel; off unless a test is about it. */
  readonly perChannelRate: boolean
  /** Slack's tiers, calls a minute; off unless a test is about them. */
  readonly meter: Meter
  readonly files: FileStore
  /** Messages that wait for their time. */
  readonly schedule: Schedule
  /** Codes of installations, and tokens with an end. */
  readonly installs: Installs
  /** Where the stand-in is: `http://127.0.0.1:…`; known once it listens. */
  origin: string
  /** What went over the wire, both ways. */
  readonly wire: Wire
  /** Tells whoever looks on that something may have changed. */
  readonly touch: () => void
  /** Who looks on. */
  readonly lookers: Set<() => void>
  /** Hands out a socket's address; set by the Socket Mode stand-in. */
  openSocket?: () => string
}

/** A channel of the team; asking for another team's is a violation, and is answered as if there were none. */
export function findChannel(slack: Slack, team: Team, id: string): Channel | undefined {
  const owner = slack.world.teams.find((other) => other !== team && other.channels.some((channel) => channel.id === id))
  const own = team.channels.find((channel) => channel.id === id)
  if (!own && owner)
    slack.violations.push(`the token of ${team.id} was used for ${id}, which is a channel of ${owner.id}`)
  return own
}

/** Gives ids to the blocks and elements that came without, as Slack does. */
export function withIds(blocks: unknown, ids: Ids): Json[] {
  // Only what the validator took gets here: a list of blocks.
  return (blocks as readonly Json[]).map((block) => ({ block_id: ids.make('').slice(0, 5), ...filled(block, ids) }))
}

function filled(block: Json, ids: Ids): Json {
  const named = (held: unknown): unknown =>
    isInteractive(held) ? { action_id: ids.make('').slice(0, 5), ...held } : held
  return {
    ...block,
    ...(Array.isArray(block['elements']) ? { elements: block['elements'].map(named) } : {}),
    ...(block['accessory'] === undefined ? {} : { accessory: named(block['accessory']) }),
    ...(block['element'] === undefined ? {} : { element: named(block['element']) }),
  }
}

const still = new Set(['image', 'plain_text', 'mrkdwn', 'url'])
const isInteractive = (held: unknown): held is Json =>
  typeof held === 'object' &&
  held !== null &&
  'type' in held &&
  typeof held.type === 'string' &&
  !still.has(held.type) &&
  !held.type.startsWith('rich_text_')
