import type { As, Channel, File, Message, Person, Snapshot, Starter, Team, View, Wire } from '#page/protocol.ts'
import type { Message as StoredMessage, OpenView, Slack } from '#standin/api/state.ts'
import type { Channel as StoredChannel, Team as StoredTeam, User } from '#standin/description.ts'
import { canSee, messagesOf, personOf } from '#standin/people/person.ts'
import type { Exchange } from '#standin/wire.ts'
import type { WhatIf } from '#standin/what-if.ts'

/** Slack's own voice in a conversation. */
const slackbot: Person = {
  id: 'USLACKBOT',
  name: 'slackbot',
  realName: 'Slackbot',
  role: 'the workspace',
  kind: 'slackbot',
}

/** What of the world one page shows. */
export type Sight = {
  readonly slack: Slack
  readonly as: As
  /** Ephemeral messages older than this one are gone: the page was loaded since. */
  readonly since: string
}

/** Everything that somebody sees. */
export function snapshotOf(
  sight: Sight,
  more: Pick<Snapshot, 'starters' | 'transport'> & { readonly whatIfs: readonly WhatIf[] },
): Snapshot {
  const { slack, as } = sight
  const { team, user } = personOf(slack, as)
  const home = homeOf(sight)
  const { features } = slack.world
  return {
    as,
    teams: slack.world.teams.map(teamOf),
    people: [...team.users.map(personIn), appOf(team), slackbot],
    channels: channelsOf(sight),
    messages: messagesSeen(sight).map((message) => messageOf(slack, message, team)),
    views: viewsOf(sight),
    ...(home ? { home } : {}),
    app: team.botUser,
    // Somebody of another company is offered their own company's apps, and none of the host's.
    commands: user.team === undefined ? features.commands : [],
    shortcuts: user.team === undefined ? features.shortcuts : [],
    wire: slack.wire.exchanges.map(wireOf),
    ...more,
  }
}

/** The messages of the world that this page shows, oldest first. */
export const messagesSeen = ({ slack, as, since }: Sight): StoredMessage[] => {
  const { team, user } = personOf(slack, as)
  return messagesOf(slack, team, user).filter((message) => message.only === undefined || message.ts > since)
}

export const channelsOf = ({ slack, as }: Sight): Channel[] => {
  const { team, user } = personOf(slack, as)
  return team.channels.filter((channel) => canSee(channel, user)).map((channel) => channelOf(channel, team, user))
}

/** The stack of one person, the undermost first: views are kept in the order in which they were opened. */
export const viewsOf = ({ slack, as }: Sight): View[] =>
  [...slack.views.values()].filter((open) => open.team === as.team && open.user === as.user).map(viewOf)

export const homeOf = ({ slack, as }: Sight): View | undefined => {
  const open = slack.homes.get(`${as.team} ${as.user}`)
  return open && viewOf(open)
}

export const wireOf = ({
  n,
  at,
  direction,
  via,
  title,
  status,
  isFailure,
  ms,
  findings,
  fault,
  retry,
}: Exchange): Wire => ({
  n,
  at,
  direction,
  via,
  title,
  status,
  isFailure,
  findings: findings.map((finding) => ({
    level: finding.level,
    // Level and place stand beside it.
    says: `${finding.message} [${finding.rule}, ${finding.confidence}]`,
    pointer: finding.pointer,
  })),
  ...(ms === undefined ? {} : { ms }),
  ...(fault === undefined ? {} : { fault }),
  ...(retry === undefined ? {} : { retry }),
})

/** Three messages for a first visit: a command, a mention, a direct message. */
export function startersFor(command: string, team: StoredTeam, examples: readonly string[]): Starter[] {
  const [first, second, third] = examples
  const inChannel = team.channels.filter(({ kind, members }) => kind === 'public' && members.includes(team.botUser))
  const [general, engineering] = inChannel
  const direct = team.channels.find(({ kind }) => kind === 'im')
  return [
    ...(first && general
      ? [
          {
            label: `${command} ${first}`,
            explains: `A command: only you see the answer`,
            channel: general.id,
            text: `${command} ${first}`,
          },
        ]
      : []),
    ...(second && general
      ? [
          {
            label: `@gofer ${second}`,
            explains: 'A mention: the answer stands in the thread, for everybody',
            channel: (engineering ?? general).id,
            text: `<@${team.botUser}> ${second}`,
          },
        ]
      : []),
    ...(third && direct
      ? [{ label: third, explains: 'A direct message to Gofer', channel: direct.id, text: third }]
      : []),
  ]
}

function teamOf(team: StoredTeam): Team {
  return { id: team.id, name: team.name, domain: team.domain, people: team.users.map(personIn) }
}

const personIn = ({ id, name, realName = name, role = 'member', company }: User): Person => ({
  id,
  name,
  realName,
  role,
  kind: 'person',
  ...(company === undefined ? {} : { from: company }),
})

const appOf = ({ botUser }: StoredTeam): Person => ({
  id: botUser,
  name: 'gofer',
  realName: 'Gofer',
  role: 'app',
  kind: 'app',
})

function channelOf(channel: StoredChannel, team: StoredTeam, user: User): Channel {
  const other = channel.members.find((id) => id !== user.id) ?? channel.id
  const outsider = channel.shared ? team.users.find(({ company }) => company !== undefined) : undefined
  return {
    id: channel.id,
    name: channel.kind === 'im' ? other : channel.name,
    kind: channel.kind,
    members: channel.members,
    topic: channel.topic ?? '',
    archived: channel.archived ?? false,
    // To somebody from outside the other company is the one whose workspace this is.
    ...(outsider ? { sharedWith: user.company === undefined ? (outsider.company ?? '') : team.name } : {}),
  }
}

export const messageOf = (slack: Slack, message: StoredMessage, team: Pick<StoredTeam, 'botUser'>): Message => ({
  channel: message.channel,
  ts: message.ts,
  user: message.user ?? (message.via === 'slack' ? slackbot.id : team.botUser),
  text: message.text,
  blocks: message.blocks,
  ephemeral: message.only !== undefined,
  edited: message.edits > 0 && message.only === undefined,
  isSystem: message.via === 'slack',
  files: (message.files ?? []).map((file) => fileOf(slack, file)),
  ...(message.thread === undefined ? {} : { thread: message.thread }),
})

const viewOf = ({ view }: OpenView): View => ({ ...view, type: view['type'] === 'home' ? 'home' : 'modal' })

/** A file with its words, which the page may show without asking for it again. */
function fileOf(slack: Slack, file: Readonly<Record<string, unknown>>): File {
  const word = (field: string): string => (typeof file[field] === 'string' ? file[field] : '')
  const stored = slack.files.find(word('id'))
  const isText = word('mimetype').startsWith('text/') || word('mimetype') === 'application/json'
  return {
    id: word('id'),
    title: word('title'),
    name: word('name'),
    mimetype: word('mimetype'),
    size: typeof file['size'] === 'number' ? file['size'] : 0,
    ...(stored && isText ? { text: Buffer.from(stored.content).toString('utf8') } : {}),
  }
}
