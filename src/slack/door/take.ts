import type { App, ReceiverEvent } from '@slack/bolt'
import { sorry } from '../boundary.ts'
import type { Clock } from '../clock.ts'
import type { Delivery, Removal } from '../delivery.ts'
import type { Events } from '#events.ts'
import type { Inflight } from '../inflight.ts'
import { sentence } from '../deliver.ts'
import type { Outbound } from '../outbound.ts'
import { toldOf } from '../told.ts'
import { lateBody, Reply, sorryBody } from './reply.ts'

/** What a door needs from the rest. */
export type DoorDeps = {
  readonly clock: Clock
  readonly events: Events
  readonly newId: () => string
  readonly inflight: Inflight
  readonly outbound: Pick<Outbound, 'respond'>
  /** again: it could not be done now, and Slack should tell it once more. Never throws. */
  readonly remove: (removal: Removal) => Promise<'done' | 'again'>
}

/** What every door gives along with a body; the middleware of `app.ts` finds it in Bolt's context. */
export type Taken = {
  /** As it came, checked by `readDelivery`. */
  readonly body: Readonly<Record<string, unknown>>
  readonly delivery: Delivery
  readonly reply: Reply
  readonly keys: readonly string[]
  readonly request: string
  readonly started: number
}

export type Arrival = {
  readonly body: Record<string, unknown>
  readonly delivery: Delivery
  /** Writes the acknowledgement. Called once. */
  readonly write: (body: object | undefined) => void | Promise<void>
  /** Lets Slack know that it was not taken. */
  readonly refuse: () => void | Promise<void>
  /** What the way itself knows a repetition by. */
  readonly keys?: readonly string[]
}

/**
 * Takes one delivery through Bolt, the same for every way in: the reply is given in any case, and nothing is thrown.
 * @returns when everything is done, the work after the acknowledgement included
 */
export function take(app: App, deps: DoorDeps, arrival: Arrival): Promise<void> {
  const request = deps.newId()
  const team = teamOf(arrival.body)
  return deps.inflight.run(() =>
    deps.events.during({ request, ...(team ? { team } : {}) }, () => passThrough(app, deps, request, arrival)),
  )
}

/** For the log, in Slack's order of who is meant; who may do what is decided by the authorize result. */
function teamOf(body: Record<string, unknown>): string | undefined {
  const { authorizations, view, team_id, team } = body as {
    authorizations?: { team_id?: unknown }[]
    view?: { app_installed_team_id?: unknown }
    team_id?: unknown
    team?: { id?: unknown }
  }
  return [view?.app_installed_team_id, authorizations?.[0]?.team_id, team_id, team?.id].find(
    (id) => typeof id === 'string',
  )
}

async function passThrough(
  app: App,
  deps: DoorDeps,
  request: string,
  { body, delivery, write, refuse, keys = [] }: Arrival,
): Promise<void> {
  const { clock, events } = deps
  const started = clock.now()
  const reply = new Reply({
    clock,
    late: lateBody(delivery),
    write: (ack) => {
      events.acknowledged(delivery.surface, clock.now() - started)
      return write(ack)
    },
    refuse,
    onLate: () => events.late(delivery.surface, { request }),
  })
  const taken: Taken = { body, delivery, reply, keys, request, started }
  const event: ReceiverEvent = {
    body,
    // Bolt acknowledges events by itself before anybody has looked at them. What was acknowledged is not given again, so the router
    // does it, once it is kept.
    ack: async () => {},
    customProperties: { taken },
  }
  try {
    await app.processEvent(event)
  } catch (error) {
    events.failed(delivery.surface, error, { request })
    await turnAway(deps, request, delivery, reply, error)
  }
  // Bolt leaves its own events and what it does not know without an answer; Slack wants one all the same.
  await reply.send()
}

/**
 * Bolt did not get as far as a handler. Where the store could not say whose delivery this is, it is nobody's fault and not "not
 * installed": the words go wherever Slack reads some, and everything else is refused, so that Slack gives it again.
 */
async function turnAway(
  { outbound }: DoorDeps,
  request: string,
  delivery: Delivery,
  reply: Reply,
  error: unknown,
): Promise<void> {
  const told = toldOf(error instanceof Error && 'original' in error ? error.original : error)
  const words = told ?? sorry(request)
  const body = sorryBody(delivery, words)
  if (body !== undefined || told === undefined) return void (await reply.send(body))
  if (!('responseUrl' in delivery) || !delivery.responseUrl) return reply.refuse()
  await reply.send()
  const { text, blocks } = sentence(words)
  await outbound.respond(
    delivery.responseUrl,
    { response_type: 'ephemeral', replace_original: false, text, blocks },
    request,
  )
}
