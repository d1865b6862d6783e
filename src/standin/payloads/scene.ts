import type { Json } from '../json.ts'
import type { SlackApi } from '../server.ts'
import { asPayload } from '../api/chat.ts'
import { userNamed, type Channel, type Team, type User } from '../description.ts'
import { stateValues, type TypedValues } from './state-values.ts'
import type { On, Who } from './types.ts'

/** What the payloads of one world have in common. */
export type Scene = {
  readonly api: SlackApi
  readonly someone: (who: Who) => { readonly team: Team; readonly user: User }
  /** The fields of every interaction. */
  readonly common: (team: Team, user: User) => Json
  readonly responseUrl: (team: Team, user: User, channel: Channel, original?: string) => string
  /** The fields that say where a thing was pressed. */
  readonly placeOf: (on: On, team: Team, typed?: TypedValues) => Json
}

export function createScene(api: SlackApi): Scene {
  const { world } = api.slack
  return {
    api,
    someone: ({ team = firstTeam(world.teams), user = 'ana' }) => ({ team, user: userNamed(team, user) }),
    common: (team, user) => ({
      token: world.verificationToken,
      api_app_id: world.appId,
      team: { id: user.team ?? team.id, domain: team.domain },
      user: { id: user.id, username: user.name, name: user.name, team_id: user.team ?? team.id },
      enterprise: null,
      is_enterprise_install: false,
    }),
    responseUrl: (team, user, channel, original) =>
      api.responseUrl({
        team: team.id,
        channel: channel.id,
        user: user.id,
        ...(original === undefined ? {} : { original }),
      }),
    placeOf: (on, team, typed = {}) => ('view' in on ? inView(on, typed) : inMessage(api, on, team, typed)),
  }
}

export const channelOf = (team: Team, id: string): Channel =>
  team.channels.find((channel) => channel.id === id) ?? { id, name: 'elsewhere', kind: 'private', members: [] }

/** What Slack calls a conversation when it tells an app of it: of private channels it keeps the name to itself. */
export const nameToldOf = ({ kind, name }: Channel): string =>
  kind === 'private' && !name.startsWith('mpdm-') ? 'privategroup' : name

function inView({ view: open }: Extract<On, { view: unknown }>, typed: TypedValues): Json {
  const view = { ...open.view, state: { values: stateValues(open.view.blocks, typed) } }
  return { container: { type: 'view', view_id: view.id }, view }
}

/** Slack does not send an ephemeral message back along with the press [known]. */
function inMessage(
  api: SlackApi,
  { message }: Extract<On, { message: unknown }>,
  team: Team,
  typed: TypedValues,
): Json {
  const channel = channelOf(team, message.channel)
  const isEphemeral = message.only !== undefined
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.thread === undefined ? {} : { thread_ts: message.thread }),
    },
    channel: { id: channel.id, name: nameToldOf(channel) },
    ...(isEphemeral ? {} : { message: asPayload(message, api.slack, team) }),
    state: { values: stateValues(message.blocks, typed) },
  }
}

const firstTeam = (teams: readonly Team[]): Team => {
  const [first] = teams
  if (!first) throw new Error('a world without a team')
  return first
}
