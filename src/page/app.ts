import { useEffect, useMemo, useRef } from 'preact/hooks'
import { act } from './act.ts'
import { announce } from './announce.ts'
import { html } from './html.ts'
import { channelAt, correct, usePlace } from './place.ts'
import type { Act, Message, Snapshot } from './protocol.ts'
import { Shell } from './shell.ts'
import type { Talk } from './talk.ts'
import { calledOf, plainOf, titleOf } from './wording.ts'
import { useWorkspace } from './workspace.ts'

const longestSpoken = 400

/** The page: the address says who looks at what, the program says what is there. */
export function App({ session }: { readonly session: string }) {
  const [place, go] = usePlace()
  const asked = place.team && place.user ? { team: place.team, user: place.user } : undefined
  const { snapshot, line, isSettled } = useWorkspace(session, asked, tell)
  const talk = useTalk(session, snapshot)
  const channel = snapshot && channelAt(snapshot, place)

  useEffect(() => {
    if (!snapshot || !isSettled) return
    const { team, user } = snapshot.as
    const isThere = channel?.id === place.channel
    correct({ team, user, channel: channel?.id, ...(isThere ? { thread: place.thread, tab: place.tab } : {}) })
  }, [snapshot?.as, isSettled, channel?.id, place])

  const me = snapshot && talk?.personOf(snapshot.as.user)
  const team = snapshot?.teams.find(({ id }) => id === snapshot.as.team)
  useEffect(() => {
    if (!channel || !talk || !me) return
    document.title = `${calledOf(channel, talk)}, ${team?.name ?? ''} (${me.realName})`
  }, [channel, talk, me, team])

  const spoken = useRef<string>(undefined)
  useEffect(() => {
    if (me && spoken.current && spoken.current !== me.id) announce(`Acting as ${me.realName}, ${me.role}`)
    spoken.current = me?.id
  }, [me?.id])

  if (!snapshot || !talk || !me) {
    const says = line === 'lost' ? 'The workspace cannot be reached. Trying again…' : 'Opening the workspace…'
    return html`<main class="boot"><p role="status">${says}</p></main>`
  }
  return html`
    <${Shell} snapshot=${snapshot} line=${line} place=${place} go=${go} channel=${channel} me=${me} talk=${talk} />
  `
}

/** Names by id, and deeds as the person who is chosen. The same object as long as none of it changes. */
function useTalk(session: string, snapshot: Snapshot | undefined): Talk | undefined {
  const { people, channels, as } = snapshot ?? {}
  return useMemo(() => {
    if (!people || !channels || !as) return undefined
    const persons = new Map(people.map((it) => [it.id, it]))
    const rooms = new Map(channels.map((it) => [it.id, it]))
    const go = (id: string) => {
      const channel = rooms.get(id) ?? channels.find(({ kind, name }) => kind === 'im' && name === id)
      if (channel) location.hash = `#/${as.team}/${as.user}/${channel.id}`
    }
    return {
      act: (deed: Act) => act(session, as, deed),
      personOf: (id) => persons.get(id),
      channelOf: (id) => rooms.get(id),
      people,
      channels,
      go,
    }
  }, [session, people, channels, as])
}

/** Reads out what somebody else said, with the place if it is not the one that is looked at. */
function tell(message: Message, { people, channels, as }: Snapshot): void {
  if (message.user === as.user && !message.isSystem) return
  const names = {
    personOf: (id: string) => people.find((it) => it.id === id),
    channelOf: (id: string) => channels.find((it) => it.id === id),
  }
  const who = message.isSystem ? '' : `${names.personOf(message.user)?.realName ?? message.user}: `
  const channel = names.channelOf(message.channel)
  const where = channel && !location.hash.includes(message.channel) ? `In ${titleOf(channel, names)}. ` : ''
  const text = plainOf(message.text, names).slice(0, longestSpoken)
  announce(`${where}${who}${text}`)
}
