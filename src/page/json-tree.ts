import { useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { html } from './html.ts'
import { count } from './wording.ts'

type Props = { readonly value: unknown; readonly name?: string | undefined; readonly depth?: number }

/** Levels that are open to begin with. */
const openLevels = 4

/** JSON with a line a value; what holds others can be folded. */
export function JsonTree({ value, name, depth = 0 }: Props): VNode {
  const [isOpen, setOpen] = useState(depth < openLevels)
  const key = name === undefined ? '' : html`<span class="json-key">${name}: </span>`
  if (typeof value !== 'object' || value === null)
    return html`<div class="json-row">${key}<${Leaf} value=${value} /></div>`
  const isList = Array.isArray(value)
  const inside = Object.entries(value)
  const [first, last] = isList ? ['[', ']'] : ['{', '}']
  if (inside.length === 0) return html`<div class="json-row">${key}${first}${last}</div>`
  return html`
    <details
      open=${isOpen}
      onToggle=${({ currentTarget }: { readonly currentTarget: HTMLDetailsElement }) => setOpen(currentTarget.open)}
    >
      <summary>
        ${key}${first}
        ${!isOpen && html`<span class="quiet"> ${count(inside.length, isList ? 'item' : 'field')} ${last}</span>`}
      </summary>
      ${
        isOpen &&
        html`
          <div class="json-inside">
            ${inside.map(
              ([name, value]) =>
                html`<${JsonTree} key=${name} name=${isList ? undefined : name} value=${value} depth=${depth + 1} />`,
            )}
          </div>
        `
      }
      <div class="json-row">${last}</div>
    </details>
  `
}

function Leaf({ value }: { readonly value: unknown }) {
  if (typeof value === 'string') return html`<span class="json-string">${JSON.stringify(value)}</span>`
  return html`<span class="json-other">${String(value)}</span>`
}
