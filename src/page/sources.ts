import { useMemo, useState } from 'preact/hooks'
import type { Channel, Snapshot } from './protocol.ts'
import type { Sources } from './typeahead.ts'

/** What can be named where somebody writes, and which id stands behind each name that was chosen there. */
export function useSources({ people, channels, commands, app }: Snapshot, channel: Channel, isThread: boolean) {
  const [chosen] = useState(() => new Map<string, string>())
  const sources = useMemo((): Sources => {
    const isHere = new Set([...channel.members, app])
    return { commands, people: people.filter(({ id }) => isHere.has(id)), channels, isThread }
  }, [people, channels, commands, app, channel, isThread])
  return { sources, chosen, onChosen: (written: string, id: string) => void chosen.set(written, id) }
}
