import { errorsOf } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import type { OpenView } from '../api/state.ts'
import type { TypedValues } from '../payloads/state-values.ts'
import type { Acted, As, Stage } from './stage.ts'
import { personOf } from './person.ts'
import { thingOf } from './press.ts'

/** Slack's words over a form that could not be sent. */
const trouble = 'We had some trouble connecting. Try again?'

/** Sends a form. What the answer does to the stack is done by the world; errors go back to their fields. */
export async function submit(stage: Stage, as: As, view: string, typed: TypedValues): Promise<Acted> {
  const { team, user } = personOf(stage.api.slack, as)
  const came = await stage.line(stage.payloads.viewSubmission(openOf(stage, as, view), typed, { team, user: user.id }))
  if (came.kind === 'failed') return { kind: 'failed', says: `${trouble} (${came.error})` }
  if (errorsOf(came.findings).length > 0) return { kind: 'failed', says: `${trouble} (invalid_view)` }
  const { body } = came
  if (!isObject(body) || body['response_action'] !== 'errors' || !isObject(body['errors'])) return { kind: 'done' }
  return {
    kind: 'errors',
    errors: Object.fromEntries(Object.entries(body['errors']).map(([block, says]) => [block, String(says)])),
  }
}

/** Closes a view, or with it all below; the app is told of those that asked for it. */
export async function close(stage: Stage, as: As, id: string, all = false): Promise<Acted> {
  const { slack } = stage.api
  const { team, user } = personOf(slack, as)
  const open = openOf(stage, as, id)
  const isAll = all || open.view['clear_on_close'] === true
  const stack = [...slack.views.values()].filter(
    ({ view }) => view.root_view_id === open.view.root_view_id && (isAll || view.id === id),
  )
  for (const { view } of stack) slack.views.delete(view.id)
  slack.touch()
  for (const closed of stack.toReversed())
    if (closed.view['notify_on_close'] === true)
      await stage.line(stage.payloads.viewClosed(closed, { team, user: user.id, cleared: isAll }))
  return { kind: 'done' }
}

function openOf(stage: Stage, as: As, id: string): OpenView {
  const on = thingOf(stage, as, { kind: 'view', id })
  if (!('view' in on)) throw new Error('That window is closed.')
  return on.view
}
