import type { IncomingMessage, ServerResponse } from 'node:http'
import type { As, Snapshot, Update } from '#page/protocol.ts'
import type { Slack } from '#standin/api/state.ts'
import type { WhatIf } from '#standin/what-if.ts'
import { snapshotOf } from './scene.ts'
import { createSession, type Session } from './session.ts'

/** Pages that look on. */
export type Stream = {
  /** Keeps the answer open and tells what changes, until the page goes. */
  readonly open: (request: IncomingMessage, response: ServerResponse, session: string, as: As) => void
  /** Everybody gets everything anew. */
  readonly refresh: () => void
  readonly close: () => void
}

export type StreamOptions = {
  readonly slack: Slack
  readonly whatIfs: () => readonly WhatIf[]
  readonly more: (as: As) => Pick<Snapshot, 'starters' | 'transport'>
}

/** A proxy or a sleeping laptop must not take a quiet stream for a dead one. */
const heartbeatMs = 15_000
const rememberedLoads = 1_000

export function createStream({ slack, whatIfs, more }: StreamOptions): Stream {
  const open = new Map<ServerResponse, { session: Session; readonly begin: () => Session }>()
  /** When each page was loaded: ephemeral messages from before are gone for it. */
  const loads = new Map<string, string>()
  let isDue = false

  const flush = (): void => {
    isDue = false
    for (const [response, { session }] of open) for (const update of session.news()) write(response, update)
  }
  // Many touches within one turn are one look.
  const look = (): void => {
    if (isDue) return
    isDue = true
    setImmediate(flush)
  }
  slack.lookers.add(look)
  const heart = setInterval(() => {
    for (const response of open.keys()) response.write(': still here\n\n')
  }, heartbeatMs)
  heart.unref()

  const loadedAt = (id: string): string => {
    const known = loads.get(id)
    if (known !== undefined) return known
    const now = slack.ids.ts()
    loads.set(id, now)
    if (loads.size > rememberedLoads) loads.delete(loads.keys().next().value ?? '')
    return now
  }

  return {
    open: (request, response, id, as) => {
      const sight = { slack, as, since: loadedAt(id) }
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      const begin = (): Session => {
        write(response, { kind: 'snapshot', snapshot: snapshotOf(sight, { ...more(as), whatIfs: whatIfs() }) })
        return createSession(sight, whatIfs)
      }
      open.set(response, { session: begin(), begin })
      request.on('close', () => open.delete(response))
      response.on('close', () => open.delete(response))
    },
    refresh: () => {
      for (const page of open.values()) page.session = page.begin()
    },
    close: () => {
      clearInterval(heart)
      slack.lookers.delete(look)
      for (const response of open.keys()) response.end()
      open.clear()
    },
  }
}

const write = (response: ServerResponse, update: Update): void => {
  response.write(`data: ${JSON.stringify(update)}\n\n`)
}
