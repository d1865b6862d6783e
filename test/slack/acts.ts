import type { Channel } from '#standin/description.ts'
import type { Delivered, Line } from '#standin/line.ts'
import type { Delivery } from '#standin/payloads.ts'
import type { TypedValues } from '#standin/payloads/state-values.ts'
import { createPeople, type Acted } from '#standin/people/people.ts'
import type { Thing } from '#standin/people/press.ts'
import type { RunningWorld } from '#standin/world.ts'
import type { Json } from './reading.ts'
import type { Shown, ShownMessage } from './shown.ts'
import { bot, general, town, you } from './town.ts'

type Person = { readonly id: string }
type Message = { readonly text: string; readonly ts: string; readonly place: Channel; readonly thread?: string }

/** What people of the town do. Each is over when everything that it set off in the app is. */
export type Acts = {
  /** The slash command with these words. */
  readonly type: (text: string, place?: Channel, as?: Person) => Promise<void>
  /** A message: in a channel one that mentions the bot. @returns its ts */
  readonly say: (text: string, place?: Channel, more?: { readonly thread?: string }) => Promise<string>
  readonly press: (button: Json, on: Shown, as?: Person) => Promise<void>
  readonly submit: (view: { readonly id: string }, typed: TypedValues) => Promise<Acted>
  readonly suggest: (view: { readonly id: string }, action: string, value: string) => Promise<Acted>
  readonly close: (view: { readonly id: string }) => Promise<void>
  /** From the menu; with a message, from the message's own. */
  readonly shortcut: (callback: string, message?: Message) => Promise<void>
  readonly openTab: (tab: string) => Promise<void>
  /** An event that no person here could cause, or not in this form: a bot's message, an edit that is told as new. */
  readonly hear: (event: Json) => Promise<void>
  /** Anything that Slack could deliver, as it is: several times, or with words that Slack's own window would escape. */
  readonly deliver: (...deliveries: readonly Delivery[]) => Promise<void>
  /** Makes a button another one than the app would: an older version's, somebody else's. */
  readonly forge: (on: ShownMessage, button: Json, more: Json) => Json
}

export function createActs(
  { api, payloads }: Pick<RunningWorld, 'api' | 'payloads'>,
  { line, settled, command }: { readonly line: Line; readonly settled: () => Promise<void>; readonly command: string },
): Acts {
  const people = createPeople(api, line)
  const as = ({ id }: Person) => ({ team: town.id, user: id })
  const here = { team: api.slack.world.teams[0] ?? town, user: you.id }

  const act = async (acting: Promise<Acted>): Promise<Acted> => {
    const acted = await acting
    if (acted.kind === 'failed') throw new Error(acted.says)
    await settled()
    return acted
  }
  const deliver = async (...deliveries: readonly Delivery[]): Promise<void> => {
    const came = await Promise.all(deliveries.map((delivery) => line(delivery)))
    for (const one of came) refuseFailed(one)
    await settled()
  }

  return {
    type: async (text, place = general, who = you) => {
      await act(people.say(as(who), { channel: place.id, text: `${command} ${text}` }))
    },
    say: async (text, place = general, more = {}) => {
      const words = place.kind === 'im' || text.includes(`<@${bot.id}>`) ? text : `<@${bot.id}> ${text}`
      await act(people.say(as(you), { channel: place.id, text: words, ...more }))
      return api.slack.messages.findLast(({ via }) => via === 'person')?.ts ?? ''
    },
    press: async (button, on, who = you) => {
      await act(
        people.press(as(who), thingOf(on), { action: String(button['action_id']), block: String(button['block_id']) }),
      )
    },
    submit: ({ id }, typed) => act(people.submit(as(you), id, typed)),
    suggest: ({ id }, action, value) => act(people.suggest(as(you), { kind: 'view', id }, { action, value })),
    close: async ({ id }) => {
      await act(people.close(as(you), id))
    },
    shortcut: async (callback, message) => {
      if (message) await deliver(payloads.messageAction(callback, message, { ...here, channel: message.place.id }))
      else await act(people.shortcut(as(you), callback))
    },
    openTab: (tab) => deliver(payloads.event({ type: 'app_home_opened', user: you.id, channel: 'D1GOFER', tab }, here)),
    hear: (event) => deliver(payloads.event(event, here)),
    deliver,
    forge: (on, button, more) => {
      const message = api.slack.messages.find(({ channel, ts }) => channel === on.place.id && ts === on.ts)
      const forged = { ...button, ...more }
      if (message)
        message.blocks = message.blocks.map((block) =>
          block['block_id'] === button['block_id'] ? { ...block, elements: [forged] } : block,
        )
      return forged
    },
  }
}

const thingOf = (on: Shown): Thing =>
  on.kind === 'view' ? { kind: 'view', id: on.view.id } : { kind: 'message', channel: on.place.id, ts: on.ts }

function refuseFailed(came: Delivered): void {
  if (came.kind === 'failed') throw new Error(came.error)
}
