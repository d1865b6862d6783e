import type { Fetch } from '#slack/outbound.ts'
import {
  bot,
  commandBody,
  type Container,
  direct,
  eventBody,
  general,
  type Person,
  type Place,
  pressBody,
  shortcutBody,
  submitBody,
  suggestBody,
  team,
  you,
} from './bodies.ts'
import { type Outgoing, recordingFetch, type Said } from './fetch.ts'
import type { LocalReceiver, Taken } from './receiver.ts'

type Body = Record<string, unknown>

/** A message as somebody in the workspace sees it. */
export type ShownMessage = {
  readonly kind: 'message'
  readonly place: Place
  readonly ts: string
  readonly thread?: string
  /** To one person, or to everybody there. */
  readonly ephemeral: boolean
  readonly replaced: boolean
  readonly text: string
  readonly blocks: readonly Body[]
}
export type ShownView = {
  readonly kind: 'view'
  readonly how: 'open' | 'push' | 'update' | 'publish'
  readonly view: Body
}
export type Shown = ShownMessage | ShownView

const hows: Readonly<Record<string, ShownView['how']>> = {
  'views.push': 'push',
  'views.update': 'update',
  'views.publish': 'publish',
}

/** Where a response_url leads: the conversation, and the message it belongs to. */
type Address = {
  readonly place: Place
  readonly thread?: string | undefined
  readonly ts?: string | undefined
  readonly ephemeral: boolean
}

const textAt = (body: Readonly<Body>): string => (typeof body['text'] === 'string' ? body['text'] : '')

/** The part of the local door that a workspace uses. */
export type Door = Pick<LocalReceiver, 'send'>

/**
 * A Slack of one workspace, in process: what a person does goes to the app as Slack would send it, and what the app sends
 * is kept as a person would see it. It is the playground of `npm start` and the fixture of the tests.
 */
export class LocalSlack {
  /** Everything that was seen, oldest first. */
  readonly shown: Shown[] = []
  /** Everything that left the app, acknowledgements aside. */
  readonly calls: Outgoing[] = []
  readonly fetch: Fetch
  readonly command: string
  readonly #receiver: () => Door
  readonly #addresses = new Map<string, Address>()
  #count = 0

