import { Avatar, initialsOf } from './avatar.ts'
import { html } from './html.ts'
import { IconButton } from './icon-button.ts'
import { Icon } from './icons.ts'
import { Menu, type Item } from './menu.ts'
import { hashOf, type Place } from './place.ts'
import type { Channel, Person, Snapshot, Team } from './protocol.ts'
import type { Talk } from './talk.ts'
import { ThemeSwitch } from './theme.ts'
import type { Unread } from './unread.ts'
import { titleOf } from './wording.ts'

type Props = {
  readonly snapshot: Snapshot
  readonly team: Team | undefined
  readonly me: Person
  readonly here: Channel | undefined
  readonly talk: Talk
  readonly unread: Unread
  readonly actAs: (user: string) => void
  /** What the workspace's own menu offers. */
  readonly items: readonly Item[]
  readonly close: () => void
}

/** Where one can go, and as whom one is here. */
export function Sidebar({ snapshot, team, me, here, talk, unread, actAs, items, close }: Props) {
  const { channels, as } = snapshot
  const byName = (one: Channel, other: Channel) => titleOf(one, talk).localeCompare(titleOf(other, talk))
  const rooms = channels.filter(({ kind }) => kind !== 'im').toSorted(byName)
  const direct = channels
    .filter(({ kind }) => kind === 'im')
    .toSorted((one, other) => {
      const isApp = ({ name }: Channel) => Number(name === snapshot.app)
      return isApp(other) - isApp(one) || byName(one, other)
    })
  const links = (channels: readonly Channel[]) => html`
    <ul>
      ${channels.map(
        (it) => html`
          <${Link}
            key=${it.id}
            place=${{ ...as, channel: it.id }}
            channel=${it}
            talk=${talk}
            isHere=${it.id === here?.id}
            unread=${unread.get(it.id) ?? 0}
            onClick=${close}
          />
        `,
      )}
    </ul>
  `
  return html`
    <nav class="sidebar" aria-label="Channels and direct messages" data-region="sidebar">
      <div class="sidebar-head">
        <${Menu} label=${`${team?.name ?? 'Workspace'}, workspace menu`} items=${items} class="team-button">
          <span>${team?.name}</span><${Icon} name="down" />
        <//>
        <${IconButton} label="Close the sidebar" icon="close" onClick=${close} class="only-narrow" />
      </div>
      <div class="sidebar-lists">
        <h2>Channels</h2>
        ${links(rooms)}
        <h2>Direct messages</h2>
        ${links(direct)}
      </div>
      <div class="sidebar-foot">
        <${Persona} people=${team?.people ?? []} me=${me} actAs=${actAs} />
        <${ThemeSwitch} />
      </div>
    </nav>
  `
}

type LinkProps = {
  readonly place: Place
  readonly channel: Channel
  readonly talk: Talk
  readonly isHere: boolean
  readonly unread: number
  readonly onClick: () => void
}

function Link({ place, channel, talk, isHere, unread, onClick }: LinkProps) {
  const { kind, archived, sharedWith } = channel
  const other = kind === 'im' ? talk.personOf(channel.name) : undefined
  return html`
    <li>
      <a
        href=${hashOf(place)}
        class=${unread > 0 ? 'is-unread' : ''}
        aria-current=${isHere ? 'page' : undefined}
        onClick=${onClick}
      >
        ${
          kind === 'im'
            ? html`<${Avatar} person=${other} id=${channel.name} />`
            : html`<${Icon} name=${kind === 'private' ? 'lock' : 'hash'} />`
        }
        <span class="link-name">${titleOf(channel, talk)}</span>
        ${kind === 'private' && html`<span class="unseen">, private</span>`}
        ${other?.kind === 'app' && html`<span class="badge">APP</span>`}
        ${other?.from && html`<span class="link-tag">${other.from}</span>`}
        ${archived && html`<span class="link-tag">archived</span>`}
        ${unread > 0 && html`<span class="link-unread">${unread}<span class="unseen"> unread</span></span>`}
        ${sharedWith && html`<span class="link-tag is-below">shared with ${sharedWith}</span>`}
      </a>
    </li>
  `
}

type PersonaProps = {
  readonly people: readonly Person[]
  readonly me: Person
  readonly actAs: (user: string) => void
}

function Persona({ people, me, actAs }: PersonaProps) {
  const items = people.map((person): Item => ({
    label: person.realName,
    detail: [person.role, person.from && `from ${person.from}`].filter(Boolean).join(', '),
    face: html`<${Avatar} person=${person} />`,
    isChecked: person.id === me.id,
    run: () => actAs(person.id),
  }))
  return html`
    <${Menu} label="Act as" isNamed items=${items} class="persona">
      <${Avatar} person=${me} />
      <span class="unseen">Acting as ${me.realName}, ${me.role}</span>
      <span class="persona-words" aria-hidden="true">
        <span class="persona-label">Acting as</span>
        <span class="persona-name">${me.realName}</span>
        <span class="persona-role">${me.role}</span>
      </span>
      <${Icon} name="down" />
    <//>
  `
}

type RailProps = {
  readonly snapshot: Snapshot
  readonly enter: (team: Team) => void
}

/** The workspaces, by their first letters. */
export function Rail({ snapshot: { teams, as }, enter }: RailProps) {
  return html`
    <nav class="rail" aria-label="Workspaces">
      <ul>
        ${teams.map(
          (team) => html`
            <li key=${team.id}>
              <button
                type="button"
                title=${team.name}
                aria-current=${team.id === as.team ? 'true' : undefined}
                onClick=${() => enter(team)}
              >
                <span aria-hidden="true">${initialsOf(team.name)}</span><span class="unseen">${team.name}</span>
              </button>
            </li>
          `,
        )}
      </ul>
    </nav>
  `
}
