import { actions, blocks } from '#slack/ids.ts'
import type { User } from '#standin/description.ts'
import type { Delivery } from '#standin/payloads.ts'
import type { Message } from '#standin/server.ts'
import { actorOf, yesToAll, type Actor } from './actor.ts'
import type { Stage } from './stage.ts'
import { until } from './until.ts'

/** One delivery that has one effect, not sent yet; whatever it needs before has been done. */
export type Loaded = {
  readonly delivery: Delivery
  /** Another delivery with the same meaning, as a second click makes it. */
  readonly again: () => Delivery
  /** How often its effect is there; asked for after a cold read. */
  readonly effects: () => number
}

export type Scene = {
  readonly stage: Stage
  readonly user: User
  readonly origin: string
  readonly n: number
  readonly ballot: Message
}

/** Everything that changes something, or that everybody sees, by what people call it. */
export const surfaces: Readonly<Record<string, (scene: Scene) => Promise<Loaded>>> = {
  'a mention': async ({ stage, user }) => {
    const delivery = stage.slack.payloads.appMention('which web frameworks are there', { user: user.id })
    const { event } = delivery.payload as { readonly event: { readonly ts: string } }
    return once(delivery, () => publicly(stage.ledger.inThread(stage.team.id, event.ts)).length)
  },
  'a command': async ({ stage, user }) => {
    const before = mine(stage, user)
    return once(
      stage.slack.payloads.slashCommand('who uses go in fintech', { user: user.id }),
      () => mine(stage, user) - before,
    )
  },
  'a rating': async ({ stage, user, origin }) => {
    const { actor, answer } = await answered(stage, user, origin)
    const before = mine(stage, user)
    const delivery = actor.pressing(actions.helpful, answer)
    return { delivery, again: () => actor.pressing(actions.helpful, answer), effects: () => mine(stage, user) - before }
  },
  'a share': async ({ stage, user, origin }) => {
    const { actor, answer } = await answered(stage, user, origin)
    const before = posts(stage, user)
    const again = (): Delivery => actor.pressing(actions.share, answer)
    return { delivery: again(), again, effects: () => posts(stage, user) - before }
  },
  'a decision': async ({ stage, user, origin, n }) => {
    const project = `Once ${n} ${user.id}`
    const actor = actorOf(stage, user, stage.line(origin))
    if (!(await actor.reachVerdict(project))) throw new Error('the walk to the verdict did not come about')
    const again = (): Delivery => actor.pressing(actions.save)
    return { delivery: again(), again, effects: () => stage.ledger.kept?.projects.get(project) ?? 0 }
  },
  'a vote': async ({ stage, user, origin, ballot }) => {
    const actor = actorOf(stage, user, stage.line(origin))
    await actor.press(actions.vote, ballot)
    await until(() => actor.words().includes(`${blocks.choice}:`), 5_000)
    // Up to the last form, whose sending casts the vote.
    for (let step = 1; step < stepsOf(actor); step += 1) await actor.submit(yesToAll(actor.window()))
    const again = (): Delivery => actor.submitting(yesToAll(actor.window()))
    return { delivery: again(), again, effects: () => versionsOf(stage, user) }
  },
}

/** A delivery that people repeat by asking anew, which is another wish. */
const once = (delivery: Delivery, effects: () => number): Loaded => ({ delivery, again: () => delivery, effects })

const publicly = (messages: readonly Message[]): Message[] => messages.filter(({ only }) => only === undefined)

const mine = ({ slack }: Stage, user: User): number =>
  slack.api.slack.messages.filter(({ only }) => only === user.id).length

/** What stands in channels with this person's name on it. */
const posts = ({ slack }: Stage, user: User): number =>
  publicly(slack.api.slack.messages).filter(
    ({ user: writer, thread, blocks: held }) =>
      writer === undefined && thread === undefined && JSON.stringify(held).includes(`<@${user.id}>`),
  ).length

async function answered(
  stage: Stage,
  user: User,
  origin: string,
): Promise<{ readonly actor: Actor; readonly answer: Message }> {
  const actor = actorOf(stage, user, stage.line(origin))
  await actor.ask('who uses go in fintech')
  const answer = actor.newest()
  if (!answer) throw new Error('there is no answer')
  return { actor, answer }
}

/** "Step 1 of 3" stands in each form of a vote. */
const stepsOf = (actor: Actor): number => Number(/Step \d+ of (\d+)/.exec(actor.words())?.[1] ?? 1)

/** A vote's version rises with each time it is written. */
function versionsOf({ ledger, team }: Stage, user: User): number {
  const rows = (ledger.kept?.rows.get(team.id)?.['votes'] ?? []) as readonly { voter: string; version: number }[]
  return rows.filter(({ voter }) => voter === user.id).reduce((sum, { version }) => sum + version, 0)
}
