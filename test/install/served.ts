import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { toConfig, type Config, type Env } from '#config.ts'
import { createLog } from '#log.ts'
import { createService, type Overrides, type Service } from '#service.ts'
import { manualClock, seededRandom, type ManualClock } from '#standin/clock.ts'
import type { World } from '#standin/description.ts'
import type { Sender } from '#standin/sender.ts'
import { startWorld, team, type RunningWorld } from '#standin/world.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { Storage } from '#storage/ports.ts'
import { answererOf } from '../slack/answers.ts'
import { cookieJar, type CookieJar, type Page } from '../support/cookies.ts'

export const north = team({ id: 'T0NORTH' })
export const south = team({ id: 'T0SOUTH' })
/** Somebody of the south in a channel that the north shares with them. */
export const eva = { id: 'U0EVA', name: 'eva', team: south.id, company: 'South' }
export const shared = { id: 'C0SHARED', name: 'with-south', kind: 'public' as const, shared: true }
/** The north with that channel. */
export const host = team({
  id: north.id,
  users: [...north.users, eva],
  channels: [...north.channels, { ...shared, members: ['U0ANA0NORTH', eva.id, north.botUser] }],
})
export const publicUrl = 'https://gofer.example'
export const keyOf = (): string => randomBytes(32).toString('base64')
export const firstKey = keyOf()

/** The program for many workspaces, beside a Slack of two. Time stands still for both. */
export type Served = {
  readonly slack: RunningWorld
  readonly clock: ManualClock
  readonly storage: Storage
  readonly service: Service
  readonly origin: string
  readonly log: readonly string[]
  readonly send: Sender
  /** A browser of its own, with its cookies. */
  readonly browser: () => Browser
  /** The whole way, by somebody of the workspace. @returns the last page */
  readonly install: (team: string, more?: { readonly org?: boolean }) => Promise<Page>
  /** Another replica on the same storage. */
  readonly replica: (more?: Overrides, env?: Env) => Promise<{ readonly service: Service; readonly send: Sender }>
}

export type Browser = CookieJar & {
  /** Comes back from Slack. */
  readonly finish: (query: Readonly<Record<string, string>>) => Promise<Page>
}

export type ServedOptions = {
  readonly world?: Partial<World>
  readonly env?: Env
  readonly storage?: (now: () => number) => Storage
  readonly overrides?: Overrides
  /** A folder, where made-up answers will not do. */
  readonly knowledge?: string
}

export function configOf(env: Env): Config {
  const made = toConfig(env)
  if (made.kind === 'mistakes') throw new Error(made.lines.join('\n'))
  return made.config
}

export const envFor = ({ world, api }: RunningWorld): Env => ({
  SLACK_CLIENT_ID: world.clientId,
  SLACK_CLIENT_SECRET: world.clientSecret,
  SLACK_SIGNING_SECRET: world.signingSecret,
  TOKEN_ENCRYPTION_KEY: `first:${firstKey}`,
  PUBLIC_URL: publicUrl,
  SLACK_API_URL: api.url,
  PORT: '0',
})

export async function serve({
  world,
  env,
  storage: storageFor,
  overrides,
  knowledge,
}: ServedOptions = {}): Promise<Served> {
  const clock = manualClock()
  const slack = await startWorld({ teams: [north, south], ...world }, { clock, random: seededRandom() })
  const storage = (storageFor ?? memoryStorage)(clock.now)
  const log: string[] = []
  const started: Service[] = []
  let ids = 0
  const begin = async (more: Overrides = {}, others: Env = {}) => {
    const service = createService(
      configOf({ ...envFor(slack), ...(knowledge ? { KNOWLEDGE_DIR: knowledge } : {}), ...env, ...others }),
      {
        ...(knowledge ? {} : { answerer: answererOf() }),
        clock,
        storage,
        newId: () => `id-${(ids += 1)}`,
        log: createLog({ level: 'info', format: 'json' }, [], { write: (text) => void log.push(text) }),
        ...overrides,
        ...more,
      },
    )
    started.push(service)
    const origin = await service.start()
    return { service, origin, send: slack.sendTo(`${origin}/slack/events`) }
  }
  const first = await begin()
  onTestFinished(async () => {
    const stopped = started.map((service) => service.stop())
    // What a failed test left waiting must not be waited for.
    clock.advance(60_000)
    await Promise.all(stopped)
    await slack.close()
  })
  const browser = () => browserAt(first.origin)
  return {
    ...first,
    slack,
    clock,
    storage,
    log,
    browser,
    install: async (team, { org = false } = {}) => {
      const person = browser()
      const link = await person.begin()
      const redirectUri = link.searchParams.get('redirect_uri') ?? ''
      const user = slack.world.teams.find(({ id }) => id === team)?.users[0]?.id ?? ''
      const code = slack.api.allow({ team, user, redirectUri, org })
      return person.finish({ code, state: link.searchParams.get('state') ?? '' })
    },
    replica: begin,
  }
}

function browserAt(origin: string): Browser {
  const jar = cookieJar(origin)
  return { ...jar, finish: (query) => jar.get(`/slack/oauth_redirect?${new URLSearchParams(query).toString()}`) }
}

/** Slack tells that a workspace took the app away. @param at milliseconds; now unless it comes late */
export function removed(
  { slack, clock }: Pick<Served, 'slack' | 'clock'>,
  team: string,
  type: 'app_uninstalled' | 'tokens_revoked',
  { at = clock.now(), tokens = { bot: ['U0BOT'], oauth: [] }, more = {} }: Removing = {},
) {
  const found = slack.world.teams.find(({ id }) => id === team)
  const delivery = slack.payloads.event(
    { type, ...(type === 'tokens_revoked' ? { tokens } : {}) },
    found ? { team: found } : {},
  )
  return { ...delivery, payload: { ...delivery.payload, event_time: Math.floor(at / 1000), ...more } }
}
type Removing = {
  readonly at?: number
  readonly tokens?: { readonly bot?: readonly string[]; readonly oauth?: readonly string[] }
  readonly more?: Readonly<Record<string, unknown>>
}

export const textOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : ''