  /** @param answer plays a Slack with a will of its own: what it says goes before what would be said here */
  constructor(
    receiver: () => Door,
    command: string,
    answer: (call: Outgoing) => Said | undefined | Promise<Said | undefined> = () => undefined,
  ) {
    this.#receiver = receiver
    this.command = command
    this.fetch = recordingFetch(this.calls, async (call) => (await answer(call)) ?? this.#answer(call))
  }

  /** A slash command. */
  async type(text: string, place: Place = general, more: { user?: Person; trigger?: string } = {}): Promise<Taken> {
    const address = { place, ephemeral: true }
    const once = { ...this.#once(address), ...more }
    const taken = await this.#receiver().send(commandBody(this.command, text, place, once))
    for (const ack of taken.acks)
      if (ack && 'text' in ack) this.#show({ ...address, ts: this.#next() }, { ...ack }, false)
    return taken
  }

  /** A message: in a channel one that mentions the bot, in the direct message any. */
  async say(
    text: string,
    place: Place = general,
    more: { thread?: string | undefined; user?: Person; ts?: string; eventId?: string; event?: Body } = {},
  ): Promise<string> {
    const ts = more.ts ?? this.#next()
    const words = place.id.startsWith('D') || text.includes(`<@${bot.id}`) ? text : `<@${bot.id}> ${text}`
    await this.#receiver().send(
      eventBody(
        more.eventId ?? `Ev${ts}`,
        { text: words, place, ts, thread: more.thread, user: more.user },
        more.event,
      ),
    )
    return ts
  }

  /** Opens a tab of the app. */
  openTab(tab: string, eventId = `Ev${this.#next()}`): Promise<Taken> {
    const spokenOnly = { ts: undefined, text: undefined, channel_type: undefined }
    const said = { text: '', place: direct, ts: this.#next() }
    return this.#receiver().send(eventBody(eventId, said, { type: 'app_home_opened', tab, ...spokenOnly }))
  }

  /** A press on a button of something that is shown. */
  press(action: Body, on: Shown, more: { user?: Person; trigger?: string } = {}): Promise<Taken> {
    return this.#receiver().send(this.pressBody(action, on, more))
  }

  /** The same, to be sent more than once. */
  pressBody(action: Body, on: Shown, more: { user?: Person; trigger?: string } = {}): Body {
    if (on.kind === 'view')
      return pressBody(action, { kind: 'view', view: on.view }, { trigger: this.#trigger(), ...more })
    const container: Container = {
      kind: 'message',
      place: on.place,
      ts: on.ts,
      thread: on.thread,
      ephemeral: on.ephemeral,
    }
    return pressBody(action, container, {
      ...this.#once({ place: on.place, thread: on.thread, ts: on.ts, ephemeral: on.ephemeral }),
      ...more,
    })
  }

  async submit(view: Body, values: Readonly<Record<string, Body>>): Promise<Taken> {
    const taken = await this.#receiver().send(submitBody(view, values, { trigger: this.#trigger() }))
    for (const ack of taken.acks)
      if (ack && 'view' in ack)
        this.shown.push({
          kind: 'view',
          how: 'update',
          view: { ...(ack.view as Body), id: view['id'], team_id: team.id, hash: this.#next() },
        })
    return taken
  }

  suggest(view: Body, blockId: string, actionId: string, typed: string): Promise<Taken> {
    return this.#receiver().send(suggestBody(actionId, blockId, typed, view))
  }

  shortcut(callback: string, message?: { text: string; ts: string; place: Place; thread?: string }): Promise<Taken> {
    const once = message
      ? this.#once({ place: message.place, thread: message.thread, ephemeral: true })
      : { trigger: this.#trigger() }
    return this.#receiver().send(shortcutBody(callback, once, message))
  }

  /** The newest message or view. */
  get last(): Shown | undefined {
    return this.shown.at(-1)
  }

  #answer({ method, url, body }: Outgoing): Said {
    if (method === 'response_url') return this.#answerAddress(url, body)
    if (method === 'auth.test')
      return { ok: true, team_id: team.id, user_id: bot.id, bot_id: bot.botId, user: bot.name, team: team.domain }
    if (method === 'chat.postMessage' || method === 'chat.postEphemeral') return this.#answerPost(method, body)
    if (method.startsWith('views.')) return this.#answerView(method, body)
    return { ok: false, error: 'unknown_method' }
  }

  #answerAddress(url: string, body: Readonly<Body>): Said {
    const address = this.#addresses.get(url)
    if (!address) return new Response('expired_url', { status: 404 })
    const replace = body['replace_original'] === true && address.ts !== undefined
    const ephemeral = replace ? address.ephemeral : body['response_type'] !== 'in_channel'
    const thread = typeof body['thread_ts'] === 'string' ? body['thread_ts'] : replace ? address.thread : undefined
    this.#show(
      { place: address.place, thread, ephemeral, ts: replace && address.ts ? address.ts : this.#next() },
      body,
      replace,
    )
    return new Response('ok')
  }

  #answerPost(method: string, body: Readonly<Body>): Said {
    const place = [general, direct].find(({ id }) => id === body['channel']) ?? {
      id: String(body['channel']),
      name: 'elsewhere',
    }
    const ts = this.#next()
    this.#show(
      {
        place,
        ts,
        ephemeral: method === 'chat.postEphemeral',
        thread: typeof body['thread_ts'] === 'string' ? body['thread_ts'] : undefined,
      },
      body,
      false,
    )
    return { ok: true, channel: place.id, ts, message_ts: ts }
  }

  #answerView(method: string, body: Readonly<Body>): Said {
    const how = hows[method] ?? 'open'
    const id = how === 'update' ? String(body['view_id']) : `V${this.#next()}`
    const view = { ...(body['view'] as Body), id, team_id: team.id, hash: `${this.#next()}.hash` }
    this.shown.push({ kind: 'view', how, view })
    return { ok: true, view }
  }

  #show(
    at: { place: Place; ts: string; thread?: string | undefined; ephemeral: boolean },
    body: Readonly<Body>,
    replaced: boolean,
  ): void {
    const { thread, ...rest } = at
    this.shown.push({
      kind: 'message',
      ...rest,
      ...(thread ? { thread } : {}),
      replaced,
      text: textAt(body),
      blocks: (body['blocks'] ?? []) as Body[],
    })
  }

  #once(address: Address): { trigger: string; responseUrl: string; user: Person } {
    const responseUrl = `https://hooks.slack.com/actions/T1LOCAL/${this.#next()}`
    this.#addresses.set(responseUrl, address)
    return { trigger: this.#trigger(), responseUrl, user: you }
  }

  #trigger = (): string => `${this.#next()}.trigger`
  /** Slack's times are unique within a channel, and so are these everywhere. */
  #next = (): string => `${1_700_000_000 + ++this.#count}.000100`
}
