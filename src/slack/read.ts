import { z } from 'zod'
import type {
  Action,
  Answerable,
  Channel,
  Closed,
  Delivery,
  Fields,
  Read,
  Shortcut,
  SlackEvent,
  Submission,
  TabOpened,
  View,
} from './delivery.ts'
import { events } from './ids.ts'

/** Begins with a capital: Bolt keeps clients in plain objects, where `__proto__` or `constructor` as a team would break it. */
const id = z.string().regex(/^[A-Z][A-Za-z0-9_-]{0,63}$/)
const text = z.string()
const channel = z.looseObject({ id, name: text.optional() })
const user = z.looseObject({ id })
const tenant = { team: z.looseObject({ id }).nullish(), enterprise: z.looseObject({ id }).nullish() }
const view = z.looseObject({
  id: text,
  type: text.optional(),
  hash: text.optional(),
  callback_id: text.default(''),
  private_metadata: text.default(''),
})
const answerable = { trigger_id: text.optional(), response_url: text.optional() }

const commandSchema = z.looseObject({
  ...answerable,
  command: text,
  text: text.default(''),
  user_id: id,
  team_id: id,
  channel_id: id,
  channel_name: text.optional(),
  enterprise_id: id.optional(),
})

const field = z.looseObject({
  value: text.nullish(),
  selected_option: z.looseObject({ value: text }).nullish(),
  selected_options: z.array(z.looseObject({ value: text })).nullish(),
  selected_conversation: text.nullish(),
  selected_channel: text.nullish(),
  selected_user: text.nullish(),
  selected_date: text.nullish(),
})
const state = z.looseObject({ values: z.record(z.string(), z.record(z.string(), field)) }).default({ values: {} })

const actionSchema = z.looseObject({
  ...tenant,
  ...answerable,
  type: z.literal('block_actions'),
  user,
  actions: z.array(field.extend({ action_id: text, action_ts: text.optional() })).min(1),
  channel: channel.optional(),
  message: z.looseObject({ ts: text.optional(), thread_ts: text.optional() }).optional(),
  container: z
    .looseObject({
      is_ephemeral: z.boolean().optional(),
      message_ts: text.optional(),
      thread_ts: text.optional(),
      channel_id: text.optional(),
    })
    .optional(),
  view: view.extend({ state }).optional(),
  state: state.optional(),
})
const optionsSchema = z.looseObject({
  ...tenant,
  type: z.literal('block_suggestion'),
  user,
  action_id: text,
  value: text.default(''),
})
const submissionSchema = z.looseObject({
  ...tenant,
  ...answerable,
  type: z.literal('view_submission'),
  user,
  view: view.extend({ state }),
  response_urls: z.array(z.looseObject({ response_url: text, channel_id: id })).default([]),
})
const closedSchema = z.looseObject({
  ...tenant,
  type: z.literal('view_closed'),
  user,
  view: view.extend({ state: state.nullish() }),
})
const shortcutSchema = z.looseObject({
  ...tenant,
  ...answerable,
  type: z.enum(['shortcut', 'message_action']),
  user,
  callback_id: text,
  channel: channel.optional(),
  message: z.looseObject({ text: text.default(''), ts: text.default(''), thread_ts: text.optional() }).optional(),
})

