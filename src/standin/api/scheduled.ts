import type { Json } from '../json.ts'
import type { Team } from '../description.ts'
import { ok, refuse, textOf, type Answer } from './call.ts'
import { refusal, targetOf } from './channels.ts'
import { addMessage } from './chat.ts'
import { pageOf } from './pages.ts'
import type { Scheduled } from './schedule.ts'
import type { Slack } from './state.ts'

/** At most 120 days ahead, and 30 within five minutes in a channel (https://docs.slack.dev/reference/methods/chat.scheduleMessage). */
const farthest = 120 * 24 * 3600
const crowd = { most: 30, seconds: 300 }
/** Too late to take it back (https://docs.slack.dev/reference/methods/chat.deleteScheduledMessage). */
const lastMinute = 60

export function scheduleMessage(slack: Slack, team: Team, args: Json): Answer {
  const channel = targetOf(slack, team, textOf(args, 'channel'))
  const refused = refusal(team, channel, args)
  if (refused || !channel) return refuse(refused ?? 'channel_not_found')
  const postAt = Number(args['post_at'])
  const now = Math.floor(slack.clock.now() / 1000)
  const wrong = wrongTime(postAt, now) ?? (isCrowded(slack, channel.id, postAt) ? 'restricted_too_many' : undefined)
  if (wrong) return refuse(wrong)
  const scheduled: Scheduled = {
    id: slack.ids.make('Q'),
    team: team.id,
    channel: channel.id,
    postAt,
    created: now,
    args,
  }
  slack.schedule.add(scheduled, () => send(slack, team, scheduled))
  return ok({
    scheduled_message_id: scheduled.id,
    channel: channel.id,
    post_at: postAt,
    message: {
      text: textOf(args, 'text'),
      type: 'delayed_message',
      user: team.botUser,
      bot_id: team.botId,
      app_id: slack.world.appId,
      team: team.id,
      ...(args['blocks'] === undefined ? {} : { blocks: args['blocks'] }),
    },
  })
}

/** What waits, the next one first (https://docs.slack.dev/reference/methods/chat.scheduledMessages.list). */
export function listScheduled(slack: Slack, team: Team, args: Json): Answer {
  const wanted = textOf(args, 'channel')
  if (wanted !== '' && !team.channels.some(({ id }) => id === wanted)) return refuse('invalid_channel')
  const mine = slack.schedule
    .all()
    .filter(({ team: owner, channel }) => owner === team.id && (wanted === '' || channel === wanted))
    .toSorted((left, right) => left.postAt - right.postAt)
  const page = pageOf(mine, args, { usual: 100, most: 1000, idOf: ({ id }) => id })
  if (typeof page === 'string') return refuse(page)
  return ok({
    scheduled_messages: page.items.map(({ id, channel, postAt, created, args: { text } }) => ({
      id,
      channel_id: channel,
      post_at: postAt,
      date_created: created,
      text: text ?? '',
    })),
    response_metadata: page.response_metadata,
  })
}

export function deleteScheduled(slack: Slack, team: Team, args: Json): Answer {
  if (!team.channels.some(({ id }) => id === args['channel'])) return refuse('channel_not_found')
  const id = textOf(args, 'scheduled_message_id')
  const found = slack.schedule
    .all()
    .find((one) => one.id === id && one.team === team.id && one.channel === args['channel'])
  const isLate = found && found.postAt - slack.clock.now() / 1000 <= lastMinute
  if (!found || isLate || !slack.schedule.cancel(id)) return refuse('invalid_scheduled_message_id')
  return ok()
}

/** What could no longer be posted is dropped without a word; so is, by a bug of Slack's that its page tells of, what has metadata. */
function send(slack: Slack, team: Team, { channel: id, args }: Scheduled): void {
  const channel = team.channels.find((one) => one.id === id)
  if (team.revoked || args['metadata'] !== undefined || !channel || refusal(team, channel, args)) return
  addMessage(slack, { team: team.id, channel: id, via: 'chat.postMessage', args })
  slack.touch()
}

function wrongTime(postAt: number, now: number): string | undefined {
  if (!Number.isInteger(postAt)) return 'invalid_time'
  if (postAt <= now) return 'time_in_past'
  return postAt - now > farthest ? 'time_too_far' : undefined
}

const isCrowded = (slack: Slack, channel: string, postAt: number): boolean =>
  slack.schedule.all().filter((one) => one.channel === channel && Math.abs(one.postAt - postAt) < crowd.seconds)
    .length >= crowd.most
