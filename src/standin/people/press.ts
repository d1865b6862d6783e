import { errorsOf } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import type { On } from '../payloads.ts'
import type { Option, Typed, TypedValues } from '../payloads/state-values.ts'
import type { Acted, As, OptionGroup, Stage } from './stage.ts'
import { actedOf, messageFor, personOf } from './person.ts'

/** Where something is pressed. */
export type Thing =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'view'; readonly id: string }

type Pressed = {
  readonly block?: string
  readonly action: string
  readonly choose?: Typed
  readonly typed?: TypedValues
}

/** A press or a choice. */
export async function press(stage: Stage, as: As, on: Thing, { action, ...more }: Pressed): Promise<Acted> {
  const { team, user } = personOf(stage.api.slack, as)
  return actedOf(
    await stage.line(stage.payloads.blockActions(thingOf(stage, as, on), action, { team, user: user.id, ...more })),
  )
}

/** What a typeahead offers for what was typed so far. A failure is an empty list with a word beside it. */
export async function suggest(
  stage: Stage,
  as: As,
  on: Thing,
  { action, block, value }: { readonly block?: string; readonly action: string; readonly value: string },
): Promise<Acted> {
  const { team, user } = personOf(stage.api.slack, as)
  const who = { team, user: user.id, ...(block === undefined ? {} : { block }) }
  const came = await stage.line(stage.payloads.blockSuggestion(thingOf(stage, as, on), action, value, who))
  if (came.kind === 'failed') return { kind: 'failed', says: `No options: ${came.error}` }
  if (errorsOf(came.findings).length > 0) return { kind: 'failed', says: 'No options: invalid_options' }
  return { kind: 'options', groups: groupsOf(came.body) }
}

export function thingOf({ api }: Stage, as: As, on: Thing): On {
  if (on.kind === 'message') return { message: messageFor(api.slack, as, on.channel, on.ts) }
  const open = api.slack.views.get(on.id)
  if (open?.user === as.user && open.team === as.team) return { view: open }
  const home = api.slack.homes.get(`${as.team} ${as.user}`)
  if (home?.view.id !== on.id) throw new Error('That window is closed.')
  return { view: home }
}

/** The validator has looked: what is here are options, or groups of them. */
function groupsOf(body: unknown): OptionGroup[] {
  if (!isObject(body)) return []
  if (Array.isArray(body['option_groups'])) return body['option_groups'] as OptionGroup[]
  return Array.isArray(body['options']) ? [{ options: body['options'] as Option[] }] : []
}
