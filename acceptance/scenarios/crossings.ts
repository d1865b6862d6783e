import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toConfig } from '#config.ts'
import { createLog } from '#log.ts'
import { createService } from '#service.ts'
import { actions, callbacks } from '#slack/ids.ts'
import { seededRandom } from '#standin/clock.ts'
import { team as teamOf, type Team, type User } from '#standin/description.ts'
import { httpLine, type Line } from '#standin/line.ts'
import type { Delivery } from '#standin/payloads.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'
import { openStorage } from '#storage/open.ts'
import type { Storage } from '#storage/ports.ts'
import { manifestFeatures } from '#workspace/manifest.ts'
import { actorOf } from '../actor.ts'
import { leavingFolder } from '../left-over.ts'
import { createLedger } from '../ledger.ts'
import { install } from '../oauth.ts'
import { examine, type Attempt, type Ran, type Scenario } from '../scenario.ts'

/**
 * Every id of one workspace, in every button and window of the other (I1): nothing comes across, nothing changes, and the answer is the
 * one for an id that nobody has. Two workspaces in one process, each installed by OAuth.
 */
export const crossings: Scenario = {
  id: 'crossings',
  name: 'Crossing attempts',
  rows: 'I1',
  about:
    'two workspaces, installed by OAuth in one process; the ids of one (decisions, ballots) in every button, window and form of the other, in five forms, and questions that the entries of both answer. Nothing comes across, no row of the other changes, and the answer is the one for an id that nobody has.',
  beside: 10,
  counts: { short: 800, full: 3_000 },
  run,
}

const canaries = { T0NORTH: 'northcanary', T0SOUTH: 'southcanary' } as const
type TeamId = keyof typeof canaries
const directions: readonly (readonly [TeamId, TeamId])[] = [
  ['T0SOUTH', 'T0NORTH'],
  ['T0NORTH', 'T0SOUTH'],
]

async function run(count: number, seed: number): Promise<Ran> {
  const random = seededRandom(seed)
  const teams = (['T0NORTH', 'T0SOUTH'] as const).map((id) => teamOf({ id, users: peopleOf(id) }))
  const slack = await startWorld({ teams, features: manifestFeatures('/golang') }, { random })
  const folder = mkdtempSync(join(tmpdir(), 'gofer-acceptance-'))
  const removeFolder = leavingFolder(folder)
  const store = await openStorage({ dataDir: folder, clock: { now: Date.now } })
  const ledger = createLedger(slack)
  const made = toConfig({
    SLACK_SIGNING_SECRET: slack.world.signingSecret,
    SLACK_CLIENT_ID: slack.world.clientId,
    SLACK_CLIENT_SECRET: slack.world.clientSecret,
    TOKEN_ENCRYPTION_KEY: `acceptance:${randomBytes(32).toString('base64')}`,
    PUBLIC_URL: 'https://gofer.example',
    SLACK_API_URL: slack.api.url,
    PORT: '0',
  })
  if (made.kind === 'mistakes') throw new Error(made.lines.join('\n'))
  const service = createService(made.config, {
    store,
    log: createLog({ level: 'info', format: 'json' }, [], {
      write: (line) => void ledger.lines.push({ program: 'gofer', line }),
    }),
  })
  try {
    const origin = await service.start()
    for (const team of slack.world.teams) {
      const { status } = await install({ slack }, origin, team)
      if (status !== 200) throw new Error(`the installation answered ${status}`)
    }
    const line = httpLine(slack.sendTo(`${origin}/slack/events`))
    const owned = new Map<string, readonly string[]>()
    for (const team of slack.world.teams)
      owned.set(team.id, await property({ slack, ledger, team, line, storage: store.storage }))
    await service.settled()
    const attempts: Attempt[] = []
    for (const [by, of] of directions) {
      const before = await dump(store.storage, of)
      for (const plan of shuffled(plans(by, owned.get(of) ?? []), random).slice(
        0,
        Math.ceil(count / directions.length),
      ))
        attempts.push(await attempt({ slack, line, settled: service.settled }, plan, attempts.length))
      if (before !== (await dump(store.storage, of)))
        attempts.push({ what: `the rows of ${of}`, result: 'failed', because: 'they changed' })
    }
    for (const team of slack.world.teams)
      for (const [what, delivery] of askedIn(slack, team))
        attempts.push(await ownly({ slack, line, settled: service.settled }, team, what, delivery))
    return {
      attempts,
      broken: examine({ ledger, slack }, { canaries: new Map(Object.entries(canaries)) }),
    }
  } finally {
    await service.stop()
    await store.close()
    await slack.close()
    removeFolder()
  }
}

