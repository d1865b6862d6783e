import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { errorsOf, formatFinding, type Finding } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import type { KitClock, Random } from './clock.ts'
import { createIds } from './ids.ts'
import { acknowledge } from './api/acknowledge.ts'
import { judge } from './api/answer.ts'
import { readBody } from './api/body.ts'
import type { Answer, Call } from './api/call.ts'
import { answerOf, createFaults, type Fault, type Faults } from './api/faults.ts'
import { createFileStore } from './api/file-store.ts'
import { createInstalls, type Grant } from './api/installs.ts'
import { createMeter } from './api/meter.ts'
import { answerRequest, methodOf } from './api/route.ts'
import { createSchedule } from './api/schedule.ts'
import type { Message, OpenView, Slack } from './api/state.ts'
import { createTickets, type ResponseFor, type TriggerFor } from './api/tickets.ts'
import { teamOfToken } from './api/tokens.ts'
import type { World } from './description.ts'
import { createWire, type Exchange } from './wire.ts'
import type { Delivery } from './payloads/delivery.ts'

export type { Call } from './api/call.ts'
export type { Message, OpenView } from './api/state.ts'

/** A strict Slack on a free port: it records every call, refuses what Slack refuses, and breaks when it is told to. */
export type SlackApi = {
  /** For SLACK_API_URL: `http://127.0.0.1:…/api/`. */
  readonly url: string
  readonly server: Server
  /** What Slack remembers; the Socket Mode stand-in and the payload builders share it. */
  readonly slack: Slack
  /** Every call, in the order of arrival. */
  readonly requests: readonly Call[]
  readonly calls: (method: string) => Call[]
  /** Everything that should not have been sent, in words: an empty list is what a test wants. */
  readonly problems: () => string[]
  /** What people see, oldest first. With `user`: what this one sees. */
  readonly visible: (where?: { readonly channel?: string; readonly user?: string }) => Message[]
  readonly views: () => OpenView[]
  readonly home: (team: string, user: string) => OpenView | undefined
  readonly fault: (method: string, fault: Fault, times?: number) => () => void
  readonly trigger: (whom: TriggerFor) => string
  readonly responseUrl: (where: ResponseFor) => string
  /** Somebody allows the app on Slack's page: the code that comes back with the redirect. */
  readonly allow: (grant: Grant) => string
  /** What the body of an ack does: a command's answer is seen, a submission's moves the views. Returns what is wrong with it. */
  readonly acknowledge: (delivery: Delivery, body: unknown) => Finding[]
  readonly close: () => Promise<void>
}

export type SlackApiOptions = {
  readonly world: World
  readonly clock: KitClock
  readonly random: Random
  readonly perChannelRate?: boolean
  readonly tieredRates?: boolean
}

