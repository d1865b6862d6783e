import { isObject } from '#slack/validate/json.ts'
import type { Ledger } from './ledger.ts'

/** What holds after every scenario (reliability.md, 4). Each gives what broke it, in words; an empty list is what everybody wants. */
export type Invariant = {
  readonly id: string
  readonly name: string
  readonly check: (ledger: Ledger, terms: Terms) => readonly string[]
}

/** What differs between scenarios. */
export type Terms = {
  readonly secrets: readonly string[]
  /** Words that people typed, which no log may hold. */
  readonly typed: readonly string[]
  /** By workspace: words that may not reach another one. */
  readonly canaries: ReadonlyMap<string, string>
  /** Nothing is broken on purpose: the 99th percentile counts as well. */
  readonly isCalm: boolean
}

/** reliability.md, 4: a signed known request, always (2.5 s, and a tenth of one for the way) and at the 99th percentile, in milliseconds. */
const answered = { always: 2_600, p99: 500 }
/** After a kill (INV6). */
const readyMs = 5_000
/** reliability.md, 4, for ten thousand workspaces; one must do with it too. */
const mostRssMb = 400
/** Open files and sockets at rest. */
export const mostHandles = 250
/** Fewer have no 99th percentile. */
const enough = 100

export const invariants: readonly Invariant[] = [
  {
    id: 'INV1',
    name: 'nothing lost',
    check: ({ wishes, kept }) =>
      wishes.flatMap(({ what, project, promised }) =>
        kept && project !== undefined && promised && !kept.projects.has(project)
          ? [`${what} "${project}" was said to be saved and is not there after a cold start`]
          : [],
      ),
  },
  {
    id: 'INV2',
    name: 'nothing doubled',
    check: ({ wishes, kept }) =>
      wishes.flatMap(({ what, project, seen }) => {
        const rows = project === undefined ? 0 : (kept?.projects.get(project) ?? 0)
        const posts = seen?.() ?? 0
        return [
          ...(rows > 1 ? [`${what} "${project}" is there ${rows} times`] : []),
          ...(posts > 1 ? [`${what} was answered ${posts} times in public`] : []),
        ]
      }),
  },
  {
    id: 'INV3',
    name: 'nothing crossed',
    check: (ledger, { canaries }) => [
      ...ledger.problems().filter(isCrossing),
      ...[...canaries].flatMap(([team, canary]) => [
        // An address to answer at carries no token: where it leads shows in the message.
        ...ledger
          .calls()
          .filter((call) => call.team !== undefined && call.team !== team && JSON.stringify(call.args).includes(canary))
          .map((call) => `#${call.n} ${call.method} took words of ${team} to ${call.team}`),
        ...ledger
          .messages()
          .filter((message) => message.team !== team && JSON.stringify([message.text, message.blocks]).includes(canary))
          .map((message) => `words of ${team} stand in ${message.team}`),
      ]),
    ],
  },
  {
    id: 'INV4',
    name: 'no secret',
    check: ({ lines, sent, kept }, { secrets, typed }) => [
      ...lines
        .filter(({ line }) => [...secrets, ...typed].some((secret) => line.includes(secret)))
        .map(({ program, line }) => `${program} logged a secret or what somebody typed: ${line.slice(0, 160)}`),
      ...sent
        .filter(({ answer }) => secrets.some((secret) => answer?.includes(secret)))
        .map(({ n, what }) => `the answer to delivery ${n} (${what}) held a secret`),
      ...(secrets.some((secret) => kept?.text.includes(secret)) ? ['the store holds a secret as it is'] : []),
    ],
  },
  {
    id: 'INV5',
    name: 'in time',
    check: ({ sent }, { isCalm }) => {
      const known = sent.filter((one) => one.known && one.excused === undefined)
      const late = known.filter(({ ms = 0, ending }) => ms > answered.always || ending === 'lost')
      const times = known.map(({ ms = 0 }) => ms).toSorted((one, other) => one - other)
      const p99 = times[Math.floor(times.length * 0.99)] ?? 0
      return [
        ...late.map(({ n, what, ms = 0, ending }) => `delivery ${n} (${what}) ${ending} after ${Math.round(ms)} ms`),
        ...(isCalm && times.length >= enough && p99 > answered.p99
          ? [`the 99th percentile of ${times.length} answers is ${Math.round(p99)} ms`]
          : []),
      ]
    },
  },
  {
    id: 'INV6',
    name: 'alive',
    check: ({ exits, readyings }) => [
      ...exits.filter(({ asked }) => !asked).map(({ program, how }) => `${program} ended by itself: ${how}`),
      ...readyings
        .filter(({ ms, after }) => after === 'kill' && ms > readyMs)
        .map(({ program, ms }) => `${program} was ready again only ${Math.round(ms)} ms after a kill`),
    ],
  },
  {
    id: 'INV7',
    name: 'no broadcast',
    check: (ledger) => [
      ...ledger.calls().flatMap(({ n, method, args }) => broadcasts(args).map((text) => `#${n} ${method}: ${text}`)),
      ...ledger.sent.flatMap(({ n, answer }) =>
        answer?.startsWith('{') ? broadcasts(parsed(answer)).map((text) => `answer ${n}: ${text}`) : [],
      ),
    ],
  },
  {
    id: 'INV8',
    name: 'valid',
    check: (ledger) => ledger.problems().filter((problem) => !isCrossing(problem)),
  },
  {
    id: 'INV9',
    name: 'bounded',
    check: ({ rests }) =>
      rests.flatMap(({ program, inflight, rssMb, handles }) => [
        ...(inflight > 0 ? [`${program} still has ${inflight} in hand`] : []),
        ...(rssMb !== null && rssMb > mostRssMb ? [`${program} holds ${Math.round(rssMb)} MB`] : []),
        ...(handles !== null && handles > mostHandles ? [`${program} holds ${handles} files and sockets`] : []),
      ]),
  },
  {
    id: 'INV10',
    name: 'told',
    check: ({ wishes }) =>
      wishes.flatMap(({ what, told, unknowable }) =>
        told() || unknowable?.() !== undefined ? [] : [`${what}: nobody was told`],
      ),
  },
]

const isCrossing = (problem: string): boolean => problem.startsWith('the token of ')

/** Mentions of the canary's own ids, and of everybody, where Slack would act on them. Ids of the stand-in's people are ours to name. */
const loud = /<!(?:channel|here|everyone|subteam)|<@U0CANARY|<#C0CANARY/

/** Slack reads mentions in mrkdwn and in a message's own text; `plain_text`, values and metadata are letters only. */
function broadcasts(value: unknown, isRead = false): string[] {
  if (typeof value === 'string') return isRead && loud.test(value) ? [value.slice(0, 120)] : []
  if (Array.isArray(value)) return value.flatMap((item: unknown) => broadcasts(item, isRead))
  if (!isObject(value)) return []
  const isLetters = value['type'] === 'plain_text' || value['type'] === 'text'
  return Object.entries(value).flatMap(([key, field]) =>
    key === 'private_metadata' || key === 'value' || key === 'initial_value'
      ? []
      : broadcasts(field, typeof field === 'string' ? key === 'text' && !isLetters : false),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
