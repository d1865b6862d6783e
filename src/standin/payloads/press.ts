import type { Json } from '../json.ts'
import { elementsIn, optionOf, reported, single, type Typed } from './state-values.ts'

/** The element that is to be pressed, in its block. Nobody can press what is not there. */
export function held(
  blocks: readonly Json[],
  actionId: string,
  blockId?: string,
): { readonly block: Json; readonly element: Json } {
  const found = elementsIn(blocks).find(
    ({ block, element }) =>
      element['action_id'] === actionId && (blockId === undefined || block['block_id'] === blockId),
  )
  if (!found)
    throw new Error(
      `nobody can press "${actionId}": there are ${
        elementsIn(blocks)
          .map(({ element }) => String(element['action_id']))
          .join(', ') || 'no elements'
      }`,
    )
  return found
}

/** Whether an element keeps what was put in, and so shows up in `state.values`. */
export const isStateful = (element: Json): boolean =>
  !['button', 'overflow', 'workflow_button', 'icon_button', 'feedback_buttons'].includes(String(element['type']))

/** What a button carries along. */
export const pressed = (element: Json): Json =>
  Object.fromEntries(
    ['text', 'value', 'style', 'url', 'placeholder'].flatMap((field) =>
      element[field] === undefined ? [] : [[field, element[field]]],
    ),
  )

/** What an action reports when this was chosen. */
export function chosen(element: Json, choice: Typed): Json {
  if (element['type'] === 'overflow') return { selected_option: optionOf(element, single(choice)) }
  if (element['type'] === 'feedback_buttons') return feedback(element, single(choice))
  return reported(element, choice)
}

/** One of two buttons: Slack reports the pressed one's text and value. */
function feedback(element: Json, value: string | null): Json {
  // The validator let the message through, so both buttons are objects.
  const buttons = [element['positive_button'], element['negative_button']] as Json[]
  const found = buttons.find((button) => button['value'] === value)
  if (!found) throw new Error(`no feedback button has the value ${value ?? ''}`)
  return { text: found['text'], value }
}

/** Slack's window holds a form back while a field that must be filled is empty. */
export function refuseEmpty(block: Json, values: Readonly<Record<string, Record<string, Json>>>): void {
  if (block['type'] !== 'input' || block['optional'] === true) return
  const fields = Object.values(values[String(block['block_id'])] ?? {})
  const isEmpty = fields.some(({ type: _type, ...field }) =>
    Object.values(field).every(
      (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
    ),
  )
  if (isEmpty) throw new Error(`Slack would not send this: "${String(block['block_id'])}" is empty`)
}
