/** Bodies as Slack sends them, for a workspace of one person and one bot. */

export type Place = { readonly id: string; readonly name: string }
export type Person = { readonly id: string; readonly name: string }

export const team = { id: 'T1LOCAL', domain: 'local' } as const
export const bot = { id: 'U1GOFER', botId: 'B1GOFER', name: 'gofer' } as const
export const you: Person = { id: 'U1YOU', name: 'you' }
export const general: Place = { id: 'C1GENERAL', name: 'general' }
/** Slack's own name for every direct message. */
export const direct: Place = { id: 'D1GOFER', name: 'directmessage' }

/** What every interaction has, and what makes it one of its own. */
export type Once = {
  readonly trigger: string
  readonly responseUrl?: string | undefined
  readonly user?: Person | undefined
}

type Body = Record<string, unknown>

export function commandBody(
  command: string,
  text: string,
  place: Place,
  { trigger, responseUrl, user = you }: Once,
): Body {
  return {
    token: 'local',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: place.id,
    channel_name: place.name,
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: 'A1LOCAL',
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: trigger,
  }
}

export type Said = {
  readonly text: string
  readonly place: Place
  readonly ts: string
  readonly thread?: string | undefined
  readonly user?: Person | undefined
}

/** `app_mention` in a channel, `message` in a direct message. */
export function eventBody(eventId: string, { text, place, ts, thread, user = you }: Said, more: Body = {}): Body {
  const isDirect = place.id.startsWith('D')
  return {
    token: 'local',
    team_id: team.id,
    context_team_id: team.id,
    api_app_id: 'A1LOCAL',
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(Number(ts)),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: bot.id, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `context-${eventId}`,
    event: {
      type: isDirect ? 'message' : 'app_mention',
      user: user.id,
      channel: place.id,
      ts,
      event_ts: ts,
      text,
      ...(isDirect ? { channel_type: 'im' } : {}),
      ...(thread ? { thread_ts: thread } : {}),
      ...more,
    },
  }
}

/** The message or view that something was pressed in. */
export type Container =
  | {
      readonly kind: 'message'
      readonly place: Place
      readonly ts: string
      readonly thread?: string | undefined
      readonly ephemeral: boolean
    }
  | { readonly kind: 'view'; readonly view: Body }

export function pressBody(action: Body, container: Container, once: Once): Body {
  const base = {
    ...interaction(once),
    type: 'block_actions',
    response_url: once.responseUrl,
    actions: [{ ...action, type: 'button', action_ts: once.trigger }],
    state: { values: {} },
  }
  if (container.kind === 'view')
    return { ...base, container: { type: 'view', view_id: container.view['id'] }, view: container.view }
  const { place, ts, thread, ephemeral } = container
  const threaded = thread ? { thread_ts: thread } : {}
  return {
    ...base,
    channel: place,
    container: { type: 'message', message_ts: ts, channel_id: place.id, is_ephemeral: ephemeral, ...threaded },
    // Slack gives no message for ephemeral ones: it does not keep them.
    ...(ephemeral ? {} : { message: { type: 'message', ts, user: bot.id, ...threaded } }),
  }
}

export function submitBody(view: Body, values: Readonly<Record<string, Body>>, once: Once): Body {
  return { ...interaction(once), type: 'view_submission', view: { ...view, state: { values } }, response_urls: [] }
}

export function suggestBody(actionId: string, blockId: string, typed: string, view: Body): Body {
  return {
    type: 'block_suggestion',
    team,
    user: you,
    api_app_id: 'A1LOCAL',
    action_id: actionId,
    block_id: blockId,
    value: typed,
    container: { type: 'view', view_id: view['id'] },
    view,
  }
}

export function shortcutBody(
  callback: string,
  once: Once,
  message?: { readonly text: string; readonly ts: string; readonly place: Place; readonly thread?: string },
): Body {
  const base = { ...interaction(once), callback_id: callback, action_ts: once.trigger }
  if (!message) return { ...base, type: 'shortcut' }
  const { text, ts, place, thread } = message
  return {
    ...base,
    type: 'message_action',
    response_url: once.responseUrl,
    channel: place,
    message_ts: ts,
    message: { type: 'message', text, ts, ...(thread ? { thread_ts: thread } : {}) },
  }
}

const interaction = ({ trigger, user = you }: Once): Body => ({
  team,
  user: { ...user, username: user.name, team_id: team.id },
  api_app_id: 'A1LOCAL',
  token: 'local',
  trigger_id: trigger,
  enterprise: null,
  is_enterprise_install: false,
})