const eventSchema = z.looseObject({
  type: z.literal('event_callback'),
  team_id: id,
  event_id: text.optional(),
  enterprise_id: id.nullish(),
  is_ext_shared_channel: z.boolean().nullish(),
  authorizations: z
    .array(z.looseObject({ team_id: id.nullish(), enterprise_id: id.nullish(), user_id: id.nullish() }))
    .nullish(),
  event: z.looseObject({ type: text }),
})
/** For an organisation's installation Slack names no workspace. */
const removalSchema = z.looseObject({
  team_id: id.nullish(),
  enterprise_id: id.nullish(),
  event_time: z.number().positive().max(1e11).nullish(),
  is_enterprise_install: z.boolean().nullish(),
  authorizations: z
    .array(
      z.looseObject({
        team_id: id.nullish(),
        enterprise_id: id.nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .nullish(),
  event: z.looseObject({
    type: z.enum([events.uninstalled, events.revoked]),
    tokens: z.looseObject({ bot: z.array(text).nullish() }).nullish(),
  }),
})
// Only opened tabs and what somebody says are read further; the rest of Slack's hundred kinds have shapes of their own.
const openedSchema = z.looseObject({ user: id, tab: text })
const spokenSchema = z.looseObject({
  user: id,
  channel: id,
  ts: text,
  text: text.default(''),
  thread_ts: text.optional(),
  channel_type: text.optional(),
  subtype: text.optional(),
  bot_id: text.nullish(),
  bot_profile: z.unknown().optional(),
  edited: z.unknown().optional(),
  hidden: z.unknown().optional(),
})

type Reader = (body: unknown) => Read

/** Body type to reader. A command has no type. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['block_actions', reader(actionSchema, readAction)],
  [
    'block_suggestion',
    reader(optionsSchema, (body) => ({
      surface: 'options',
      user: body.user.id,
      action: body.action_id,
      typed: body.value,
    })),
  ],
  ['view_submission', reader(submissionSchema, readSubmission)],
  ['view_closed', reader(closedSchema, readClosed)],
  ['shortcut', reader(shortcutSchema, readShortcut)],
  ['message_action', reader(shortcutSchema, readShortcut)],
  ['event_callback', (body) => (isRemoval(body) ? readRemoval(body) : readOther(body))],
  ['app_rate_limited', () => ({ kind: 'nothing' })],
])

/** Reads a body as Slack sends it, whichever way it came. */
export function readDelivery(body: unknown): Read {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { kind: 'malformed', why: 'not an object' }
  if ('command' in body) return readCommand(body)
  const type = 'type' in body && typeof body.type === 'string' ? body.type : ''
  return readers.get(type)?.(body) ?? { kind: 'malformed', why: 'an unknown type' }
}

const readCommand = reader(commandSchema, (body) => ({
  surface: 'command',
  command: body.command,
  text: body.text,
  user: body.user_id,
  channel: body.channel_name === undefined ? { id: body.channel_id } : { id: body.channel_id, name: body.channel_name },
  ...reply(['command', body.trigger_id, body.user_id, body.text], body),
}))

function readAction(body: z.infer<typeof actionSchema>): Action | undefined {
  const pressed = body.actions[0]
  if (!pressed) return undefined
  const ts = body.message?.ts ?? body.container?.message_ts
  const thread = body.message?.thread_ts ?? body.container?.thread_ts
  return {
    surface: 'action',
    action: pressed.action_id,
    value: valueOf(pressed),
    user: body.user.id,
    ...reply(['action', body.trigger_id, body.user.id, pressed.action_id, pressed.action_ts], body),
    ...(body.channel ? { channel: channelOf(body.channel) } : {}),
    ...(ts && !body.view
      ? { message: { ts, ephemeral: body.container?.is_ephemeral ?? false, ...(thread ? { thread } : {}) } }
      : {}),
    ...(body.view && body.view.type !== 'home' ? { view: viewOf(body.view) } : {}),
    values: fieldsOf(body.view?.state ?? body.state),
  }
}

function readSubmission(body: z.infer<typeof submissionSchema>): Submission {
  return {
    surface: 'submission',
    user: body.user.id,
    view: viewOf(body.view),
    values: fieldsOf(body.view.state),
    responseUrls: body.response_urls.map((one) => ({ url: one.response_url, channel: one.channel_id })),
    ...reply(['submission', body.trigger_id, body.view.id], body),
  }
}

function readClosed(body: z.infer<typeof closedSchema>): Closed {
  return {
    surface: 'closed',
    user: body.user.id,
    key: ['closed', body.view.id].join('|'),
    view: viewOf(body.view),
    values: fieldsOf(body.view.state ?? undefined),
  }
}

function readShortcut(body: z.infer<typeof shortcutSchema>): Shortcut {
  const { message } = body
  return {
    surface: 'shortcut',
    callback: body.callback_id,
    user: body.user.id,
    ...reply(['shortcut', body.trigger_id, body.callback_id], body),
    ...(body.channel ? { channel: channelOf(body.channel) } : {}),
    ...(message
      ? { message: { text: message.text, ts: message.ts, ...(message.thread_ts ? { thread: message.thread_ts } : {}) } }
      : {}),
  }
}

const removing = z.looseObject({ event: z.looseObject({ type: z.enum([events.uninstalled, events.revoked]) }) })
const isRemoval = (body: unknown): boolean => removing.safeParse(body).success

function readRemoval(body: unknown): Read {
  const read = removalSchema.safeParse(body)
  if (!read.success) return malformed(read.error)
  const { event, event_time: time, authorizations } = read.data
  // Tokens of people are nothing of ours.
  if (event.type === events.revoked && event.tokens && !event.tokens.bot?.length) return { kind: 'nothing' }
  const [first] = authorizations ?? []
  const enterprise = first?.enterprise_id ?? read.data.enterprise_id ?? undefined
  const isOrg = first?.is_enterprise_install ?? read.data.is_enterprise_install ?? false
  const team = isOrg ? undefined : (first?.team_id ?? read.data.team_id ?? undefined)
  const whose = team ?? enterprise ?? read.data.team_id
  if (!whose) return { kind: 'malformed', why: 'team_id' }
  return { kind: 'removal', removal: { why: event.type, whose, ...(time ? { at: time * 1000 } : {}) } }
}

const readOther: Reader = reader(eventSchema, readEvent)

function readEvent(body: z.infer<typeof eventSchema>): SlackEvent | TabOpened | undefined {
  return body.event.type === events.opened ? readOpened(body) : readSpoken(body)
}

function readOpened(body: z.infer<typeof eventSchema>): TabOpened | undefined {
  const opened = openedSchema.safeParse(body.event)
  if (!opened.success) return undefined
  return { surface: 'tab', tab: opened.data.tab, user: opened.data.user, ...eventKey(body) }
}

function readSpoken(body: z.infer<typeof eventSchema>): SlackEvent | undefined {
  const spoken = spokenSchema.safeParse(body.event)
  if (!spoken.success) return undefined
  const botUser = body.authorizations?.[0]?.user_id
  const {
    user: speaker,
    channel: where,
    ts,
    text: said,
    thread_ts: thread,
    channel_type: kind,
    subtype,
    bot_id: bot,
  } = spoken.data
  return {
    surface: 'event',
    type: body.event.type,
    user: speaker,
    channel: where,
    direct: kind === 'im' || where.startsWith('D'),
    text: said,
    ts,
    // A file with words beside it is spoken all the same; every other subtype is Slack's own or a machine's.
    notSpoken: Boolean(
      (subtype && subtype !== 'file_share') ||
      bot ||
      spoken.data.bot_profile ||
      spoken.data.edited ||
      spoken.data.hidden,
    ),
    ...(thread ? { thread } : {}),
    ...(botUser ? { botUser } : {}),
    ...(body.is_ext_shared_channel ? { isExternal: true } : {}),
    ...eventKey(body),
  }
}

/** A schema and what is made of a body that fits it; `undefined` is nothing of concern. */
function reader<T>(schema: z.ZodType<T>, make: (body: T) => Delivery | undefined): Reader {
  return (body) => {
    const read = schema.safeParse(body)
    if (!read.success) return malformed(read.error)
    const delivery = make(read.data)
    return delivery ? { kind: 'delivery', delivery } : { kind: 'nothing' }
  }
}

const malformed = ({ issues }: z.ZodError): Read => ({
  kind: 'malformed',
  why: issues.map((issue) => issue.path.join('.') || issue.code).join(', '),
})

/** @param parts what makes this delivery the same one when it comes again. Without a trigger nothing tells it from a second wish, so there is no key. */
function reply(
  parts: readonly (string | undefined)[],
  body: { trigger_id?: string | undefined; response_url?: string | undefined },
): Omit<Answerable, 'user'> {
  return {
    ...(body.trigger_id ? { trigger: body.trigger_id, key: parts.join('|') } : {}),
    ...(body.response_url ? { responseUrl: body.response_url } : {}),
  }
}

const eventKey = ({ event_id: event }: z.infer<typeof eventSchema>): { readonly key?: string } =>
  event ? { key: `event:${event}` } : {}
const fieldsOf = (from: z.infer<typeof state> | undefined): Fields =>
  Object.fromEntries(
    Object.entries(from?.values ?? {}).map(([block, fields]) => [
      block,
      Object.fromEntries(Object.entries(fields).map(([action, one]) => [action, valueOf(one)])),
    ]),
  )
const valueOf = (one: z.infer<typeof field>): string =>
  one.value ??
  one.selected_option?.value ??
  one.selected_conversation ??
  one.selected_channel ??
  one.selected_user ??
  one.selected_date ??
  (one.selected_options ?? []).map(({ value }) => value).join('\n')
const channelOf = (from: z.infer<typeof channel>): Channel =>
  from.name === undefined ? { id: from.id } : { id: from.id, name: from.name }
const viewOf = (from: z.infer<typeof view>): View => ({
  id: from.id,
  callback: from.callback_id,
  metadata: from.private_metadata,
  ...(from.hash === undefined ? {} : { hash: from.hash }),
})
