import { validateMessage, validateView, type Finding, type MessageVia } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import type { Json } from '../json.ts'
import type { Team } from '../description.ts'
import { ok, refuse, textOf, type Answer } from './call.ts'
import { postEphemeral, postMessage, updateMessage } from './chat.ts'
import { findChannel, type Slack } from './state.ts'
import { openView, publishView, pushView, updateView } from './views.ts'

export type Method = {
  /** The scopes of which a token needs one. */
  readonly scopes?: readonly string[]
  readonly required?: readonly string[]
  readonly judge?: (args: Json) => Finding[]
  readonly run: (slack: Slack, team: Team, args: Json) => Answer
}

/** The Web API as far as it goes here; anything else is an unknown_method. Names come from outside, hence no plain object. */
export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    'auth.test': { run: authTest },
    'chat.postMessage': {
      scopes: ['chat:write'],
      required: ['channel'],
      judge: message('chat.postMessage'),
      run: postMessage,
    },
    'chat.postEphemeral': {
      scopes: ['chat:write'],
      required: ['channel', 'user'],
      judge: message('chat.postEphemeral'),
      run: postEphemeral,
    },
    'chat.update': {
      scopes: ['chat:write'],
      required: ['channel', 'ts'],
      judge: message('chat.update'),
      run: updateMessage,
    },
    'views.open': { required: ['trigger_id', 'view'], judge: modal, run: openView },
    'views.push': { required: ['trigger_id', 'view'], judge: modal, run: pushView },
    'views.update': { required: ['view'], judge: (args) => (isHome(args) ? home(args) : modal(args)), run: updateView },
    'views.publish': { required: ['user_id', 'view'], judge: home, run: publishView },
    'conversations.info': {
      scopes: ['channels:read', 'groups:read', 'im:read'],
      required: ['channel'],
      run: conversationsInfo,
    },
    'conversations.members': {
      scopes: ['channels:read', 'groups:read', 'im:read'],
      required: ['channel'],
      run: conversationsMembers,
    },
  } satisfies Record<string, Method>),
)

function message(via: MessageVia): (args: Json) => Finding[] {
  return (args) => validateMessage(args, via)
}

function modal(args: Json): Finding[] {
  return validateView(args['view'], 'modal')
}

function home(args: Json): Finding[] {
  return validateView(args['view'], 'home')
}

const isHome = (args: Json): boolean => isObject(args['view']) && args['view']['type'] === 'home'

function authTest(slack: Slack, team: Team): Answer {
  return ok({
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: 'gofer',
    team_id: team.id,
    user_id: team.botUser,
    bot_id: team.botId,
    app_id: slack.world.appId,
    is_enterprise_install: false,
  })
}

function conversationsInfo(slack: Slack, team: Team, args: Json): Answer {
  const channel = findChannel(slack, team, textOf(args, 'channel'))
  if (!channel) return refuse('channel_not_found')
  const isMember = channel.members.includes(team.botUser)
  if (channel.kind !== 'public' && !isMember) return refuse('channel_not_found')
  return ok({
    channel: {
      id: channel.id,
      name: channel.name,
      is_channel: channel.kind === 'public',
      is_im: channel.kind === 'im',
      is_private: channel.kind === 'private',
      is_archived: channel.archived ?? false,
      is_ext_shared: channel.shared ?? false,
      is_member: isMember,
    },
  })
}

function conversationsMembers(slack: Slack, team: Team, args: Json): Answer {
  const channel = findChannel(slack, team, textOf(args, 'channel'))
  if (!channel || (channel.kind !== 'public' && !channel.members.includes(team.botUser)))
    return refuse('channel_not_found')
  return ok({ members: channel.members, response_metadata: { next_cursor: '' } })
}
