import type { As, Update } from '#page/protocol.ts'
import { personOf } from '#standin/people/person.ts'
import type { WhatIf } from '#standin/what-if.ts'
import type { Exchange } from '#standin/wire.ts'
import { channelsOf, homeOf, messageOf, messagesSeen, type Sight, viewsOf, wireOf } from './scene.ts'

/** One page that looks on: what it knows, and what it must be told. */
export type Session = {
  readonly as: As
  /** Everything that changed since the last call. */
  readonly news: () => Update[]
}

/**
 * Compares what a page was told with what is: no place in the world needs to know that somebody looks, and a page can miss
 * nothing. Called when something was touched, so at most a few times a second.
 */
export function createSession(sight: Sight, whatIfs: () => readonly WhatIf[]): Session {
  const { slack } = sight
  const { team } = personOf(slack, sight.as)
  /** How often each known message was edited, by channel and ts. */
  const messages = new Map<string, number>()
  const facts = new Map<string, string>()
  const waiting = new Map<Exchange, string>()
  let lastWire = 0

  /** An update where this fact is another than the last time. */
  const changed = <T>(name: string, value: T, update: (value: T) => Update): Update[] => {
    const now = JSON.stringify(value)
    if (facts.get(name) === now) return []
    facts.set(name, now)
    return [update(value)]
  }

  const messageNews = (): Update[] => {
    const seen = new Set<string>()
    const updates: Update[] = []
    for (const message of messagesSeen(sight)) {
      const key = `${message.channel} ${message.ts}`
      seen.add(key)
      if (messages.get(key) === message.edits) continue
      messages.set(key, message.edits)
      updates.push({ kind: 'message', message: messageOf(slack, message, team) })
    }
    for (const key of messages.keys())
      if (!seen.has(key)) {
        messages.delete(key)
        const [channel = '', ts = ''] = key.split(' ')
        updates.push({ kind: 'gone', channel, ts })
      }
    return updates
  }

  const wireNews = (): Update[] => {
    const fresh = slack.wire.exchanges.filter(({ n }) => n > lastWire)
    lastWire = fresh.at(-1)?.n ?? lastWire
    const ended = [...waiting.keys()].filter(({ status }) => status !== 'waiting')
    for (const exchange of ended) waiting.delete(exchange)
    for (const exchange of fresh) if (exchange.status === 'waiting') waiting.set(exchange, exchange.status)
    return [...ended, ...fresh].map((exchange) => ({ kind: 'wire', wire: wireOf(exchange) }))
  }

  const news = (): Update[] => {
    const home = homeOf(sight)
    return [
      ...changed('channels', channelsOf(sight), (channels) => ({ kind: 'channels', channels })),
      ...messageNews(),
      ...changed('views', viewsOf(sight), (views) => ({ kind: 'views', views })),
      ...(home ? changed('home', home, (value) => ({ kind: 'home', home: value })) : []),
      ...changed('whatIfs', [...whatIfs()], (list) => ({ kind: 'whatIfs', whatIfs: list })),
      ...wireNews(),
    ]
  }
  // What the snapshot holds is known.
  news()
  return { as: sight.as, news }
}
