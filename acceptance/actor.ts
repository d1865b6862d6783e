import { actions, blocks, routeOf } from '#slack/ids.ts'
import { isObject } from '#slack/validate/json.ts'
import type { Line } from '#standin/line.ts'
import type { Delivery } from '#standin/payloads.ts'
import { elementsIn, type TypedValues } from '#standin/payloads/state-values.ts'
import { createPeople, type Acted } from '#standin/people/people.ts'
import type { Message, OpenView } from '#standin/server.ts'
import { channelNamed, type User } from '#standin/description.ts'
import type { Wish } from './ledger.ts'
import { roomOf } from './rooms.ts'
import type { Stage } from './stage.ts'
import { until } from './until.ts'

/** Somebody in the workspace, and what they do in Slack's window. */
export type Actor = {
  readonly id: string
  readonly window: () => OpenView | undefined
  /** Everything that stands in the window on top. */
  readonly words: () => string
  /** Asks with the slash command. */
  readonly ask: (text: string) => Promise<Wish>
  /** Mentions the bot in a channel. */
  readonly mention: (text: string, more?: MentionOptions) => Promise<Wish>
  /** Opens the walkthrough. */
  readonly begin: (project: string) => Promise<boolean>
  /** Stands before the verdict of a new project; a draft that is offered is left. */
  readonly reachVerdict: (project: string) => Promise<boolean>
  /** Closes the window on top, without which nobody can press in the one below. */
  readonly dismiss: () => Promise<Acted>
  /** From its first step to the verdict. */
  readonly answer: () => Promise<boolean>
  /** At the verdict: presses Save. */
  readonly save: (project: string, isOver?: () => boolean) => Promise<Wish>
  /** Presses the first button of that route, in the window or a message. */
  readonly press: (route: string, on?: Message) => Promise<Acted>
  readonly submit: (typed?: TypedValues) => Promise<Acted>
  /** What Slack delivers for that press, and nobody has sent yet; each time a delivery of its own. */
  readonly pressing: (route: string, on?: Message) => Delivery
  /** The same for sending the form on top. */
  readonly submitting: (typed?: TypedValues) => Delivery
  /** The newest message that they see and the app wrote. */
  readonly newest: (where?: { readonly thread?: string }) => Message | undefined
}
export type MentionOptions = Pick<Wish, 'unknowable'> & { readonly send?: (delivery: Delivery) => Promise<unknown> }

