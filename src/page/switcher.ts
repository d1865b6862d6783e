import { useId, useState } from 'preact/hooks'
import { Avatar } from './avatar.ts'
import { Dialog } from './dialog.ts'
import { html } from './html.ts'
import { Icon } from './icons.ts'
import type { Channel } from './protocol.ts'
import type { Talk } from './talk.ts'
import { titleOf } from './wording.ts'

type Props = { readonly talk: Talk; readonly onClose: () => void }

const most = 9

/** A few letters and Enter, and one is in another conversation. */
export function Switcher({ talk, onClose }: Props) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const id = useId()
  const found = talk.channels
    .map((channel) => ({ channel, title: titleOf(channel, talk) }))
    .filter(({ title }) => title.toLowerCase().includes(query.trim().replace(/^[#@]/, '').toLowerCase()))
    .slice(0, most)
  const pick = (channel: Channel | undefined) => {
    if (!channel) return
    onClose()
    talk.go(channel.id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') pick(found[active]?.channel)
    else if (step && found.length > 0) setActive((active + step + found.length) % found.length)
    else return
    event.preventDefault()
  }
  return html`
    <${Dialog} title="Jump to" class="switcher" onClose=${onClose}>
      <input
        autofocus
        role="combobox"
        aria-label="Channel or person"
        placeholder="A channel or a person"
        aria-expanded=${found.length > 0}
        aria-controls=${id}
        aria-autocomplete="list"
        aria-activedescendant=${found.length > 0 ? `${id}-${active}` : undefined}
        value=${query}
        onInput=${({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
          setQuery(currentTarget.value)
          setActive(0)
        }}
        onKeyDown=${onKeyDown}
      />
      <div role="listbox" id=${id} aria-label="Conversations">
        ${found.map(
          ({ channel, title }, n) => html`
            <div
              key=${channel.id}
              id=${`${id}-${n}`}
              class="choice"
              role="option"
              aria-selected=${n === active}
              onClick=${() => pick(channel)}
            >
              ${
                channel.kind === 'im'
                  ? html`<${Avatar} person=${talk.personOf(channel.name)} id=${channel.name} />`
                  : html`<${Icon} name=${channel.kind === 'private' ? 'lock' : 'hash'} />`
              }
              <span class="choice-title">${title}</span>
              <span class="choice-detail">${channel.archived ? 'archived' : channel.topic}</span>
            </div>
          `,
        )}
      </div>
      ${found.length === 0 && html`<p class="quiet">Nothing is called that here.</p>`}
    <//>
  `
}
