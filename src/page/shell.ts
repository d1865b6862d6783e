import { useMemo, useRef, useState } from 'preact/hooks'
import { Announcements } from './announce.ts'
import { AppHome, AppTabs } from './app-page.ts'
import { Bars } from './bars.ts'
import { ModalStack } from './blocks/modal.ts'
import type { Line } from './connect.ts'
import { Beginning, Conversation } from './conversation.ts'
import { Confirm } from './dialog.ts'
import { Drawer } from './drawer.ts'
import type { DrawerTab } from './drawer-buttons.ts'
import { Header } from './header.ts'
import { html } from './html.ts'
import { Problem } from './problem.ts'
import { useKept } from './kept.ts'
import { KeysHelp, useKeys } from './keys.ts'
import type { Item } from './menu.ts'
import type { Go, Place } from './place.ts'
import type { Channel, Person, Snapshot, Team } from './protocol.ts'
import { Rail, Sidebar } from './sidebar.ts'
import { Switcher } from './switcher.ts'
import type { Talk } from './talk.ts'
import { ThreadPane } from './thread-pane.ts'
import { threadsIn } from './threads.ts'
import { useUnread } from './unread.ts'
import { useFocusOnArrival, useSidebar, useThread } from './panes.ts'
import { Welcome, type WelcomeSize } from './welcome.ts'

type Props = {
  readonly snapshot: Snapshot
  readonly line: Line
  readonly place: Place
  readonly go: Go
  readonly channel: Channel | undefined
  readonly me: Person
  readonly talk: Talk
}

type Window = 'switcher' | 'keys' | 'startOver'

