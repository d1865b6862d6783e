import { setTimeout as sleep } from 'node:timers/promises'
import { actions, blocks } from '#slack/ids.ts'
import type { User } from '#standin/description.ts'
import { cookieJar } from '../../test/support/cookies.ts'
import { actorOf, type Actor } from '../actor.ts'
import { beginIn, openOauthStage } from '../oauth.ts'
import type { Program } from '../program.ts'
import { attemptOf, examine, inLanes, joined, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, oneTeam, type Stage } from '../stage.ts'
import { until } from '../until.ts'

/** Every way for a call to go wrong, at every method that people wait for (E1): told within 30 s, nothing doubled, nothing left in hand. */
export const faultCells: Scenario = {
  id: 'fault-cells',
  name: 'Faults of the Web API by method',
  rows: 'E1',
  about:
    'one method of Slack is broken in one way while somebody does what ends in it. They are told within 30 s, by whatever way is left, while it is still broken; where the broken method is the only way to them, within 30 s of its recovery. Nothing is doubled, and nothing is in hand after 30 s. "unknown": the last way to the person was the broken one, and Slack may or may not have shown it.',
  beside: 260,
  counts: { short: 126, full: 126 },
  run: async (count, seed) => {
    // Most of a cell is waiting, so several stages stand beside one another.
    const rows = faults.slice(0, Math.ceil(count / 9))
    const recoveries = { count: 0 }
    const jobs = [() => installing(rows, seed), ...rows.map((fault) => () => oneFault(fault, seed, recoveries))]
    const ran = joined(await inLanes(lanes, jobs))
    return { ...ran, figures: { 'told only after Slack recovered': recoveries.count } }
  },
}

const lanes = 5

/** @returns what ends it. `path`: how a request of the method begins, where the network itself is to break */
type Break = (stage: Stage, method: string, path: string) => (() => unknown) | Promise<() => unknown>
type FaultRow = { readonly name: string; readonly begin: Break }

const answering =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Break =>
  ({ slack }, method) =>
    slack.api.fault(method, { kind: 'status', status, body, headers })

const faults: FaultRow[] = [
  { name: '500', begin: answering(500, '') },
  { name: '503 with a page', begin: answering(503, '<html><body>Service Unavailable</body></html>') },
  {
    name: '429 for 1 s',
    begin: ({ slack }, method) => slack.api.fault(method, { kind: 'rateLimited', retryAfter: 1 }),
  },
  {
    name: '429 for 60 s',
    begin: ({ slack }, method) => slack.api.fault(method, { kind: 'rateLimited', retryAfter: 60 }),
  },
  { name: '429 without a time', begin: answering(429, '') },
  { name: 'no answer', begin: ({ slack }, method) => slack.api.fault(method, { kind: 'hang' }) },
  { name: 'an answer that stops', begin: ({ proxy }, _method, path) => proxy.stallAnswerOf(`POST ${path}`) },
  { name: '2.5 s late', begin: ({ slack }, method) => slack.api.fault(method, { kind: 'slow', ms: 2_500 }) },
  { name: 'reset before', begin: ({ slack }, method) => slack.api.fault(method, { kind: 'reset', done: false }) },
  {
    name: 'reset after it was done',
    begin: ({ slack }, method) => slack.api.fault(method, { kind: 'reset', done: true }),
  },
  {
    name: 'nobody listens, for half a second',
    begin: async ({ proxy }) => {
      await proxy.set({ kind: 'refuse' })
      const back = sleep(500).then(() => proxy.set({ kind: 'fair' }))
      return () => back
    },
  },
  { name: 'a page with 200', begin: answering(200, '<html><body>Hello</body></html>') },
  { name: 'nothing with 200', begin: answering(200, '') },
  { name: 'a redirect', begin: answering(302, '', { location: 'http://127.0.0.1:9/' }) },
]

/** What somebody does that ends in a method, and how it is seen that they were told. `prepare` runs while nothing is broken. */
type MethodRow = {
  readonly method: string
  readonly path: string
  readonly prepare: (actor: Actor, scene: Scene) => Promise<() => Promise<() => boolean | Promise<boolean>>>
  /** When nothing at all came back there is no other way to this person, and nobody can say more. */
  readonly lastWay?: true
  /** What else is broken as long as the method is. */
  readonly also?: Break
  /** There is no other way to show it. */
  readonly onlyWay?: true
}
type Scene = { readonly stage: Stage; readonly program: Program; readonly user: User }

