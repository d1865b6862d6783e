import { guarded } from './boundary.ts'
import { noticeView, respond, sentence, updateView } from './deliver.ts'
import type { Action, Closed, Command, Options, Shortcut, SlackEvent, Submission, TabOpened } from './delivery.ts'
import type { Deps } from './deps.ts'
import type { Reply } from './door/reply.ts'
import { Written } from './door/written.ts'
import type { Message } from './blocks/blocks.ts'
import { routeOf } from './ids.ts'
import { owedDelivery } from './outbox/owed.ts'
import { type Handler, nothing, type Plan, type Turn } from './turn.ts'
import { within } from './within.ts'

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

/** Takes a delivery to its handler: once, acknowledged first, kept until it is done, and never without a word if it fails. */
export async function route(deps: Deps, routes: Routes, turn: Turn, reply: Reply, arrived: Arrived): Promise<void> {
  const plan = await planned(deps, routes, turn, reply)
  if (!plan) return
  const taken = await inTime(deps, turn, reply, take(deps, turn, plan, arrived))
  if (taken === 'left') return
  if (taken === 'repeated') {
    deps.events.repeated(turn.delivery.surface, { request: turn.request })
    await reply.send()
    return
  }
  await deps.outbox.during(turn.request, () =>
    guarded(deps, turn, reply, async () => {
      const ack = await ackOf(plan)
      const isInTime = await reply.send(ack)
      if (!isInTime) await sendLate(deps, turn, ack)
      await plan.work?.()
    }),
  )
  await aside(deps, turn, plan)
}

/** Slack gives an event again that it has no 200 for after three seconds; everything else is waited for by a person. */
const refuseMs = 2_200

/**
 * An event can wait for a slow database, since Slack gives it again: it is refused in time, and done once it is known to be the first.
 * @returns left: it was refused, and the database did not keep it; it comes again
 */
async function inTime(
  { clock }: Deps,
  { delivery }: Turn,
  reply: Reply,
  taking: ReturnType<typeof take>,
): Promise<Awaited<ReturnType<typeof take>> | 'left'> {
  if (delivery.surface !== 'event') return taking
  const taken = await within(clock, refuseMs, taking)
  if (taken) return taken
  await reply.refuse()
  const late = await taking
  return late === 'unkept' ? 'left' : late
}

/** How a delivery came: what else it is known by, and what it is done anew from. */
export type Arrived = {
  /** Keys of the way it came, such as a socket's envelope. */
  readonly keys: readonly string[]
  readonly body: Readonly<Record<string, unknown>>
  readonly isOutsider: boolean
}

/**
 * Does the work of a delivery that was taken before and came to no end. Whoever pressed or asked has seen their acknowledgement, or
 * Slack's own word that there was none; what a form was to show goes into its window.
 */
export async function routeAgain(deps: Deps, routes: Routes, turn: Turn): Promise<void> {
  const given = { given: true, send: () => Promise.resolve(true) }
  await guarded(deps, turn, given, async () => {
    const plan = planOf(routes, turn)
    if (turn.delivery.surface === 'submission') await sendLate(deps, turn, await ackOf(plan))
    await plan.work?.()
  })
}

const ackOf = async ({ ack }: Plan): Promise<object | undefined> => (typeof ack === 'function' ? ack() : ack)

/** A handler makes its plan from memory; should that break, the person is told as of any other trouble. */
async function planned(deps: Deps, routes: Routes, turn: Turn, reply: Reply): Promise<Plan | undefined> {
  let plan: Plan | undefined
  await guarded(deps, turn, reply, async () => void (plan = planOf(routes, turn)))
  return plan
}

/**
 * Whether nobody has taken this delivery before. Slack repeats events, and over a socket everything; the retry header tells
 * nothing reliable. Every key is claimed, so that a repetition is known by any of them; what follows is kept with them.
 */
function take({ outbox }: Deps, turn: Turn, plan: Plan, arrived: Arrived): Promise<'first' | 'repeated' | 'unkept'> {
  const { delivery, team, request } = turn
  const keys = [...(delivery.key ? [delivery.key] : []), ...arrived.keys, ...(plan.keys ?? [])]
  // Opening the Home again shows it again, and a typeahead is asked anew with the next letter.
  const isOwed = plan.work && delivery.surface !== 'tab' && delivery.surface !== 'options'
  return outbox.take(
    request,
    keys.map((key) => `${team}|${key}`),
    isOwed ? owedDelivery(turn, arrived) : undefined,
    delivery.surface === 'event',
  )
}

async function aside({ events }: Deps, { request }: Turn, plan: Plan): Promise<void> {
  try {
    await plan.aside?.()
  } catch (error) {
    events.failed('aside', error, { request })
  }
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

/** The body came too late to be read: what a person should see goes by the response_url, or into the window, instead. */
async function sendLate(deps: Deps, turn: Turn, given: object | undefined): Promise<void> {
  const { delivery } = turn
  if (!turn.isResumed) deps.events.late(delivery.surface, { request: turn.request })
  if (!given) return
  const ack = given instanceof Written ? given.read() : given
  // A command's body is a message: `privately` makes it, and nothing else does.
  if (delivery.surface === 'command' && delivery.responseUrl && 'text' in ack)
    await respond(deps, turn, delivery.responseUrl, ack as Message, { visible: 'presser' })
  if (delivery.surface !== 'submission') return
  if ('view' in ack && typeof ack.view === 'object' && ack.view !== null)
    await updateView(deps, turn, { id: delivery.view.id }, ack.view)
  if ('errors' in ack && typeof ack.errors === 'object' && ack.errors !== null)
    await updateView(
      deps,
      turn,
      { id: delivery.view.id },
      noticeView(sentence(Object.values(ack.errors).map(String).join('\n'))),
    )
}
