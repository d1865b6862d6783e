import type { Message, Slack } from '../api/state.ts'
import { channelNamed, type Channel, type Team, type User, userNamed } from '../description.ts'
import type { Delivered } from '../line.ts'
import type { Acted, As } from './stage.ts'

/** Somebody of the world; asking for anybody else is a mistake of the caller. */
export function personOf(slack: Slack, as: As): { readonly team: Team; readonly user: User } {
  const team = slack.world.teams.find(({ id }) => id === as.team)
  if (!team) throw new Error(`there is no workspace ${as.team}`)
  return { team, user: userNamed(team, as.user) }
}

/** Channels that somebody can see: all public ones of their own workspace, and whatever they are a member of. */
export function canSee({ members, kind }: Channel, user: User): boolean {
  if (members.includes(user.id)) return true
  return kind === 'public' && user.team === undefined && user.isGuest !== true
}

/** What somebody sees, oldest first. */
export function messagesOf(slack: Slack, team: Team, user: User): Message[] {
  const seen = new Set(team.channels.filter((channel) => canSee(channel, user)).map(({ id }) => id))
  return slack.messages.filter(
    (message) => message.team === team.id && seen.has(message.channel) && (message.only ?? user.id) === user.id,
  )
}

export function channelFor(team: Team, user: User, id: string): Channel {
  const channel = channelNamed(team, id)
  if (!canSee(channel, user)) throw new Error(`${user.name} does not see that channel`)
  return channel
}

export function messageFor(slack: Slack, as: As, channel: string, ts: string): Message {
  const { team, user } = personOf(slack, as)
  const found = messagesOf(slack, team, user).find((message) => message.channel === channel && message.ts === ts)
  if (!found) throw new Error('That message is gone.')
  return found
}

/** What the person sees of a delivery that had no other effect to show. */
export const actedOf = (came: Delivered): Acted =>
  came.kind === 'answered' ? { kind: 'done' } : { kind: 'failed', says: `Something went wrong: ${came.error}` }

/** Text as Slack puts it on the wire: `&`, `<` and `>` escaped, but for mentions, and addresses made links. */
export const onTheWire = (typed: string): string =>
  typed
    .split(/(<[@#][A-Z0-9]+>)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replaceAll('&', '&amp;')
            .replaceAll('<', '&lt;')
            .replaceAll('>', '&gt;')
            .replaceAll(/https?:\/\/[^\s&|]+/g, '<$&>'),
    )
    .join('')
