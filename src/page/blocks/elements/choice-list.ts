import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { html } from '../../html.ts'
import type { Choice, Group } from '../form/choices.ts'

type Props = {
  readonly id: string
  readonly label: string
  readonly isMany: boolean
  readonly groups: readonly Group[]
  /** The keys of what is chosen already. */
  readonly chosen: readonly string[]
  readonly active: number
  readonly onPick: (choice: Choice) => void
  /** In place of a list, or beneath one that is being looked up anew. */
  readonly says: string | undefined
}

/** The list of a select. The keyboard stays in the field, so a line is marked instead of focused. */
export function ChoiceList({ id, label, isMany, groups, chosen, active, onPick, says }: Props): VNode {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.querySelector('.bk-active')?.scrollIntoView({ block: 'nearest' }), [active, groups])
  const filled = groups.filter((group) => group.choices.length > 0)
  const starts = filled.map((_, at) => filled.slice(0, at).reduce((sum, group) => sum + group.choices.length, 0))
  const draw = (choice: Choice, at: number): VNode => {
    const isChosen = chosen.includes(choice.key)
    return html`<div
      key=${choice.key}
      id=${`${id}-${at}`}
      role="option"
      class=${`bk-option ${at === active ? 'bk-active' : ''}`}
      aria-selected=${isChosen ? 'true' : 'false'}
      onClick=${() => onPick(choice)}
    >
      <span>${choice.label}</span>${choice.detail ? html`<small>${choice.detail}</small>` : ''}
    </div>`
  }
  const sections = filled.map((group, index) => {
    const lines = group.choices.map((choice, at) => draw(choice, (starts[index] ?? 0) + at))
    return group.label
      ? html`<div role="group" aria-label=${group.label}>
          <div class="bk-group" aria-hidden="true">${group.label}</div>
          ${lines}
        </div>`
      : lines
  })
  const hasList = filled.length > 0
  return html`<div ref=${list} class="bk-choices">
    ${
      hasList
        ? html`<div id=${id} role="listbox" aria-label=${label} aria-multiselectable=${isMany ? 'true' : undefined}>
            ${sections}
          </div>`
        : ''
    }
    <div id=${hasList ? undefined : id} class="bk-says" role="status">${says}</div>
  </div>`
}
