import { limitOf } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import type { Json } from '../json.ts'
import { stateValues } from '../payloads/state-values.ts'
import type { Team } from '../description.ts'
import { ok, refuse, textOf, type Answer } from './call.ts'
import { withIds, type OpenView, type Slack, type View } from './state.ts'

export function openView(slack: Slack, team: Team, args: Json): Answer {
  const trigger = slack.tickets.checkTrigger(textOf(args, 'trigger_id'), team.id)
  if (typeof trigger === 'string') return refuse(trigger)
  if (hasTwin(slack, team, viewOf(args))) return refuse('duplicate_external_id')
  slack.tickets.useTrigger(textOf(args, 'trigger_id'))
  return ok({ view: keep(slack, { team, user: trigger.user, from: trigger.channel }, viewOf(args)) })
}

/** On top of the view whose button was pressed; three at most. */
export function pushView(slack: Slack, team: Team, args: Json): Answer {
  const trigger = slack.tickets.checkTrigger(textOf(args, 'trigger_id'), team.id)
  if (typeof trigger === 'string') return refuse(trigger)
  const below = slack.views.get(trigger.view ?? '')
  if (!below) return refuse('invalid_trigger_id')
  if (hasTwin(slack, team, viewOf(args))) return refuse('duplicate_external_id')
  if (stackOf(slack, below).length >= limitOf('view.modal.view_stack.maxDepth')) return refuse('push_limit_reached')
  slack.tickets.useTrigger(textOf(args, 'trigger_id'))
  return ok({ view: keep(slack, { team, user: trigger.user, from: below.from }, viewOf(args), below.view) })
}

export function updateView(slack: Slack, team: Team, args: Json): Answer {
  const open = [...slack.views.values(), ...slack.homes.values()].find(
    ({ team: owner, view }) => owner === team.id && (view.id === args['view_id'] || isNamed(view, args['external_id'])),
  )
  if (!open) return refuse('not_found')
  if (args['hash'] !== undefined && args['hash'] !== open.view.hash) return refuse('hash_conflict')
  if (hasTwin(slack, team, viewOf(args), open)) return refuse('duplicate_external_id')
  open.view = redraw(slack, open.view, viewOf(args), open.from)
  return ok({ view: open.view })
}

/** The Home tab of one user. */
export function publishView(slack: Slack, team: Team, args: Json): Answer {
  const user = textOf(args, 'user_id')
  if (!team.users.some(({ id }) => id === user)) return refuse('user_not_found')
  const key = `${team.id} ${user}`
  const old = slack.homes.get(key)
  if (args['hash'] !== undefined && args['hash'] !== old?.view.hash) return refuse('hash_conflict')
  if (hasTwin(slack, team, viewOf(args), old)) return refuse('duplicate_external_id')
  const view = old ? redraw(slack, old.view, viewOf(args)) : drawn(slack, team, viewOf(args))
  slack.homes.set(key, { team: team.id, user, view })
  return ok({ view })
}

/** What the answer to a submission does to the stack of views. */
export function answerSubmission(slack: Slack, viewId: string, ack: unknown): void {
  const open = slack.views.get(viewId)
  if (!open) return
  const action = isObject(ack) ? ack['response_action'] : undefined
  if (action === 'errors') return
  if (action === 'update' && isObject(ack)) open.view = redraw(slack, open.view, viewOf({ ...ack }), open.from)
  else if (action === 'push' && isObject(ack)) {
    const team = slack.world.teams.find(({ id }) => id === open.team)
    if (team) keep(slack, { team, user: open.user, from: open.from }, viewOf({ ...ack }), open.view)
  } else if (action === 'clear') for (const { view } of stackOf(slack, open)) slack.views.delete(view.id)
  else slack.views.delete(viewId)
}

/** Somebody closed a view, or with the cross in its corner the whole stack (https://docs.slack.dev/surfaces/modals). */
export function closeView(slack: Slack, viewId: string, isCleared: boolean): void {
  const open = slack.views.get(viewId)
  if (!open) return
  for (const { view } of isCleared ? stackOf(slack, open) : [open]) slack.views.delete(view.id)
}

// A view that comes here was taken by the validator.
const viewOf = (args: Json): Json => args['view'] as Json
const isNamed = (view: View, externalId: unknown): boolean =>
  typeof externalId === 'string' && externalId !== '' && view['external_id'] === externalId
const hasTwin = (slack: Slack, team: Team, view: Json, itself?: OpenView): boolean =>
  [...slack.views.values(), ...slack.homes.values()].some(
    (open) => open !== itself && open.team === team.id && isNamed(open.view, view['external_id']),
  )
const stackOf = (slack: Slack, open: OpenView): OpenView[] =>
  [...slack.views.values()].filter(({ view }) => view.root_view_id === open.view.root_view_id)

type For = { readonly team: Team; readonly user: string; readonly from: string | undefined }

function keep(slack: Slack, { team, user, from }: For, sent: Json, below?: View): View {
  const view = drawn(slack, team, sent, { below, from })
  slack.views.set(view.id, { team: team.id, user, from, view })
  return view
}

type Standing = { readonly below?: View | undefined; readonly from?: string | undefined }

function drawn(slack: Slack, team: Team, sent: Json, { below, from }: Standing = {}): View {
  const id = slack.ids.make('V')
  const fixed = {
    id,
    root_view_id: below?.root_view_id ?? id,
    previous_view_id: below?.id ?? null,
    team_id: team.id,
    app_id: slack.world.appId,
    bot_id: team.botId,
  }
  return { ...fixed, ...contents(slack, sent, from), app_installed_team_id: team.id }
}

const redraw = (slack: Slack, old: View, sent: Json, from?: string): View => {
  const { id, root_view_id, previous_view_id } = old
  return { ...old, ...contents(slack, sent, from), id, root_view_id, previous_view_id }
}

/** A field that defaults to the current conversation holds it (https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element). */
function withCurrent(block: Json, from: string): Json {
  const { element } = block
  if (!isObject(element) || element['default_to_current_conversation'] !== true) return block
  const initial = String(element['type']).startsWith('multi_')
    ? { initial_conversations: [from] }
    : { initial_conversation: from }
  return { ...block, element: { ...initial, ...element } }
}

function contents(slack: Slack, sent: Json, from?: string): Json & Pick<View, 'blocks' | 'hash'> {
  const drawnBlocks = withIds(sent['blocks'], slack.ids)
  const blocks = from === undefined ? drawnBlocks : drawnBlocks.map((block) => withCurrent(block, from))
  const defaults = {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
  }
  return {
    ...defaults,
    ...sent,
    blocks,
    hash: `${Math.floor(slack.clock.now() / 1000)}.${slack.ids.make('')}`,
    state: { values: stateValues(blocks) },
  }
}
