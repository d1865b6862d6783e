import { addMessage } from '../api/chat.ts'
import type { Message } from '../api/state.ts'
import type { Channel, Team, User } from '../description.ts'
import { spoken } from '../payloads/events.ts'
import type { Json } from '../json.ts'
import { runCommand } from './command.ts'
import type { Acted, As, Stage } from './stage.ts'
import { channelFor, messageFor, onTheWire, personOf } from './person.ts'
import { tellOnly } from './tell.ts'

/** A message or, beginning with a slash, a command. */
export async function say(
  stage: Stage,
  as: As,
  { channel: where, text, thread }: { readonly channel: string; readonly text: string; readonly thread?: string },
): Promise<Acted> {
  const { slack } = stage.api
  const { team, user } = personOf(slack, as)
  const channel = channelFor(team, user, where)
  if (text.trim() === '') return { kind: 'done' }
  if (channel.archived) return { kind: 'failed', says: `#${channel.name} is archived` }
  if (!channel.members.includes(user.id)) return { kind: 'failed', says: `You are not in #${channel.name}` }
  if (text.startsWith('/')) return runCommand(stage, { team, user, channel, text, thread })
  const message = addMessage(slack, {
    team: team.id,
    channel: channel.id,
    via: 'person',
    user: user.id,
    args: { text: onTheWire(text), ...(thread === undefined ? {} : { thread_ts: thread }) },
  })
  slack.touch()
  await tellApp(stage, { team, user, channel, message })
  return { kind: 'done' }
}

/** A mention that was not there before is a mention; in direct messages the app hears of every edit. */
export async function edit(
  stage: Stage,
  as: As,
  { channel: where, ts, text }: { readonly channel: string; readonly ts: string; readonly text: string },
): Promise<Acted> {
  const { slack } = stage.api
  const { team, user } = personOf(slack, as)
  const channel = channelFor(team, user, where)
  const message = messageFor(slack, as, where, ts)
  if (message.user !== user.id) return { kind: 'failed', says: 'Only your own messages can be edited' }
  const before = { ...asEvent(stage, { team, user, channel, message }) }
  const hadMention = mentions(message.text, team)
  message.text = onTheWire(text)
  message.edits += 1
  slack.touch()
  if (channel.kind === 'im')
    await tellChange(stage, { team, user, channel, message }, 'message_changed', {
      message: { ...asEvent(stage, { team, user, channel, message }), edited: { user: user.id, ts: slack.ids.ts() } },
      previous_message: before,
    })
  else if (!hadMention)
    await tellApp(stage, { team, user, channel, message }, { edited: { user: user.id, ts: slack.ids.ts() } })
  return { kind: 'done' }
}

export async function remove(
  stage: Stage,
  as: As,
  { channel: where, ts }: { readonly channel: string; readonly ts: string },
): Promise<Acted> {
  const { slack } = stage.api
  const { team, user } = personOf(slack, as)
  const channel = channelFor(team, user, where)
  const message = messageFor(slack, as, where, ts)
  if (message.user !== user.id && message.only !== user.id)
    return { kind: 'failed', says: 'Only your own messages can be deleted' }
  slack.messages = slack.messages.filter((other) => other !== message)
  slack.touch()
  if (channel.kind === 'im' && message.user !== undefined)
    await tellChange(stage, { team, user, channel, message }, 'message_deleted', {
      deleted_ts: ts,
      previous_message: asEvent(stage, { team, user, channel, message }),
    })
  return { kind: 'done' }
}

/** Opening the app's Home. Slack tells the app each time. */
export async function openHome({ api, payloads, line }: Stage, as: As): Promise<Acted> {
  const { slack } = api
  const { team, user } = personOf(slack, as)
  const { features } = slack.world
  const channel = team.channels.find(({ kind, members }) => kind === 'im' && members.includes(user.id))
  if (!features.homeTab || !features.events.includes('app_home_opened')) return { kind: 'done' }
  const view = slack.homes.get(`${team.id} ${user.id}`)?.view
  await line(
    payloads.event(
      {
        type: 'app_home_opened',
        user: user.id,
        channel: channel?.id ?? '',
        tab: 'home',
        ...(view ? { view } : {}),
      },
      { team, user: user.id },
    ),
  )
  return { kind: 'done' }
}

type Spot = { readonly team: Team; readonly user: User; readonly channel: Channel; readonly message: Message }

/** Nobody waits for an event: what went wrong is in the record of the wire, and Slack tries again. */
async function tellApp(stage: Stage, spot: Spot, more: Json = {}): Promise<void> {
  const { api, payloads, line } = stage
  const { team, user, channel, message } = spot
  const { features } = api.slack.world
  const who = { team, user: user.id, shared: channel.shared ?? false }
  const base = { ...asEvent(stage, spot), channel: channel.id, ...more }
  if (channel.kind === 'im') {
    if (features.events.includes('message.im'))
      await line(payloads.event({ type: 'message', ...base, channel_type: 'im' }, who))
    return
  }
  if (!mentions(message.text, team)) return
  if (!channel.members.includes(team.botUser))
    return tellOnly(api.slack, spot, `@gofer is not in this channel. To invite it: /invite @gofer`)
  if (features.events.includes('app_mention')) await line(payloads.event({ type: 'app_mention', ...base }, who))
}

async function tellChange({ api, payloads, line }: Stage, spot: Spot, subtype: string, more: Json): Promise<void> {
  if (!api.slack.world.features.events.includes('message.im')) return
  const { team, user, channel } = spot
  await line(
    payloads.event(
      {
        type: 'message',
        subtype,
        hidden: true,
        channel: channel.id,
        channel_type: 'im',
        ts: api.slack.ids.ts(),
        ...more,
      },
      { team, user: user.id },
    ),
  )
}

const asEvent = ({ api }: Stage, { team, user, message }: Spot): Json =>
  spoken(api.slack.ids, { user, team, text: message.text, ts: message.ts, thread: message.thread })

const mentions = (text: string, team: Team): boolean => text.includes(`<@${team.botUser}>`)
