import { useState } from 'preact/hooks'
import { Avatar } from './avatar.ts'
import { Dialog } from './dialog.ts'
import { DrawerButtons, type DrawerTab } from './drawer-buttons.ts'
import { html } from './html.ts'
import { IconButton } from './icon-button.ts'
import { Icon } from './icons.ts'
import type { Channel, Person, Snapshot } from './protocol.ts'
import type { Talk } from './talk.ts'
import { count, titleOf } from './wording.ts'

type Props = {
  readonly snapshot: Snapshot
  readonly channel: Channel
  readonly talk: Talk
  readonly drawer: DrawerTab | undefined
  readonly toggle: (tab: DrawerTab) => void
  readonly openSidebar: () => void
}

/** Where one is: name, topic, who is here, what is special about it; and the way to what goes over the wire. */
export function Header({ snapshot, channel, talk, drawer, toggle, openSidebar }: Props) {
  const { kind, archived, sharedWith, topic } = channel
  const other = kind === 'im' ? talk.personOf(channel.name) : undefined
  return html`
    <header class="header" data-region="header">
      <${IconButton} label="Open the sidebar" icon="menu" onClick=${openSidebar} class="only-narrow" />
      <div class="header-words">
        <h1>
          ${
            kind === 'im'
              ? html`<${Avatar} person=${other} id=${channel.name} />`
              : html`<${Icon} name=${kind === 'private' ? 'lock' : 'hash'} />`
          }
          <span>${titleOf(channel, talk)}</span>
          ${other?.kind === 'app' && html`<span class="badge">APP</span>`}
          ${kind === 'private' && html`<span class="tag">Private</span>`}
          ${archived && html`<span class="tag">Archived</span>`}
          ${sharedWith && html`<span class="tag">Shared with ${sharedWith}</span>`}
        </h1>
        <p class="topic" title=${topic}>${topic || (other ? aboutOf(other) : '')}</p>
      </div>
      ${kind !== 'im' && html`<${Members} channel=${channel} talk=${talk} />`}
      <${DrawerButtons} snapshot=${snapshot} open=${drawer} toggle=${toggle} />
    </header>
  `
}

function Members({ channel, talk }: { readonly channel: Channel; readonly talk: Talk }) {
  const [isOpen, setOpen] = useState(false)
  const label = count(channel.members.length, 'member')
  return html`
    <span class="only-wide">
      <button
        type="button"
        class="header-button"
        aria-label=${label}
        aria-haspopup="dialog"
        onClick=${() => setOpen(true)}
      >
        <${Icon} name="people" /><span>${channel.members.length}</span>
      </button>
      ${
        isOpen &&
        html`
          <${Dialog} title=${`Members of #${channel.name}`} onClose=${() => setOpen(false)}>
            <ul class="members">
              ${channel.members.map((id) => html`<li key=${id}><${Member} id=${id} person=${talk.personOf(id)} /></li>`)}
            </ul>
          <//>
        `
      }
    </span>
  `
}

function Member({ id, person }: { readonly id: string; readonly person: Person | undefined }) {
  return html`
    <div class="member">
      <${Avatar} person=${person} id=${id} />
      <p>${person?.realName ?? id} <span class="quiet">${person && aboutOf(person)}</span></p>
    </div>
  `
}

const aboutOf = ({ kind, role, from }: Person) =>
  [kind === 'app' ? 'App' : role, from && `from ${from}`].filter(Boolean).join(', ')
