import { useEffect, useState } from 'preact/hooks'
import { HomeView } from './blocks/home.ts'
import { html } from './html.ts'
import { hashOf, type Go, type Place } from './place.ts'
import type { Snapshot } from './protocol.ts'
import type { Talk } from './talk.ts'

/** The two sides of the direct messages with the app. */
export function AppTabs({ place, go }: { readonly place: Place; readonly go: Go }) {
  const isHome = place.tab === 'home'
  const tabs = [
    { id: 'home', label: 'Home', isOn: isHome, to: { ...place, thread: undefined, tab: 'home' } },
    { id: 'messages', label: 'Messages', isOn: !isHome, to: { ...place, tab: undefined } },
  ] as const
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const other = tabs.find(({ isOn }) => !isOn)
    if (!other) return
    go(other.to)
    document.querySelector<HTMLElement>(`#tab-${other.id}`)?.focus()
  }
  return html`
    <div class="tabs" role="tablist" aria-label="Parts of the app" onKeyDown=${onKeyDown}>
      ${tabs.map(
        ({ id, label, isOn, to }) => html`
          <a
            key=${id}
            id=${`tab-${id}`}
            role="tab"
            href=${hashOf(to)}
            aria-selected=${isOn}
            aria-controls=${isOn ? 'app-panel' : undefined}
            tabindex=${isOn ? 0 : -1}
          >
            ${label}
          </a>
        `,
      )}
    </div>
  `
}

/** The app's own page. The app hears that it is looked at, and draws it then. */
export function AppHome({ snapshot, talk }: { readonly snapshot: Snapshot; readonly talk: Talk }) {
  const [problem, setProblem] = useState('')
  const { team, user } = snapshot.as
  useEffect(() => {
    void talk.act({ kind: 'openHome' }).then((result) => setProblem(result.kind === 'failed' ? result.says : ''))
  }, [team, user])
  return html`
    <div class="app-home">
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
      ${snapshot.home
        ? html`<${HomeView} view=${snapshot.home} talk=${talk} />`
        : !problem && html`<p class="quiet" role="status">Waiting for the app to draw its page…</p>`}
    </div>
  `
}
