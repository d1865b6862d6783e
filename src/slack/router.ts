import { guarded } from './boundary.ts'
import { respond } from './deliver.ts'
import type { Action, Closed, Command, Options, Shortcut, SlackEvent, Submission, TabOpened } from './delivery.ts'
import type { Deps } from './deps.ts'
import type { Reply } from './door/reply.ts'
import type { Message } from './blocks/blocks.ts'
import { routeOf } from './ids.ts'
import { lightly } from './lightly.ts'
import { within } from './patience.ts'
import { type Handler, nothing, type Plan, type Turn } from './turn.ts'

/** Name to handler, one table for each surface. Built once; a request costs one look into one of them. */
export type Routes = {
  /** By command; `*` takes any other, since whoever typed it deserves an answer. */
  readonly commands: ReadonlyMap<string, Handler<Command>>
  readonly actions: ReadonlyMap<string, Handler<Action>>
  readonly options: ReadonlyMap<string, Handler<Options>>
  readonly submissions: ReadonlyMap<string, Handler<Submission>>
  readonly shortcuts: ReadonlyMap<string, Handler<Shortcut>>
  readonly events: ReadonlyMap<string, Handler<SlackEvent>>
  readonly tabs: ReadonlyMap<string, Handler<TabOpened>>
  /** Windows that were closed without being sent, by callback. */
  readonly closings: ReadonlyMap<string, Handler<Closed>>
}

/** How long a database may think about whether a delivery is new, in milliseconds: the answer has to be given in three seconds. */
const claimMs = 400

/** Takes a delivery to its handler: once, acknowledged first, and never without a word if it fails. */
export function route(
  deps: Deps,
  routes: Routes,
  turn: Turn,
  reply: Reply,
  also: readonly string[] = [],
): Promise<void> {
  return guarded(deps, turn, reply, async () => {
    if (!(await isFirst(deps, turn, also))) {
      deps.events.repeated(turn.delivery.surface, { request: turn.request })
      await reply.send()
      return
    }
    const plan = planOf(routes, turn)
    const ack = typeof plan.ack === 'function' ? await plan.ack() : plan.ack
    const inTime = await reply.send(ack)
    if (!inTime) await after(deps, turn, ack)
    await plan.work?.()
  })
}

/**
 * Whether nobody has taken this delivery before. Slack repeats events, and over a socket everything; the retry header tells
 * nothing reliable. Every key is claimed, so that a repetition is known by any of them.
 * @param also keys of the way it came, such as a socket's envelope
 */
async function isFirst(deps: Deps, turn: Turn, also: readonly string[]): Promise<boolean> {
  const { delivery, team } = turn
  const keys = [...(delivery.key ? [delivery.key] : []), ...also]
  const claims = Promise.all(keys.map((key) => deps.storage.deliveries.claim(`${team}|${key}`)))
  // Answered twice is better than not at all; what may happen only once has claims of its own.
  const claimed = (await within(deps.clock, claimMs, lightly(deps, turn, claims, []))) ?? []
  return claimed.every(Boolean)
}

/** Surface to the table and the name that count there. */
function planOf(routes: Routes, turn: Turn): Plan {
  const { delivery } = turn
  switch (delivery.surface) {
    case 'command':
      return (routes.commands.get(delivery.command) ?? routes.commands.get('*'))?.({ ...turn, delivery }) ?? nothing
    case 'action':
      return routes.actions.get(routeOf(delivery.action))?.({ ...turn, delivery }) ?? nothing
    case 'options':
      return routes.options.get(routeOf(delivery.action))?.({ ...turn, delivery }) ?? { ack: { options: [] } }
    case 'submission':
      return routes.submissions.get(delivery.view.callback)?.({ ...turn, delivery }) ?? nothing
    case 'shortcut':
      return routes.shortcuts.get(delivery.callback)?.({ ...turn, delivery }) ?? nothing
    case 'event':
      return routes.events.get(delivery.type)?.({ ...turn, delivery }) ?? nothing
    case 'tab':
      return routes.tabs.get(delivery.tab)?.({ ...turn, delivery }) ?? nothing
    case 'closed':
      return routes.closings.get(delivery.view.callback)?.({ ...turn, delivery }) ?? nothing
    default:
      return delivery satisfies never
  }
}

/** The body came too late to be read: what a person should see goes by the response_url instead. */
async function after(deps: Deps, turn: Turn, ack: object | undefined): Promise<void> {
  const { delivery } = turn
  deps.events.late(delivery.surface, { request: turn.request })
  if (delivery.surface !== 'command' || !delivery.responseUrl || !ack || !('text' in ack)) return
  // A command's body is a message: `privately` makes it, and nothing else does.
  await respond(deps, turn, delivery.responseUrl, ack as Message, { visible: 'presser' })
}
