import type { Team, User } from '#standin/description.ts'
import type { Delivered, Line } from '#standin/line.ts'
import type { Delivery } from '#standin/payloads.ts'
import type { Wish } from './ledger.ts'
import { paced } from './pace.ts'
import { roomOf } from './rooms.ts'
import type { Attempt } from './scenario.ts'
import { typedCanary, type Stage } from './stage.ts'
import { until } from './until.ts'

/** Who does something, and which way it goes. */
export type Doing = { readonly team: Team; readonly user: User; readonly line: Line }

/** Longer after it a direct message is about something else, in milliseconds. */
const directMs = 60_000

const question = `who uses go in fintech ${typedCanary}`

/** Asks with the slash command. Slack itself tells whoever asked where nothing came back. */
export async function command({ slack, ledger }: Stage, { team, user, line }: Doing): Promise<Wish> {
  let told = false
  const wish = ledger.wish({ what: 'a question by command', at: Date.now(), told: () => told })
  const came = await line(slack.payloads.slashCommand(question, { team, user: user.id }))
  wish.isTaken = came.kind === 'answered'
  told = came.kind === 'failed' || isWords(came)
  return wish
}

/**
 * Mentions the bot, in a thread of its own: answered there, once, for everybody, or told in private why not.
 * @param more a certain channel, or how the one delivery is sent
 */
export async function mention(
  { slack, ledger }: Stage,
  { team, user, line }: Doing,
  more: {
    readonly channel?: string
    readonly send?: (delivery: Delivery) => Promise<unknown>
    readonly text?: string
  } = {},
): Promise<Wish> {
  const delivery = slack.payloads.appMention(more.text ?? `which web frameworks are there ${typedCanary}`, {
    team,
    user: user.id,
    channel: more.channel ?? roomOf(team),
  })
  const { event } = delivery.payload as { readonly event: { readonly ts: string } }
  const inThread = () => ledger.inThread(team.id, event.ts).filter(({ only }) => (only ?? user.id) === user.id)
  const at = slack.clock.now()
  const wish = ledger.wish({
    what: 'a mention',
    at: Date.now(),
    // By direct message only where nothing else was left; it does not name the question, so it counts for those just before it.
    told: () => inThread().length > 0 || ledger.toPerson(team.id, user.id, at, at + directMs).some(({ only }) => !only),
    seen: () => inThread().filter(({ only }) => only === undefined).length,
  })
  if (more.send) await more.send(delivery)
  else wish.isTaken = (await line(delivery)).kind === 'answered'
  return wish
}

/** Waits until everybody was told, at most as long as anybody may wait (INV10), unless told otherwise. */
export const allTold = (wishes: readonly Wish[], ms = 30_000): Promise<boolean> =>
  until(() => wishes.every((wish) => wish.told()), ms, 50)

/** One attempt for each wish: told, and not seen twice. */
export function judgedWishes(wishes: readonly Wish[]): Attempt[] {
  return wishes.map(({ what, told, seen, isTaken, unknowable }): Attempt => {
    const times = seen?.() ?? 0
    const because = unknowable?.()
    if (times > 1) return { what, result: 'failed', because: `answered ${times} times` }
    if (told()) return { what, result: 'passed' }
    return because === undefined
      ? { what, result: 'failed', because: `nobody was told; it was ${isTaken ? 'acknowledged' : 'not acknowledged'}` }
      : { what, result: 'unknown', because }
  })
}

export const isWords = (came: Delivered): boolean =>
  came.kind === 'answered' && JSON.stringify(came.body ?? '').includes('"text"')

/** So much work before anything is measured that the code is compiled: a process that has just started is not what a load meets. */
export async function warmUp(stage: Stage, line: Line, count = 300): Promise<void> {
  await paced({ count, perSecond: 100 }, (n) => {
    const team = inTurn(stage.slack.world.teams, n)
    const doing = { team, user: inTurn(team.users, n), line }
    return n % 4 === 3 ? mention(stage, doing) : command(stage, doing)
  })
}

/** One of a list, in turn. */
export function inTurn<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length]
  if (found === undefined) throw new Error('an empty list')
  return found
}