/** Slack takes a message a second in a conversation: with one person trying, the row would measure that. */
const many = 80
const peopleOf = (id: TeamId): User[] =>
  Array.from({ length: many }, (_, at) => ({ id: `U0P${at}${id}`, name: `person${at}` }))

type Owner = Parameters<typeof actorOf>[0] & { readonly team: Team; readonly line: Line; readonly storage: Storage }

/** A saved decision, one with a running ballot, and an entry of its own, all with the workspace's word in them. @returns their ids */
async function property({ line, storage, ...place }: Owner): Promise<readonly string[]> {
  const { team, slack } = place
  const [user] = team.users
  if (!user) throw new Error('a workspace without people')
  const word = canaries[team.id as TeamId]
  await storage.ownKnowledge.publish(team.id, ownFiles(word))
  const actor = actorOf(place, user, line)
  for (const project of [`${word} saved`, `${word} asked`]) {
    if (!(await actor.reachVerdict(project))) throw new Error('the walk to the verdict did not come about')
    await actor.save(project)
  }
  const decisions = await storage.decisions.list(team.id, { limit: 10 })
  const [asked] = decisions
  if (!asked) throw new Error('no decision was saved')
  const opened = await storage.ballots.open({
    team: team.id,
    decision: asked.id,
    owner: user.id,
    channel: slack.world.teams.find(({ id }) => id === team.id)?.channels[0]?.id ?? '',
    closesAt: new Date(Date.now() + 86_400_000).toISOString(),
    namesVisibleTo: 'nobody',
  })
  const ballot = opened.kind === 'missing' ? '' : opened.ballot.id
  return [...decisions.map(({ id }) => id), ballot]
}

/** Without what is only noted about deliveries. */
async function dump(storage: Storage, team: string): Promise<string> {
  const { decisions, ballots, votes, reviews, drafts, feedback } = await storage.dump(team)
  return JSON.stringify({ decisions, ballots, votes, reviews, drafts, feedback })
}

/** What each workspace knows of its own: the same question, and an answer with its word. */
const ownFiles = (word: string): ReadonlyMap<string, string> =>
  new Map([
    [
      'sources/own.yml',
      'handbook: { title: Handbook of services, url: "https://wiki.example/s", publisher: us, kind: page, year: 2026 }\n',
    ],
    [
      'topics/parcel-desk.yml',
      `title: Who owns the parcel desk?\nasks: [owner of the parcel desk]\nanswer: Team ${word} owns the parcel desk.\nsources: [handbook]\ntopic: adoption\nchecked: 2026-11-21\nreview_by: 2099-11-21\n`,
    ],
  ])

/** The question in every way in which a workspace asks. */
function askedIn({ payloads }: RunningWorld, team: Team): readonly (readonly [string, Delivery])[] {
  const question = 'who owns the parcel desk'
  const [channel] = team.channels
  const user = team.users[0]?.name ?? ''
  return [
    ['command', payloads.slashCommand(question, { team, user })],
    ['mention', payloads.appMention(question, { team, user, ...(channel ? { channel: channel.name } : {}) })],
    ['direct message', payloads.directMessage(question, { team, user })],
  ]
}

/** Its own word has to be there, and the other's not. */
async function ownly(program: Program, team: Team, name: string, delivery: Delivery): Promise<Attempt> {
  const { slack, line, settled } = program
  const from = slack.requests.length
  const came = await line(delivery)
  await settled()
  const said = JSON.stringify([came, slack.requests.slice(from).map(({ args }) => args)])
  const what = `${team.id}: own entries by ${name}`
  const word = canaries[team.id as TeamId]
  const others = Object.values(canaries).filter((one) => one !== word && said.includes(one))
  if (others.length > 0)
    return { what, result: 'failed', because: `the other's words came across: ${said.slice(0, 200)}` }
  return said.includes(word)
    ? { what, result: 'passed' }
    : { what, result: 'failed', because: `not answered from its own entries: ${said.slice(0, 200)}` }
}

type Plan = {
  readonly by: TeamId
  readonly name: string
  readonly surface: 'message' | 'window' | 'form'
  readonly id: string
  readonly form: keyof typeof forms
}

/** @param person which of the workspace's people tries */
type Trying = Plan & { readonly person: number }

