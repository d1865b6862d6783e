import { onTestFinished } from 'vitest'
import type { Env } from '#config.ts'
import type { Choice, Decision } from '#decision/types.ts'
import { createLog } from '#log.ts'
import { createService, type Service } from '#service.ts'
import { blockOf, blocks } from '#slack/ids.ts'
import { manualClock, seededRandom, type ManualClock } from '#standin/clock.ts'
import { team, type Channel, type Team } from '#standin/description.ts'
import { httpLine } from '#standin/line.ts'
import type { TypedValues } from '#standin/payloads/state-values.ts'
import { createPeople, type Acted } from '#standin/people/people.ts'
import type { Message, OpenView } from '#standin/server.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { NewDecision } from '#storage/ports/decisions.ts'
import type { Storage } from '#storage/ports.ts'
import { manifestFeatures } from '#workspace/manifest.ts'
import { configOf } from './local.ts'
import { buttonsOf, wordsOf, type Json } from './reading.ts'

// Two companies that use the same program, and what their people do about decisions.

/** The one that a test is about. */
export const north = { id: 'T1NORTH', token: 'xoxb-north', channel: 'C1NORTH', without: 'C1NORTHPAY' } as const
/** Somebody else's. */
export const south = { id: 'T2SOUTH', token: 'xoxb-south', channel: 'C2SOUTH', without: 'C2SOUTHPAY' } as const
type Company = typeof north | typeof south

/** Made-up knowledge with three questions and two knock-outs. */
export const kilnFolder = 'test/fixtures/kiln'

export type Deciding = {
  readonly world: RunningWorld
  readonly service: Service
  readonly storage: Storage
  readonly clock: ManualClock
  /** Somebody of a company, by name. */
  readonly person: (name: string, company?: Company) => Person
  /** What everybody sees in the channel and its threads, oldest first. */
  readonly channel: (company?: Company) => Message[]
  readonly problems: () => string[]
  readonly settled: () => Promise<void>
  /** Lets time pass and everything that waited for it happen. */
  readonly pass: (ms: number) => Promise<void>
}

export type Person = {
  readonly id: string
  readonly type: (text: string, channel?: string) => Promise<void>
  /** To the bot, in a direct message. */
  readonly write: (text: string) => Promise<void>
  /** A button in the window on top, or of a message. */
  readonly press: (label: string, on?: Message, typed?: TypedValues) => Promise<Acted>
  readonly submit: (typed?: TypedValues) => Promise<Acted>
  readonly close: () => Promise<void>
  readonly window: () => OpenView
  readonly isWithoutWindow: () => boolean
  /** The words in the window on top. */
  readonly seen: () => string
  /** The newest message that only this person sees. */
  readonly told: () => Message
}

export type DecidingOptions = {
  readonly people?: readonly string[]
  readonly storageFor?: (now: () => number) => Storage
  readonly scopes?: readonly string[]
  readonly admins?: readonly string[]
  readonly knowledge?: string
}

export async function startDeciding({
  people: names = ['ana', 'ben', 'cem'],
  storageFor = memoryStorage,
  scopes,
  admins = [],
  knowledge = kilnFolder,
}: DecidingOptions = {}): Promise<Deciding> {
  const clock = manualClock()
  const teams = [teamOf(north, names, scopes), teamOf(south, names, scopes)]
  const world = await startWorld({ teams, features: manifestFeatures('/golang') }, { clock, random: seededRandom() })
  const storage = storageFor(clock.now)
  const service = createService(configOf(settingsFor(world, { knowledge, admins })), {
    clock,
    storage,
    tokens: new Map([north, south].map(({ id, token }) => [id, token])),
    log: createLog({ level: 'silent', format: 'json' }),
  })
  const origin = await service.start()
  await service.settled()
  onTestFinished(async () => {
    const stopped = service.stop()
    clock.advance(60_000)
    await stopped
    await world.close()
  })
  const people = createPeople(world.api, httpLine(world.sendTo(`${origin}/slack/events`)))
  const settled = (): Promise<void> => service.settled()

  const person: Deciding['person'] = (name, company = north) => {
    const id = idOf(name, company)
    const as = { team: company.id, user: id }
    const act = async (acting: Promise<Acted>): Promise<Acted> => {
      const acted = await acting
      if (acted.kind === 'failed') throw new Error(acted.says)
      await settled()
      return acted
    }
    const mine = (): OpenView[] => world.api.views().filter((open) => open.user === id && open.team === company.id)
    const window = (): OpenView => mine().at(-1) ?? missing(`${name} has no window open`)
    return {
      id,
      type: async (text, channel = company.channel) => {
        await act(people.say(as, { channel, text: `/golang ${text}` }))
      },
      write: async (text) => {
        const found = world.world.teams.find((one) => one.id === company.id)
        const direct = { id: `D${id}`, name: 'directmessage', kind: 'im' as const, members: [id, botOf(company)] }
        if (!found?.channels.some((one) => one.id === direct.id)) found?.channels.push(direct)
        await act(people.say(as, { channel: direct.id, text }))
      },
      press: (label, on, typed = {}) => {
        const all = pressable(on ? on.blocks : window().view.blocks)
        const button = all.get(label) ?? missing(`no "${label}" among ${[...all.keys()].join()}`)
        const thing = on
          ? ({ kind: 'message', channel: on.channel, ts: on.ts } as const)
          : ({ kind: 'view', id: window().view.id } as const)
        return act(
          people.press(as, thing, { action: String(button['action_id']), block: String(button['block_id']), typed }),
        )
      },
      submit: (typed = {}) => act(people.submit(as, window().view.id, typed)),
      close: async () => {
        await act(people.close(as, window().view.id))
      },
      window,
      isWithoutWindow: () => mine().length === 0,
      seen: () => wordsOf({ view: window().view }),
      told: () =>
        world.api.slack.messages.findLast((one) => one.only === id && one.team === company.id) ??
        missing(`${name} was told nothing`),
    }
  }

  return {
    world,
    service,
    storage,
    clock,
    person,
    channel: (company = north) =>
      world.api
        .visible({ channel: company.channel })
        .filter((one) => one.only === undefined && one.via !== 'person' && one.via !== 'slack'),
    problems: world.api.problems,
    settled,
    pass: async (ms) => {
      clock.advance(ms)
      await settled()
      // What a timer began is begun by now; what it asks Slack for takes real time.
      await new Promise((resolve) => setTimeout(resolve, 30))
      await settled()
    },
  }
}

