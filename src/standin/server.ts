import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { errorsOf, formatFinding, type Finding } from '#slack/validate.ts'
import type { KitClock, Random } from './clock.ts'
import { createIds } from './ids.ts'
import { acknowledge } from './api/acknowledge.ts'
import { answerCall, judge } from './api/answer.ts'
import { readBody } from './api/body.ts'
import type { Answer, Call } from './api/call.ts'
import { answerOf, createFaults, type Fault, type Faults } from './api/faults.ts'
import { respond } from './api/respond.ts'
import type { Message, OpenView, Slack } from './api/state.ts'
import { createTickets, type ResponseFor, type TriggerFor } from './api/tickets.ts'
import type { World } from './description.ts'
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
  /** What the body of an ack does: a command's answer is seen, a submission's moves the views. Returns what is wrong with it. */
  readonly acknowledge: (delivery: Delivery, body: unknown) => Finding[]
  readonly close: () => Promise<void>
}

export type SlackApiOptions = {
  readonly world: World
  readonly clock: KitClock
  readonly random: Random
  readonly perChannelRate?: boolean
}

export async function startSlackApi({
  world,
  clock,
  random,
  perChannelRate = false,
}: SlackApiOptions): Promise<SlackApi> {
  const ids = createIds(clock, random)
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
  }
  const requests: Call[] = []
  const ackFindings: string[] = []
  const faults = createFaults()
  const server = createServer((request, response) => void serve({ slack, requests, faults }, request, response))
  // Connections that became WebSockets are no longer the server's to close, and would keep it from closing.
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // An address is a string only for pipes.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

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
    acknowledge: (delivery, body) => {
      const findings = acknowledge(slack, delivery, body)
      ackFindings.push(...errorsOf(findings).map((finding) => `ack to ${delivery.kind}: ${formatFinding(finding)}`))
      return findings
    },
    close: () =>
      new Promise((resolve) => {
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
  const isApi = url.pathname.startsWith('/api/')
  const read = await readBody(request).catch((): undefined => undefined)
  if (!read) return
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const team = slack.world.teams.find((one) => one.token === token)?.id
  const { token: _inBody, ...args } = read.args
  const method = isApi ? url.pathname.slice('/api/'.length) : 'response_url'
  const findings = read.broken === undefined ? judge(method, args) : []
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
  if (url.searchParams.has('token')) slack.violations.push(`#${call.n} ${method}: a token in the address`)

  const answer = (): Answer => (isApi ? answerCall(slack, call, token, read) : respond(slack, url.pathname, call))
  await withFault(slack, call, faults.meet(call), response, answer)
}

async function withFault(
  slack: Slack,
  call: Call,
  fault: Fault | undefined,
  response: ServerResponse,
  answer: () => Answer,
): Promise<void> {
  if (fault?.kind === 'hang') {
    call.outcome = { kind: 'lost', fault: 'hang', done: false }
    return
  }
  if (fault?.kind === 'reset') {
    if (fault.done) answer()
    call.outcome = { kind: 'lost', fault: 'reset', done: fault.done }
    response.destroy()
    return
  }
  if (fault?.kind === 'slow') await slack.clock.wait(fault.ms)
  send(call, (fault && answerOf(fault)) ?? answer(), response)
}

function send(call: Call, { status, body, headers }: Answer, response: ServerResponse): void {
  call.outcome = { kind: 'answered', status, body }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
