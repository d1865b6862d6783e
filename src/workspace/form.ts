import type { Lines } from './lines.ts'
import type { LocalSlack, ShownView } from './slack.ts'

type Json = Readonly<Record<string, unknown>>
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const words = (value: unknown): string => {
  const { text } = object(value) as { text?: unknown }
  return typeof text === 'string' ? text : ''
}

/** Whether a window has something to fill in. */
export const isForm = ({ view }: ShownView): boolean => inputsOf(view).length > 0

const inputsOf = (view: Json): readonly Json[] =>
  (Array.isArray(view['blocks']) ? view['blocks'].map(object) : []).filter((block) => block['type'] === 'input')

/** Fills in a window field by field and sends it, again where the app points out a mistake. An empty line leaves a field as it is. */
export async function fillIn(slack: LocalSlack, shown: ShownView, lines: Lines): Promise<void> {
  for (;;) {
    const values: Record<string, Record<string, unknown>> = {}
    for (const input of inputsOf(shown.view)) {
      const element = object(input['element'])
      const value =
        element['type'] === 'external_select' ? await choose(slack, shown, input, lines) : await write(input, lines)
      if (value === undefined) return
      values[String(input['block_id'])] = { [String(element['action_id'])]: value }
    }
    const { acks } = await slack.submit(shown.view, values)
    const errors = object(object(acks[0])['errors'])
    if (Object.keys(errors).length === 0) return
    for (const error of Object.values(errors)) lines.print(`! ${String(error)}`)
  }
}

/** A text field. */
async function write(input: Json, lines: Lines): Promise<Json | undefined> {
  const initial = object(input['element'])['initial_value']
  const typed = await lines.ask(
    `${words(input['label'])}${typeof initial === 'string' ? ` [${initial}]` : ' (Enter for none)'}: `,
  )
  return typed === undefined ? undefined : { type: 'plain_text_input', value: typed || initial || null }
}

/** A typeahead: type to search, then the number of one of the options. */
async function choose(slack: LocalSlack, shown: ShownView, input: Json, lines: Lines): Promise<Json | undefined> {
  const element = object(input['element'])
  const typed = await lines.ask(`${words(input['label'])} (type to search, Enter for none): `)
  if (typed === undefined) return undefined
  if (typed === '') return { type: 'external_select', selected_option: null }
  const { acks } = await slack.suggest(shown.view, String(input['block_id']), String(element['action_id']), typed)
  const found = object(acks[0])['options']
  const options = Array.isArray(found) ? found.map(object) : []
  for (const [at, option] of options.entries()) lines.print(`  ${at + 1}. ${words(option['text'])}`)
  const chosen = options.length > 0 ? await lines.ask('Number (Enter for none): ') : ''
  return chosen === undefined
    ? undefined
    : { type: 'external_select', selected_option: options[Number(chosen) - 1] ?? null }
}
