import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { manualClock, type ManualClock } from '#standin/clock.ts'
import type { World } from '#standin/description.ts'
import type { Delivery } from '#standin/payloads.ts'
import { httpLine, type Line } from '#standin/line.ts'
import type { Reply, SendOptions } from '#standin/sender.ts'
import type { Message, OpenView } from '#standin/server.ts'
import { startWorld, team, type RunningWorld, type Team, type WorldOptions } from '#standin/world.ts'
import type { Json } from '../../support/blocks.ts'

export type Answered = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Json
}

/** Slack as an app meets it: by its addresses, and by what it sends. */
export type Outside = AsyncDisposable & {
  readonly world: RunningWorld
  readonly clock: ManualClock
  /** The workspace most rules are about. */
  readonly ours: Team
  /** As WebClient calls: a form, with JSON in nested fields. */
  readonly call: (method: string, args?: Json, token?: string) => Promise<Json>
  /** Any request; a path begins at the stand-in's address. */
  readonly http: (pathOrUrl: string, init?: RequestInit) => Promise<Answered>
  readonly post: (url: string, body: Json) => Promise<Answered>
  /** What stands in a channel, by conversations.history: the words, oldest first. */
  readonly said: (channel?: string) => Promise<string[]>
  /** What somebody sees. The only look into the stand-in: with real Slack it is a look into a browser. */
  readonly eyes: (user?: string) => readonly Message[]
  /** The windows that are open before somebody's eyes. */
  readonly windows: () => readonly OpenView[]
  /** Somebody does something, and the app answers so. Gives what the app got, and what came of its answer. */
  readonly tell: (delivery: Delivery, answer?: AppAnswer, options?: SendOptions) => Promise<Told>
  /** The way to that app, for deliveries that come again. */
  readonly line: (answer: AppAnswer) => { readonly line: Line; readonly got: readonly Got[] }
}

export type AppAnswer = {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly never?: boolean
}
export type Got = { readonly headers: IncomingHttpHeaders; readonly body: string }
export type Told = { readonly got: Got; readonly reply: Reply }

export type Setup = { readonly world?: Partial<World>; readonly options?: WorldOptions }

/** All that the rules are about; an app that asks for less is a rule of its own. */
export const allScopes = [
  'commands',
  'chat:write',
  'app_mentions:read',
  'users:read',
  'team:read',
  'files:read',
  'files:write',
  'im:write',
  ...['channels', 'groups', 'im'].flatMap((family) => [`${family}:read`, `${family}:history`]),
]

export const general = 'C0GEN0GOFER'
export const ana = 'U0ANA0GOFER'
export const ben = 'U0BEN0GOFER'

export async function inside({ world: description, options }: Setup = {}): Promise<Outside> {
  const clock = manualClock()
  const world = await startWorld(
    { teams: [team({ scopes: [...allScopes] }), team({ id: 'T0OTHER' })], ...description },
    { clock, ...options },
  )
  const [ours = team()] = world.world.teams
  const app = await startApp()

  const http: Outside['http'] = async (pathOrUrl, init) => {
    const response = await fetch(new URL(pathOrUrl, world.api.url), { redirect: 'manual', ...init })
    const words = await response.text()
    return { status: response.status, headers: response.headers, text: words, body: read(words) }
  }
  const call: Outside['call'] = async (method, args = {}, token = ours.token) => {
    const { body } = await http(method, {
      method: 'POST',
      ...(token === '' ? {} : { headers: { authorization: `Bearer ${token}` } }),
      body: form(args),
    })
    return body
  }

  return {
    world,
    clock,
    ours,
    http,
    call,
    post: (url, body) =>
      http(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    said: async (channel = general) => {
      const { messages } = await call('conversations.history', { channel })
      // Only asked of a channel that may be read.
      return (messages as Json[]).map(({ text }) => String(text)).toReversed()
    },
    eyes: (user) => world.api.visible(user === undefined ? {} : { user }),
    windows: () => world.api.views(),
    tell: async (delivery, answer = {}, sending) => {
      app.answer(answer)
      const reply = await world.sendTo(app.url)(delivery, sending)
      return { got: app.got.at(-1) ?? expect.fail('nothing came'), reply }
    },
    line: (answer) => {
      app.answer(answer)
      return { line: httpLine(world.sendTo(app.url)), got: app.got }
    },
    [Symbol.asyncDispose]: async () => {
      await app.close()
      await world.close()
    },
  }
}

/** Fields of a form: text as it is, everything else as JSON. */
export const form = (args: Json): URLSearchParams =>
  new URLSearchParams(
    Object.entries(args).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )

function read(words: string): Json {
  try {
    // Every JSON answer asked for here is an object.
    return JSON.parse(words) as Json
  } catch {
    return {}
  }
}

type App = {
  readonly url: string
  readonly answer: (next: AppAnswer) => void
  readonly got: readonly Got[]
  readonly close: () => Promise<void>
}

/** An app that keeps what it gets and answers as it is told. */
async function startApp(): Promise<App> {
  let next: AppAnswer = {}
  const got: Got[] = []
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    got.push({ headers: request.headers, body: await text(request) })
    if (next.never) return
    response.writeHead(next.status ?? 200, { 'content-type': 'application/json', ...next.headers })
    response.end(next.body === undefined ? '' : JSON.stringify(next.body))
  }
  const server = createServer((request, response) => void take(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    // An address is a string only for pipes.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    answer: (answer) => {
      next = answer
    },
    got,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
