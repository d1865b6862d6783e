import { useEffect, useState } from 'preact/hooks'
import { HomeView } from './blocks/home.ts'
import { html } from './html.ts'
import { Problem } from './problem.ts'
import type { Go, Place } from './place.ts'
import type { Snapshot } from './protocol.ts'
import { Tabs } from './tabs.ts'
import type { Talk } from './talk.ts'

const tabs = [
  { id: 'home', label: 'Home' },
  { id: 'messages', label: 'Messages' },
] as const

/** The two sides of the direct messages with the app. */
export function AppTabs({ place, go }: { readonly place: Place; readonly go: Go }) {
  const choose = (id: 'home' | 'messages') =>
    go(id === 'home' ? { ...place, thread: undefined, tab: id } : { ...place, tab: undefined })
  return html`
    <${Tabs} label="Parts of the app" tabs=${tabs} chosen=${place.tab ?? 'messages'} choose=${choose} prefix="app" />
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
      <h2 class="unseen">Home</h2>
      <${Problem} says=${problem} />
      ${
        snapshot.home
          ? html`<${HomeView} view=${snapshot.home} talk=${talk} />`
          : !problem && html`<p class="quiet" role="status">Waiting for the app to draw its page…</p>`
      }
    </div>
  `
}
