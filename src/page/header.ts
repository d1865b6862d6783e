import { Avatar } from './avatar.ts'
import { DrawerButtons, type DrawerTab } from './drawer-buttons.ts'
import { html } from './html.ts'
import { Icon } from './icons.ts'
import { Menu } from './menu.ts'
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
    <header class="header">
      <button type="button" class="icon-button only-narrow" aria-label="Open the sidebar" onClick=${openSidebar}>
        <${Icon} name="menu" />
      </button>
      <div class="header-words">
        <h1>
          ${kind === 'im'
            ? html`<${Avatar} person=${other} id=${channel.name} />`
            : html`<${Icon} name=${kind === 'private' ? 'lock' : 'hash'} />`}
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
  const items = channel.members.map((id) => {
    const person = talk.personOf(id)
    return {
      label: person?.realName ?? id,
      detail: person && aboutOf(person),
      face: html`<${Avatar} person=${person} id=${id} />`,
      run: () => talk.go(id),
    }
  })
  return html`
    <${Menu} label=${count(items.length, 'member')} items=${items} class="header-button only-wide">
      <${Icon} name="people" /><span>${items.length}</span>
    <//>
  `
}

const aboutOf = ({ kind, role, from }: Person) =>
  [kind === 'app' ? 'App' : role, from && `from ${from}`].filter(Boolean).join(', ')