export function actorOf(
  { slack, ledger, team }: Pick<Stage, 'slack' | 'ledger' | 'team'>,
  user: User,
  line: Line,
): Actor {
  const { api, payloads } = slack
  const people = createPeople(api, line)
  const as = { team: team.id, user: user.id }
  const general = channelNamed(team, 'general').id
  const window = (): OpenView | undefined =>
    api.views().findLast((open) => open.user === user.id && open.team === team.id)
  const words = (): string => JSON.stringify(window()?.view ?? {})
  const written = (): Message[] =>
    api.slack.messages.filter(
      (message) => message.team === team.id && message.user === undefined && (message.only ?? user.id) === user.id,
    )
  const submit: Actor['submit'] = (typed = {}) => {
    const open = window()
    return open ? people.submit(as, open.view.id, typed) : Promise.resolve({ kind: 'failed', says: 'no window' })
  }
  const find = (route: string, on: Message | undefined) =>
    elementsIn(on ? on.blocks : (window()?.view.blocks ?? [])).find(
      ({ element }) => routeOf(String(element['action_id'])) === route,
    )
  const press: Actor['press'] = (route, on) => {
    const open = window()
    const found = find(route, on)
    if (!found) return Promise.resolve({ kind: 'failed', says: `there is no ${route}` })
    const thing = on
      ? ({ kind: 'message', channel: on.channel, ts: on.ts } as const)
      : ({ kind: 'view', id: open?.view.id ?? '' } as const)
    return people.press(as, thing, {
      action: String(found.element['action_id']),
      block: String(found.block['block_id']),
    })
  }

  const begin: Actor['begin'] = async (project) => {
    await people.say(as, { channel: general, text: `/golang decide ${project}` })
    return until(() => words().includes(blocks.project), 5_000)
  }
  const answer: Actor['answer'] = async () => {
    for (let step = 0; step < 12; step += 1) {
      if (words().includes(actions.save)) return true
      if ((await submit(yesToAll(window()))).kind !== 'done') return false
    }
    return false
  }

  return {
    id: user.id,
    begin,
    answer,
    reachVerdict: async (project) => {
      await people.say(as, { channel: general, text: `/golang decide ${project}` })
      if (!(await until(() => words().includes(blocks.project) || words().includes(actions.startAnew), 5_000)))
        return false
      if (words().includes(actions.startAnew)) {
        await press(actions.startAnew)
        if (!(await until(() => words().includes(blocks.project), 5_000))) return false
      }
      return answer()
    },
    dismiss: () => {
      const open = window()
      return open ? people.close(as, open.view.id) : Promise.resolve({ kind: 'failed', says: 'no window' })
    },
    window,
    words,
    press,
    submit,
    pressing: (route, on) => {
      const found = find(route, on)
      const view = window()
      const thing = on ? { message: on } : view ? { view } : undefined
      if (!found || !thing) throw new Error(`there is no ${route} to press`)
      const at = { team, user: user.id, block: String(found.block['block_id']) }
      return payloads.blockActions(thing, String(found.element['action_id']), at)
    },
    submitting: (typed = {}) => {
      const view = window()
      if (!view) throw new Error('there is no window to send')
      return payloads.viewSubmission(view, typed, { team, user: user.id })
    },
    newest: ({ thread } = {}) => written().findLast((message) => thread === undefined || message.thread === thread),
    ask: async (text) => {
      let told = false
      const wish = ledger.wish({ what: 'a question by command', at: Date.now(), told: () => told })
      const before = written().length
      await people.say(as, { channel: general, text: `/golang ${text}` })
      told = written().length > before
      return wish
    },
    mention: async (text, { send = line, ...more } = {}) => {
      const delivery = payloads.appMention(text, { team, user: user.id, channel: roomOf(team) })
      const { event } = delivery.payload as { readonly event: { readonly ts: string } }
      const inThread = (): readonly Message[] =>
        ledger.inThread(team.id, event.ts).filter(({ only }) => (only ?? user.id) === user.id)
      const at = Date.now()
      const wish = ledger.wish({
        what: 'a mention',
        at: Date.now(),
        told: () =>
          inThread().length > 0 || ledger.toPerson(team.id, user.id, at, at + 60_000).some(({ only }) => !only),
        seen: () => inThread().filter(({ only }) => only === undefined).length,
        ...more,
      })
      const came = await send(delivery)
      wish.isTaken = isObject(came) && came['kind'] === 'answered'
      return wish
    },
    save: async (project, isOver = () => false) => {
      // A press that fails is told by Slack itself, with a warning beside the button.
      let isTold = false
      const at = Date.now()
      // After a kill the word comes outside of the window; then it names the project, or says that nothing was saved.
      const apart = (): boolean =>
        ledger
          .toPerson(team.id, user.id, at)
          .some(({ text, blocks: held }) => spoken(text) || JSON.stringify([text, held]).includes(project))
      const wish = ledger.wish({
        what: 'a decision',
        at,
        project,
        told: () => (isTold ||= spoken(words())) || apart(),
      })
      const pressed = await press(actions.save)
      isTold = pressed.kind === 'failed'
      if (!isTold) await until(() => spoken(words()) || isOver(), 8_000)
      // A window that is closed later has told all the same.
      isTold ||= spoken(words())
      wish.promised = isSaved(words())
      return wish
    },
  }
}

const isSaved = (words: string): boolean => /Saved\b/.test(words)
/** What the window says of a save: that it is, or that it is not. */
const spoken = (words: string): boolean => isSaved(words) || /database|went wrong|not saved/.test(words)

/** "Yes" in every field that asks a question; everything else stays as it is. */
export const yesToAll = (open: OpenView | undefined): TypedValues =>
  Object.fromEntries(
    (open?.view.blocks ?? [])
      .map((block) => String(block['block_id']))
      .filter((id) => id.startsWith(`${blocks.choice}:`))
      .map((id) => [id, 'yes']),
  )