/** All parts of the page, and what opens and closes them. */
export function Shell({ snapshot, line, place, go, channel, me, talk }: Props) {
  const [welcome, setWelcome] = useKept('welcome', 'full' satisfies WelcomeSize)
  const [kept, setDrawer] = useKept('drawer', '', 'sessionStorage')
  const sidebar = useSidebar()
  const [window, setWindow] = useState<Window>()
  const box = useRef<HTMLTextAreaElement>(null)
  const drawer: DrawerTab | undefined = kept === 'wire' || kept === 'whatIf' ? kept : undefined
  const { team: teamId, user } = snapshot.as
  const here: Place = { team: teamId, user, channel: channel?.id, thread: place.thread, tab: place.tab }
  const { roots, replies } = useMemo(
    () => threadsIn(snapshot.messages, channel?.id ?? ''),
    [snapshot.messages, channel?.id],
  )
  const isApp = channel?.kind === 'im' && channel.name === snapshot.app
  const isHome = isApp && place.tab === 'home'
  const unread = useUnread(snapshot, isHome ? undefined : channel?.id)
  const thread = useThread(here, go, box)
  const [problem, setProblem] = useState('')
  useKeys(() => setWindow('switcher'))
  useFocusOnArrival(channel?.id, box)

  const actAs = (user: string) => go({ ...here, user })
  const enter = ({ id, people }: Team) => {
    const [first] = people
    if (first && id !== teamId) go({ team: id, user: people.find(({ id }) => id === user)?.id ?? first.id })
  }
  const toggle = (tab: DrawerTab) => {
    setDrawer(drawer === tab ? '' : tab)
    if (drawer !== tab) requestAnimationFrame(() => document.querySelector<HTMLElement>(`#drawer-${tab}`)?.focus())
  }
  const closeDrawer = () => {
    document.querySelector<HTMLElement>(`[data-drawer=${drawer}]`)?.focus()
    setDrawer('')
  }
  const startOver = async () => {
    const result = await talk.act({ kind: 'startOver' })
    setProblem(result.kind === 'failed' ? result.says : '')
  }
  const items: readonly Item[] = [
    { label: 'Jump to a channel or person', detail: 'Ctrl K', icon: 'search', run: () => setWindow('switcher') },
    { label: 'Show the welcome again', icon: 'info', run: () => setWelcome('full') },
    { label: 'Keyboard', icon: 'menu', run: () => setWindow('keys') },
    {
      label: 'Start over',
      detail: 'Everything as at the first start',
      isApart: true,
      run: () => setWindow('startOver'),
    },
  ]
  const toBox = () => requestAnimationFrame(() => (box.current ?? document.querySelector<HTMLElement>('main'))?.focus())
  const skip = (event: Event) => {
    event.preventDefault()
    toBox()
  }
  return html`
    <div class=${`shell${sidebar.isOpen ? ' has-sidebar' : ''}${place.thread && !isHome ? ' has-thread' : ''}`}>
      <a class="skip" href="#content" onClick=${skip}>Skip to the message box</a>
      <${Bars} line=${line} whatIfs=${snapshot.whatIfs} talk=${talk} />
      <${Rail} snapshot=${snapshot} enter=${enter} />
      <${Sidebar}
        snapshot=${snapshot}
        team=${snapshot.teams.find(({ id }) => id === teamId)}
        me=${me}
        here=${channel}
        talk=${talk}
        unread=${unread}
        actAs=${actAs}
        items=${items}
        close=${sidebar.close}
      />
      ${sidebar.isOpen && html`<div class="scrim" onClick=${sidebar.close}></div>`}
      <main id="content" tabindex="-1" inert=${sidebar.isOpen}>
        ${
          channel
            ? html`
                <${Header}
                  snapshot=${snapshot}
                  channel=${channel}
                  talk=${talk}
                  drawer=${drawer}
                  toggle=${toggle}
                  openSidebar=${sidebar.open}
                />
                ${isApp && html`<${AppTabs} place=${here} go=${go} />`}
                <${Problem} says=${problem} />
                <${Welcome}
                  size=${welcome}
                  setSize=${setWelcome}
                  starters=${snapshot.starters}
                  talk=${talk}
                  onGone=${toBox}
                />
                ${
                  isHome
                    ? html`
                        <div class="panel" role="tabpanel" id="app-panel" aria-labelledby="app-home">
                          <${AppHome} snapshot=${snapshot} talk=${talk} />
                        </div>
                      `
                    : html`
                        <div class="panel" ...${isApp ? messagesPanel : {}}>
                          <${Conversation}
                            key=${`${user}/${channel.id}`}
                            snapshot=${snapshot}
                            channel=${channel}
                            me=${me}
                            talk=${talk}
                            messages=${roots}
                            replies=${replies}
                            openThread=${thread.open}
                            box=${box}
                          >
                            <${Beginning} channel=${channel} talk=${talk} />
                          <//>
                        </div>
                      `
                }
              `
            : html`<p class="boot">${me.realName} sees no channel here.</p>`
        }
      </main>
      ${
        channel &&
        place.thread &&
        !isHome &&
        html`
          <${ThreadPane}
            snapshot=${snapshot}
            thread=${place.thread}
            channel=${channel}
            me=${me}
            talk=${talk}
            root=${roots.find(({ ts }) => ts === place.thread)}
            replies=${replies.get(place.thread)}
            takesFocus=${thread.isFresh}
            close=${thread.close}
          />
        `
      }
      ${drawer && html`<${Drawer} snapshot=${snapshot} talk=${talk} tab=${drawer} setTab=${setDrawer} close=${closeDrawer} />`}
      <${ModalStack} views=${snapshot.views} talk=${talk} />
      ${window === 'switcher' && html`<${Switcher} talk=${talk} onClose=${() => setWindow(undefined)} />`}
      ${window === 'keys' && html`<${KeysHelp} onClose=${() => setWindow(undefined)} />`}
      ${
        window === 'startOver' &&
        html`
          <${Confirm}
            title="Start over"
            says="Messages and everything you changed go; people, channels and the first messages are as at the first start."
            yes="Start over"
            onYes=${() => void startOver()}
            onClose=${() => setWindow(undefined)}
          />
        `
      }
      <${Announcements} />
    </div>
  `
}

const messagesPanel = { role: 'tabpanel', id: 'app-panel', 'aria-labelledby': 'app-messages' }