/** How an id travels in what comes back from Slack. */
const forms = {
  bare: (id: string) => id,
  versioned: (id: string) => `${id}|1`,
  place: (id: string) => JSON.stringify({ v: 1, decision: id, step: 5, d: id, s: 5 }),
  standing: (id: string) => JSON.stringify({ v: 1, ballot: id, b: id, step: 0, version: 0 }),
  begin: (id: string) => JSON.stringify({ v: 1, again: id }),
} as const

/** Actions and windows times the other's ids times the ways they travel. */
const plans = (by: TeamId, ids: readonly string[]): Plan[] =>
  ids.flatMap((id) =>
    (Object.keys(forms) as (keyof typeof forms)[]).flatMap((form) => [
      ...Object.values(actions).flatMap((name) => [
        { by, name, surface: 'message' as const, id, form },
        { by, name, surface: 'window' as const, id, form },
      ]),
      ...Object.values(callbacks).map((name) => ({ by, name, surface: 'form' as const, id, form })),
    ]),
  )

type Program = { readonly slack: RunningWorld; readonly line: Line; readonly settled: () => Promise<void> }

/** Once with an id that nobody has and once with the other workspace's. */
async function attempt(program: Program, plan: Plan, n: number): Promise<Attempt> {
  const what = `${plan.by}: ${plan.name} in a ${plan.surface}, ${plan.form}`
  const person = 1 + (n % (many - 1))
  const nobodys = await outcome(program, { ...plan, person, id: '0'.repeat(plan.id.length) })
  const others = await outcome(program, { ...plan, person })
  const word = canaries[plan.by === 'T0NORTH' ? 'T0SOUTH' : 'T0NORTH']
  if (others.includes(word))
    return { what, result: 'failed', because: `the other's words came across: ${others.slice(0, 200)}` }
  return nobodys === others
    ? { what, result: 'passed' }
    : {
        what,
        result: 'failed',
        because: `another answer than for an id that nobody has, ${differing(nobodys, others)}`,
      }
}

function differing(one: string, other: string): string {
  const at = one.split('').findIndex((sign, index) => sign !== other[index])
  const from = Math.max(0, at === -1 ? one.length - 40 : at - 60)
  return `${one.slice(from, from + 120)} and ${other.slice(from, from + 120)}`
}

/** Everything that came back and left, without what differs each time. */
async function outcome({ slack, line, settled }: Program, plan: Trying): Promise<string> {
  const from = slack.requests.length
  const came = await line(deliveryOf(slack, plan))
  await settled()
  const calls = slack.requests.slice(from).map(({ method, args }) => [method, args])
  return JSON.stringify([came, calls])
    .replaceAll(plan.id, 'ID')
    .replaceAll(/"(?:trigger_id|view_id|hash)":"[^"]*"|"external_id":"[^"]*"|"private_metadata":"(?:[^"\\]|\\.)*"/g, '')
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b[0-9a-f]{32}\b/g, 'OWN')
}

function deliveryOf(slack: RunningWorld, { by, name, surface, id, form, person }: Trying): Delivery {
  const team = slack.world.teams.find((one) => one.id === by)
  const user = team?.users[person]
  if (!team || !user) throw new Error('a workspace without people')
  const channel = team.channels[0]?.id ?? ''
  const value = forms[form](id)
  const common = {
    api_app_id: slack.world.appId,
    team: { id: team.id, domain: team.domain },
    user: { id: user.id, name: user.name, team_id: team.id },
    trigger_id: slack.api.trigger({ team: team.id, user: user.id }),
  }
  const view = {
    id: 'V0FORGED',
    type: 'modal',
    callback_id: surface === 'form' ? name : callbacks.decide,
    private_metadata: value,
    state: { values: {} },
  }
  if (surface === 'form') return { kind: 'view_submission', payload: { ...common, type: 'view_submission', view } }
  const pressed = {
    ...common,
    type: 'block_actions',
    actions: [{ type: 'button', action_id: name, block_id: 'b', value, action_ts: slack.api.slack.ids.ts() }],
  }
  return {
    kind: 'block_actions',
    payload:
      surface === 'window'
        ? { ...pressed, container: { type: 'view', view_id: view.id }, view }
        : {
            ...pressed,
            container: { type: 'message', message_ts: '1.1', channel_id: channel },
            channel: { id: channel, name: 'general' },
            message: { ts: '1.1' },
            response_url: slack.api.responseUrl({ team: team.id, channel, user: user.id }),
          },
  }
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item)
}