export async function startSlackApi({
  world,
  clock,
  random,
  perChannelRate = false,
  tieredRates = false,
}: SlackApiOptions): Promise<SlackApi> {
  const ids = createIds(clock, random)
  const lookers = new Set<() => void>()
  const touch = (): void => {
    for (const look of lookers) look()
  }
  const slack: Slack = {
    world,
    clock,
    ids,
    tickets: createTickets(clock, ids),
    messages: [],
    views: new Map(),
    homes: new Map(),
    violations: [],
    lastPost: new Map(),
    perChannelRate,
    meter: createMeter(clock, tieredRates),
    files: createFileStore(clock, ids),
    schedule: createSchedule(clock),
    installs: createInstalls(clock, ids),
    origin: '',
    lookers,
    touch,
    wire: createWire(clock, touch),
  }
  const requests: Call[] = []
  const ackFindings: string[] = []
  const faults = createFaults()
  // A mistake of the stand-in is an answer as well, and never the end of the program that it plays for.
  const server = createServer((request, response) => {
    serve({ slack, requests, faults }, request, response).catch((error: unknown) => {
      slack.violations.push(
        `the stand-in failed: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`,
      )
      if (!response.headersSent) response.writeHead(500).end()
    })
  })
  // Connections that became WebSockets are no longer the server's to close, and would keep it from closing.
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // An address is a string only for pipes.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  slack.origin = origin

  return {
    url: `${origin}/api/`,
    server,
    slack,
    requests,
    calls: (method) => requests.filter((call) => call.method === method),
    problems: () => [...requests.flatMap(problemsOf), ...ackFindings, ...slack.violations],
    visible: ({ channel, user } = {}) =>
      slack.messages.filter(
        (message) =>
          (channel === undefined || message.channel === channel) &&
          (user === undefined || (message.only ?? user) === user),
      ),
    views: () => [...slack.views.values()],
    home: (team, user) => slack.homes.get(`${team} ${user}`),
    fault: faults.plan,
    trigger: slack.tickets.trigger,
    responseUrl: (where) => origin + slack.tickets.response(where),
    allow: slack.installs.allow,
    acknowledge: (delivery, body) => {
      const findings = acknowledge(slack, delivery, body)
      touch()
      ackFindings.push(...errorsOf(findings).map((finding) => `ack to ${delivery.kind}: ${formatFinding(finding)}`))
      return findings
    },
    close: () =>
      new Promise((resolve) => {
        slack.schedule.stop()
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const problemsOf = (call: Call): string[] => [
  ...errorsOf(call.findings).map((finding) => `#${call.n} ${call.method}: ${formatFinding(finding)}`),
  ...(call.outcome.kind === 'answered' && JSON.stringify(call.outcome.body).includes('unknown_method')
    ? [`#${call.n} ${call.method}: unknown method`]
    : []),
]

type Standing = { readonly slack: Slack; readonly requests: Call[]; readonly faults: Faults }

async function serve(
  { slack, requests, faults }: Standing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://slack.invalid')
  const read = await readBody(request).catch((): undefined => undefined)
  if (!read) return
  const { args } = read
  const team = teamOfToken(slack, read.token, args['team_id'])?.id
  const method = methodOf(url.pathname)
  const findings = read.broken === undefined && read.refusal === undefined ? judge(method, args) : []
  const call: Call = {
    n: requests.length + 1,
    at: slack.clock.now(),
    method,
    args,
    findings,
    outcome: { kind: 'pending' },
    ...(team === undefined ? {} : { team }),
  }
  requests.push(call)
  const exchange = slack.wire.begin(begun(request, call))
  if (url.searchParams.has('token')) slack.violations.push(`#${call.n} ${method}: a token in the address`)

  const answer = (): Answer => answerRequest(slack, url.pathname, call, read)
  await withFault({ slack, call, exchange }, faults.meet(call), response, answer)
}

type Under = { readonly slack: Slack; readonly call: Call; readonly exchange: Exchange }

async function withFault(
  under: Under,
  fault: Fault | undefined,
  response: ServerResponse,
  answer: () => Answer,
): Promise<void> {
  const { slack, call, exchange } = under
  const lost = (outcome: Extract<Call['outcome'], { kind: 'lost' }>, status: string): void => {
    call.outcome = outcome
    slack.wire.end(exchange, { status, isFailure: true, findings: call.findings, fault: faultWords(fault) })
  }
  if (fault?.kind === 'hang') return lost({ kind: 'lost', fault: 'hang', done: false }, 'never answered')
  if (fault?.kind === 'reset') {
    if (fault.done) answer()
    lost({ kind: 'lost', fault: 'reset', done: fault.done }, fault.done ? 'done, answer lost' : 'connection lost')
    return void response.destroy()
  }
  if (fault?.kind === 'slow') await slack.clock.wait(fault.ms)
  send(under, fault, (fault && answerOf(fault)) ?? answer(), response)
}

function send(
  { slack, call, exchange }: Under,
  fault: Fault | undefined,
  { status, body, headers: own }: Answer,
  response: ServerResponse,
): void {
  // A file's content is nobody's record.
  const told = body instanceof Uint8Array ? `(${body.length} bytes)` : body
  call.outcome = { kind: 'answered', status, body: told }
  const date = new Date(slack.clock.now()).toUTCString()
  const headers = { 'content-type': 'application/json; charset=utf-8', date, ...own }
  response.writeHead(status, headers)
  response.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body))
  const refused = isObject(body) && body['ok'] === false ? String(body['error']) : undefined
  slack.wire.end(exchange, {
    status: refused ?? String(status),
    isFailure: refused !== undefined || status >= 400,
    answer: { line: `HTTP ${status}`, headers, body: told },
    findings: call.findings,
    ...(fault ? { fault: faultWords(fault) } : {}),
  })
}

/** How a call stands in the record of the wire, before it is answered. */
const begun = (request: IncomingMessage, { method, args, team }: Call) => ({
  direction: 'from the app' as const,
  via: 'http' as const,
  title: method,
  url: `http://${request.headers.host ?? 'slack.invalid'}${request.url ?? '/'}`,
  request: { line: `${request.method} ${request.url}`, headers: textHeaders(request), body: args },
  ...(team === undefined ? {} : { team }),
})

const textHeaders = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

function faultWords(fault: Fault | undefined): string {
  if (!fault) return ''
  switch (fault.kind) {
    case 'status':
      return `status ${fault.status}`
    case 'rateLimited':
      return `rate limited for ${fault.retryAfter} s`
    case 'refuse':
      return fault.error
    case 'refuseBlock':
      return `${fault.block} refused`
    case 'hang':
      return 'never answered'
    case 'reset':
      return fault.done ? 'the answer got lost' : 'the connection broke'
    case 'slow':
      return `${fault.ms} ms slower`
    default:
      return fault satisfies never
  }
}
