import type { VNode } from 'preact'
import { useCallback, useRef, useState } from 'preact/hooks'
import { html } from '../../html.ts'
import {
  type Choice,
  chosenOf,
  type Group,
  groupsOf,
  isManySelect,
  matching,
  mostOf,
  typedOf,
} from '../form/choices.ts'
import { type Held, namingOf, useElement } from '../form/element.ts'
import { useFloat } from '../form/float.ts'
import { type Suggestions, useSuggestions } from '../form/suggestions.ts'
import { isTrue, object, typeOf } from '../read.ts'
import { plainWords } from '../text/text-words.ts'
import { ChoiceList } from './choice-list.ts'

/** Every kind of select: a field one types into, and the list of what fits. */
export function Select(held: Held): VNode {
  const { element, naming, block } = held
  const use = useElement(held)
  const [typed, setTyped] = useState<string>()
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const [anchor, float, input] = [
    useRef<HTMLDivElement>(null),
    useRef<HTMLDivElement>(null),
    useRef<HTMLInputElement>(null),
  ]
  const close = useCallback(() => {
    setOpen(false)
    setTyped(undefined)
  }, [])
  useFloat({ anchor, float }, isOpen, close)

  const offered = useOffered(held, typed ?? '', isOpen)
  const choices = offered.groups.flatMap((group) => group.choices)
  const isMany = isManySelect(element)
  const chosen = chosenOf(use.value, offered.all)
  const active = Math.min(at, choices.length - 1)
  const label = isMany ? '' : (chosen[0]?.label ?? '')

  const put = (next: readonly Choice[]): void => use.choose(typedOf(element, next))
  const pick = (choice: Choice): void => {
    const isChosen = chosen.some(({ key }) => key === choice.key)
    if (!isMany) put([choice])
    else if (isChosen) put(chosen.filter(({ key }) => key !== choice.key))
    else if (chosen.length < mostOf(element)) put([...chosen, choice])
    if (isMany) setTyped(undefined)
    else close()
  }
  const open = (): void => {
    if (!isOpen)
      setAt(
        Math.max(
          0,
          choices.findIndex(({ key }) => key === chosen[0]?.key),
        ),
      )
    setOpen(true)
  }
  const onInput = (event: Event): void => {
    setTyped((event.target as HTMLInputElement).value)
    setAt(0)
    setOpen(true)
  }
  const keys: Readonly<Record<string, () => boolean>> = {
    ArrowDown: () => {
      if (isOpen) setAt(Math.min(active + 1, choices.length - 1))
      else open()
      return true
    },
    ArrowUp: () => {
      if (isOpen) setAt(Math.max(active - 1, 0))
      else open()
      return true
    },
    Enter: () => {
      const choice = choices[active]
      if (!isOpen) open()
      else if (choice) pick(choice)
      return true
    },
    Escape: () => {
      close()
      return isOpen
    },
    Tab: () => {
      close()
      return false
    },
    Backspace: () => {
      if (isMany && !typed && chosen.length > 0) put(chosen.slice(0, -1))
      return false
    },
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || !keys[event.key]?.()) return
    event.preventDefault()
    event.stopPropagation()
  }
  const listId = `${naming.id}-list`
  const canClear = chosen.length > 0 && !isMany && isTrue(block, 'optional')
  const placeholder = plainWords(object(element, 'placeholder')) || 'Select an option'
  return html`<span class="bk-field bk-field-select" aria-busy=${use.isBusy ? 'true' : undefined}>
    <div ref=${anchor} class=${`bk-select ${canClear ? 'bk-has-clear' : ''}`} onClick=${() => input.current?.focus()}>
      ${isMany ? chosen.map((choice) => html`<${Chip} key=${choice.key} choice=${choice} drop=${() => put(chosen.filter(({ key }) => key !== choice.key))} />`) : ''}
      <input
        ref=${input}
        ...${namingOf(naming)}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck=${false}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-expanded=${isOpen ? 'true' : 'false'}
        aria-controls=${isOpen ? listId : undefined}
        aria-activedescendant=${isOpen && choices[active] ? `${listId}-${active}` : undefined}
        data-first=${isTrue(element, 'focus_on_load') ? '1' : undefined}
        placeholder=${isMany && chosen.length > 0 ? '' : placeholder}
        value=${typed ?? label}
        onFocus=${(event: Event) => (event.target as HTMLInputElement).select()}
        onClick=${open}
        onInput=${onInput}
        onKeyDown=${onKeyDown}
        onBlur=${close}
      />
      ${
        canClear
          ? html`<button type="button" class="bk-clear" aria-label=${`Clear ${label}`} onClick=${() => put([])}>
              ×
            </button>`
          : ''
      }
    </div>
    ${
      isOpen
        ? html`<div
            ref=${float}
            class="bk-float"
            popover="manual"
            onMouseDown=${(event: Event) => event.preventDefault()}
          >
            <${ChoiceList}
              id=${listId}
              label=${naming.label ?? placeholder}
              isMany=${isMany}
              groups=${offered.groups}
              chosen=${chosen.map(({ key }) => key)}
              active=${active}
              onPick=${pick}
              says=${offered.says ?? (offered.isBusy ? 'Searching…' : choices.length === 0 ? 'No results' : undefined)}
            />
          </div>`
        : ''
    }
    ${use.after}
  </span>`
}

type Offered = Suggestions & { readonly all: readonly Group[] }

/** From the app, or from the element itself. */
function useOffered(held: Held, typed: string, isOpen: boolean): Offered {
  const isExternal = typeOf(held.element).endsWith('external_select')
  const suggested = useSuggestions(held, typed, isOpen && isExternal)
  if (isExternal) return { ...suggested, all: suggested.groups }
  const all = groupsOf(held.element, held.scene.talk)
  return { all, groups: matching(all, typed), isBusy: false }
}

const Chip = ({ choice, drop }: { readonly choice: Choice; readonly drop: () => void }): VNode =>
  html`<span class="bk-chip">
    ${choice.label}<button type="button" aria-label=${`Remove ${choice.label}`} onClick=${drop}>×</button>
  </span>`
