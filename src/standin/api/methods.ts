import { validateMessage, validateView, type Finding, type MessageVia } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import type { Json } from '../json.ts'
import type { Team } from '../description.ts'
import { blocksValidate } from './blocks-validate.ts'
import type { Client } from './body.ts'
import { ok, refuse, textOf, type Answer } from './call.ts'
import { postEphemeral, postMessage, updateMessage } from './chat.ts'
import {
  conversationsInfo,
  conversationsList,
  conversationsMembers,
  conversationsOpen,
  usersConversations,
} from './conversations.ts'
import { cutAt, longestUpdate, refuseMessage } from './early.ts'
import { completeUpload, filesDelete, filesInfo, getUploadUrl } from './files.ts'
import { conversationsHistory, conversationsReplies } from './history.ts'
import { appsUninstall, authRevoke, authTest } from './identity.ts'
import { deleteMessage, getPermalink } from './messages.ts'
import { oauthAccess, oauthExchange } from './oauth.ts'
import { deleteScheduled, listScheduled, scheduleMessage } from './scheduled.ts'
import { scopesFor } from './scopes.ts'
import type { Slack } from './state.ts'
import { botsInfo, teamInfo, usersInfo, usersList } from './users.ts'
import { openView, publishView, pushView, updateView } from './views.ts'

export type Method = {
  /** The scopes of which a token needs one. */
  readonly scopes?: readonly string[]
  readonly required?: readonly string[]
  /** What is refused before anything else is looked at. */
  readonly early?: (args: Json) => string | undefined
  readonly judge?: (args: Json) => Finding[]
  readonly run: (slack: Slack, team: Team, args: Json, client?: Client) => Answer
}

/** A method that asks for no workspace's token. */
export type OpenMethod = (slack: Slack, args: Json, client: Client | undefined, token: string) => Answer

const read = scopesFor('read')
const history = scopesFor('history')

/** The Web API as far as it goes here; anything else is an unknown_method. Names come from outside, hence no plain object. */
export const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    'auth.test': { run: authTest },
    'auth.revoke': { run: authRevoke },
    'apps.uninstall': { run: appsUninstall },
    'chat.postMessage': {
      scopes: ['chat:write'],
      required: ['channel'],
      early: refuseMessage(Number.POSITIVE_INFINITY),
      judge: message('chat.postMessage'),
      run: postMessage,
    },
    'chat.postEphemeral': {
      scopes: ['chat:write'],
      required: ['channel', 'user'],
      early: refuseMessage(cutAt()),
      judge: message('chat.postEphemeral'),
      run: postEphemeral,
    },
    'chat.update': {
      scopes: ['chat:write'],
      required: ['channel', 'ts'],
      early: refuseMessage(longestUpdate),
      judge: message('chat.update'),
      run: updateMessage,
    },
    'chat.delete': { scopes: ['chat:write'], required: ['channel', 'ts'], run: deleteMessage },
    'chat.scheduleMessage': {
      scopes: ['chat:write'],
      required: ['channel', 'post_at'],
      early: refuseMessage(cutAt()),
      judge: message('chat.postMessage'),
      run: scheduleMessage,
    },
    'chat.scheduledMessages.list': { run: listScheduled },
    'chat.deleteScheduledMessage': {
      scopes: ['chat:write'],
      required: ['channel', 'scheduled_message_id'],
      run: deleteScheduled,
    },
    'chat.getPermalink': { required: ['channel', 'message_ts'], run: getPermalink },
    'views.open': { required: ['trigger_id', 'view'], judge: modal, run: openView },
    'views.push': { required: ['trigger_id', 'view'], judge: modal, run: pushView },
    'views.update': { required: ['view'], judge: (args) => (isHome(args) ? home(args) : modal(args)), run: updateView },
    'views.publish': { required: ['user_id', 'view'], judge: home, run: publishView },
    'conversations.info': { scopes: read, required: ['channel'], run: conversationsInfo },
    'conversations.members': { scopes: read, required: ['channel'], run: conversationsMembers },
    'conversations.list': { scopes: read, run: conversationsList },
    'conversations.open': { scopes: ['im:write'], run: conversationsOpen },
    'conversations.history': { scopes: history, required: ['channel'], run: conversationsHistory },
    'conversations.replies': { scopes: history, required: ['channel', 'ts'], run: conversationsReplies },
    'users.info': { scopes: ['users:read'], required: ['user'], run: usersInfo },
    'users.list': { scopes: ['users:read'], run: usersList },
    'users.conversations': { scopes: read, run: usersConversations },
    'team.info': { scopes: ['team:read'], run: teamInfo },
    'bots.info': { scopes: ['users:read'], run: botsInfo },
    'files.getUploadURLExternal': { scopes: ['files:write'], required: ['filename', 'length'], run: getUploadUrl },
    'files.completeUploadExternal': {
      scopes: ['files:write'],
      required: ['files'],
      judge: comment,
      run: completeUpload,
    },
    'files.info': { scopes: ['files:read'], required: ['file'], run: filesInfo },
    'files.delete': { scopes: ['files:write'], required: ['file'], run: filesDelete },
  } satisfies Record<string, Method>),
)

export const openMethods: ReadonlyMap<string, OpenMethod> = new Map(
  Object.entries({
    'api.test': (_: Slack, args: Json) => apiTest(args),
    'blocks.validate': (_: Slack, args: Json) => blocksValidate(args),
    'oauth.v2.access': oauthAccess,
    'oauth.v2.exchange': oauthExchange,
  } satisfies Record<string, OpenMethod>),
)

function message(via: MessageVia): (args: Json) => Finding[] {
  return (args) => validateMessage(args, via)
}

/** The words beside a file: seen by all like any message, and blocks only in their place. */
function comment(args: Json): Finding[] {
  const text = textOf(args, 'initial_comment')
  return validateMessage(
    text === '' && args['blocks'] !== undefined ? { text: 'x', blocks: args['blocks'] } : { text: text || 'x' },
  )
}

function modal(args: Json): Finding[] {
  return validateView(args['view'], 'modal')
}

function home(args: Json): Finding[] {
  return validateView(args['view'], 'home')
}

const isHome = (args: Json): boolean => isObject(args['view']) && args['view']['type'] === 'home'

/** Says back what it was told (https://docs.slack.dev/reference/methods/api.test). */
function apiTest(args: Json): Answer {
  const heard = Object.keys(args).length === 0 ? {} : { args }
  const error = textOf(args, 'error')
  return error === '' ? ok(heard) : refuse(error, heard)
}