const settingsFor = (
  { api, world }: RunningWorld,
  { knowledge, admins }: { readonly knowledge: string; readonly admins: readonly string[] },
): Env => ({
  SLACK_BOT_TOKEN: 'xoxb-unused',
  SLACK_SIGNING_SECRET: world.signingSecret,
  SLACK_API_URL: api.url,
  KNOWLEDGE_DIR: knowledge,
  PORT: '0',
  LOG_LEVEL: 'info',
  ...(admins.length > 0 ? { ADMINS: admins.join(',') } : {}),
})

export const idOf = (name: string, { id }: Company = north): string => `U${id.slice(1, 2)}${name.toUpperCase()}`
const botOf = ({ id }: Company): string => `U${id.slice(1, 2)}GOFER`

function teamOf(company: Company, names: readonly string[], scopes: readonly string[] | undefined): Team {
  const users = names.map((name) => ({ id: idOf(name, company), name }))
  const members = users.map(({ id }) => id)
  const channels: Channel[] = [
    { id: company.channel, name: 'general', kind: 'public', members: [...members, botOf(company)] },
    { id: company.without, name: 'payments', kind: 'public', members },
  ]
  return team({
    id: company.id,
    token: company.token,
    botId: `B${company.id.slice(1)}`,
    botUser: botOf(company),
    users,
    channels,
    ...(scopes ? { scopes: [...scopes] } : {}),
  })
}

/** A record as it stands in a store; Ana's in the north unless said otherwise. */
export const decisionOf = (more: Partial<NewDecision> = {}): NewDecision => ({
  id: '0123456789abcdef0123456789abcdef',
  team: north.id,
  owner: idOf('ana'),
  state: 'decided',
  proposal: { project: 'A *tea* set <!channel>', domain: 'banking', alternatives: ['pit', 'a <b>pan</b>'] },
  choices: choicesOf({ 'many-pots': 'yes', 'even-heat': 'yes', reuse: 'no' }),
  framework: { id: 'kiln-fit', version: 3 },
  verdict: 'fit',
  cited: [],
  pilot: false,
  reviewAt: '2027-02-19T12:00:00.000Z',
  ...more,
})

export const choicesOf = (answers: Readonly<Record<string, Choice>>): Decision['choices'] =>
  Object.fromEntries(Object.entries(answers).map(([id, choice]) => [id, { choice }]))

/** What stands in the fields of a vote: "y", "n" or "?" by question. */
export const voting = (answers: Readonly<Record<string, string>>): TypedValues => {
  const words: Readonly<Record<string, string>> = { y: 'yes', n: 'no', '?': 'unsure' }
  return Object.fromEntries(
    Object.entries(answers).map(([id, sign]) => [blockOf(blocks.choice, id), words[sign] ?? 'unsure']),
  )
}

/** The first values of the fields in a window, by block. */
export function initialIn(open: OpenView): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    open.view.blocks.flatMap((block) => {
      const element = (block['element'] ?? {}) as Json
      const option = element['initial_option'] as Json | undefined
      const value = element['initial_value'] ?? element['initial_date'] ?? option?.['value']
      return value === undefined ? [] : [[String(block['block_id']), value]]
    }),
  )
}

/** The first of each label, beside a text or in a row. */
function pressable(held: readonly Json[]): Map<string, Json> {
  const beside = held.flatMap((block) => (block['accessory'] ? [{ ...block, elements: [block['accessory']] }] : []))
  return new Map([...buttonsOf({ blocks: beside.toReversed() }), ...buttonsOf({ blocks: held })])
}

export function missing(words: string): never {
  throw new Error(words)
}