const methods: readonly MethodRow[] = [
  {
    method: 'views.open',
    path: '/api/views.open',
    prepare: async (actor, { stage }) => {
      const said = saidTo(stage, actor)
      return async () => {
        await actor.begin('Opening')
        return () => said() || actor.words().includes(blocks.project)
      }
    },
  },
  inWalk('views.update', 'Updating', actions.back),
  inWalk('views.push', 'Pushing', actions.askTeam),
  {
    method: 'views.publish',
    path: '/api/views.publish',
    onlyWay: true,
    prepare: async (_actor, { stage, program, user }) => {
      const open = (): Promise<unknown> =>
        stage.line(program.origin)(
          stage.slack.payloads.event(
            { type: 'app_home_opened', user: user.id, channel: 'D0P0', tab: 'home' },
            { user: user.id },
          ),
        )
      return async () => {
        await open()
        // Nobody can be told on a tab that does not load; the next look at it has to show it.
        return async () => {
          if (stage.slack.api.home(stage.team.id, user.id)) return true
          await open()
          return until(() => stage.slack.api.home(stage.team.id, user.id) !== undefined, 3_000)
        }
      }
    },
  },
  {
    method: 'chat.postMessage',
    path: '/api/chat.postMessage',
    prepare: async (actor) => async () => (await actor.mention('who uses go in fintech')).told,
  },
  {
    method: 'chat.postEphemeral',
    path: '/api/chat.postEphemeral',
    lastWay: true,
    // The address to answer at is used up as well, or the method would never be called.
    also: ({ slack }) => slack.api.fault('response_url', { kind: 'status', status: 404, body: 'used_url' }),
    prepare: async (actor, { stage }) => {
      await actor.ask('who uses go in fintech')
      const answer = actor.newest()
      const said = saidTo(stage, actor)
      return async () => {
        await actor.press(actions.helpful, answer)
        return () => said() || actor.window() !== undefined
      }
    },
  },
  {
    method: 'chat.update',
    path: '/api/chat.update',
    prepare: async (actor, { stage }) => {
      await toVerdict(actor, 'Balloting')
      await actor.press(actions.askTeam)
      await until(() => actor.words().includes(blocks.until), 5_000)
      await actor.submit({ [blocks.channel]: stage.team.channels[0]?.id ?? '', [blocks.names]: 'nobody' })
      await until(() => ballotOf(actor) !== undefined, 5_000)
      const ballot = ballotOf(actor)
      const said = saidTo(stage, actor)
      const edits = ballot?.edits ?? 0
      return async () => {
        await actor.press(actions.closeBallot, ballot)
        return () => said() || (ballot?.edits ?? 0) > edits
      }
    },
  },
  {
    method: 'response_url',
    path: '/actions/',
    prepare: async (actor, { stage }) => {
      await actor.ask('who uses go in fintech')
      const answer = actor.newest()
      const said = saidTo(stage, actor)
      return async () => {
        await actor.press(actions.helpful, answer)
        return () => said()
      }
    },
  },
]

/** A press before a verdict, which changes the window that is seen. */
function inWalk(method: 'views.update' | 'views.push', project: string, action: string): MethodRow {
  return {
    method,
    path: `/api/${method}`,
    prepare: async (actor, { stage }) => {
      await toVerdict(actor, project)
      const said = saidTo(stage, actor)
      const before = actor.window()?.view.hash
      return async () => {
        await actor.press(action)
        return () => said() || actor.window()?.view.hash !== before
      }
    },
  }
}

async function oneFault(fault: FaultRow, seed: number, recoveries: { count: number }): Promise<Ran> {
  const users = methods.map((_, at) => ({ id: `U0P${at}`, name: `person${at}` }))
  const stage = await openStage({ seed, teams: [oneTeam(users)] })
  try {
    const program = await stage.program(`gofer (${fault.name})`)
    await program.start()
    const attempts: Attempt[] = []
    for (const [at, row] of methods.entries()) {
      const user = users[at]
      if (user) attempts.push(await oneCell(fault, row, { stage, program, user }, recoveries))
    }
    await stage.rest()
    await stage.coldRead()
    return { attempts, broken: examine(stage) }
  } finally {
    await stage.close()
  }
}

