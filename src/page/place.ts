import { useEffect, useState } from 'preact/hooks'
import type { Channel, Snapshot } from './protocol.ts'

/** What the address says: who looks, and at what. Everything may be missing. */
export type Place = {
  readonly team?: string | undefined
  readonly user?: string | undefined
  readonly channel?: string | undefined
  readonly thread?: string | undefined
  readonly tab?: 'home' | undefined
}

export type Go = (place: Place) => void

/** `#/T1/U1/C1/thread/1700000000.000100`, `#/T1/U1/D1/home`. */
export function placeOf(hash: string): Place {
  const [, team, user, channel, what, ts] = hash.split('/').map((part) => decodeURIComponent(part) || undefined)
  return {
    team,
    user,
    channel,
    thread: what === 'thread' ? ts : undefined,
    tab: what === 'home' ? 'home' : undefined,
  }
}

export function hashOf({ team = '', user = '', channel, thread, tab }: Place): string {
  const end = tab ? [tab] : thread ? ['thread', thread] : []
  return `#/${[team, user, ...(channel ? [channel, ...end] : [])].join('/')}`
}

/** The address as state. Every step is one in the browser's history, so that Back closes a thread. */
export function usePlace(): readonly [Place, Go] {
  const [place, setPlace] = useState(() => placeOf(location.hash))
  useEffect(() => {
    const read = () => setPlace(placeOf(location.hash))
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }, [])
  return [place, go]
}

function go(place: Place): void {
  location.hash = hashOf(place)
}

/** The address corrected, without a step in the history. */
export function correct(place: Place): void {
  const hash = hashOf(place)
  if (location.hash === hash) return
  history.replaceState(null, '', hash)
  dispatchEvent(new HashChangeEvent('hashchange'))
}

/** The channel of a place, or where somebody begins: a channel they may write in. */
export function channelAt({ channels, as }: Snapshot, { channel }: Place): Channel | undefined {
  const canWrite = (it: Channel) => it.kind !== 'im' && !it.archived && it.members.includes(as.user)
  return channels.find(({ id }) => id === channel) ?? channels.find(canWrite) ?? channels[0]
}
