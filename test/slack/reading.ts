export type Json = Record<string, unknown>

/** A message or a view. */
type Has = { readonly blocks?: readonly Json[]; readonly view?: Json }

const blocksOf = (on: Has): readonly Json[] => on.blocks ?? ((on.view?.['blocks'] ?? []) as Json[])

/** The buttons of a message or view, by their words. */
export function buttonsOf(on: Has): Map<string, Json> {
  const elements: Json[] = blocksOf(on).flatMap((block) =>
    ((block['elements'] ?? []) as Json[]).map((element) => ({ ...element, block_id: block['block_id'] })),
  )
  const buttons = elements.filter((element) => element['type'] === 'button')
  return new Map(buttons.map((element) => [(element['text'] as { text: string }).text, element]))
}

export function buttonOf(on: Has, label: string): Json {
  const button = buttonsOf(on).get(label)
  if (!button) throw new Error(`no button "${label}" among ${[...buttonsOf(on).keys()].join(', ')}`)
  return button
}

/** Every text in the blocks, as a reader sees them, a line each. */
export function wordsOf(on: Has): string {
  return blocksOf(on).flatMap(textsIn).join('\n')
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (typeof value !== 'object' || value === null) return []
  const { text, ...rest } = value as { text?: unknown }
  return [...(typeof text === 'string' ? [text] : textsIn(text)), ...Object.values(rest).flatMap(textsIn)]
}