/** Longer nobody waits for a word (INV10), in milliseconds. */
const latestMs = 30_000
/** What Slack is given to show, where it is the only one that can, before it recovers. */
const onlyWayMs = 5_000

async function oneCell(
  fault: FaultRow,
  { method, path, prepare, also, lastWay, onlyWay }: MethodRow,
  scene: Scene,
  recoveries: { count: number },
): Promise<Attempt> {
  const { stage, program } = scene
  const { ledger } = stage
  const what = `${fault.name} at ${method}`
  const actor = actorOf(stage, scene.user, stage.line(program.origin))
  const act = await prepare(actor, scene)
  const calls = stage.slack.api.calls(method).length
  const ends = [await fault.begin(stage, method, path), await also?.(stage, method, path)]
  const start = performance.now()
  const told = await act()
  const left = (): number => Math.max(0, latestMs - (performance.now() - start))
  let isTold = onlyWay ? false : await until(told, left(), 50)
  if (onlyWay) await until(async () => (await program.metric('gofer_inflight')) === 0, onlyWayMs, 50)
  const isDone = await until(async () => (await program.metric('gofer_inflight')) === 0, left(), 50)
  for (const end of ends) await end?.()
  if (onlyWay) {
    isTold = await until(told, latestMs, 50)
    if (isTold) recoveries.count += 1
  }
  const isCalled = stage.slack.api.calls(method).length > calls || fault.name.startsWith('nobody listens')
  if (!isCalled) return { what, result: 'failed', because: 'the method was never called, so nothing was tried' }
  const unknown = lastWay && !isTold ? 'the last way to the person was the broken one' : undefined
  ledger.wish({ what, at: Date.now(), told: () => isTold, unknowable: () => unknown })
  if (!isDone)
    ledger.rests.push({
      program: program.name,
      inflight: await program.metric('gofer_inflight'),
      rssMb: null,
      handles: null,
    })
  if (!isDone) return { what, result: 'failed', because: `still in hand after ${latestMs / 1_000} s` }
  if (isTold) return { what, result: 'passed' }
  return unknown
    ? { what, result: 'unknown', because: unknown }
    : { what, result: 'failed', because: 'nobody was told' }
}

/** The ninth method: somebody comes back from Slack's page, and has to see a page. */
async function installing(rows: readonly FaultRow[], seed: number): Promise<Ran> {
  const stage = await openOauthStage({ seed, people: 1 })
  try {
    const program = await stage.program('gofer, installing')
    await program.start()
    const attempts: Attempt[] = []
    for (const fault of rows) {
      const what = `${fault.name} at oauth.v2.access`
      const person = cookieJar(program.origin)
      const { state, redirectUri } = await beginIn(person)
      const code = stage.slack.api.allow({ team: stage.team.id, user: stage.people[0]?.id ?? '', redirectUri })
      const end = await fault.begin(stage, 'oauth.v2.access', '/api/oauth.v2.access')
      const page = await person
        .get(`/slack/oauth_redirect?${new URLSearchParams({ code, state }).toString()}`)
        .catch(() => undefined)
      await end()
      const isTold = page !== undefined && /<title>/.test(page.text)
      stage.ledger.wish({ what, at: Date.now(), told: () => isTold })
      attempts.push(
        attemptOf(
          what,
          isTold ? undefined : page ? `a page without words, status ${page.status}` : 'no page within 30 s',
        ),
      )
    }
    await stage.rest()
    await stage.coldRead()
    return { attempts, broken: examine(stage) }
  } finally {
    await stage.close()
  }
}

async function toVerdict(actor: Actor, project: string): Promise<void> {
  if (!(await actor.reachVerdict(project))) throw new Error('the walk to the verdict did not come about')
}

/** Whether a message for this person came after now. */
function saidTo({ slack }: Stage, actor: Actor): () => boolean {
  const before = new Set(slack.api.slack.messages)
  return () =>
    slack.api.slack.messages.some(
      (message) => !before.has(message) && message.user === undefined && (message.only ?? actor.id) === actor.id,
    )
}

const ballotOf = (actor: Actor) => {
  const newest = actor.newest()
  return newest && JSON.stringify(newest.blocks).includes(actions.closeBallot) ? newest : undefined
}
