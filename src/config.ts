import { resolve } from 'node:path'
import { z } from 'zod'

/** How Slack reaches us. A variant, so that a setting of one way cannot be missing in that way. */
export type Transport =
  /** No Slack: a stand-in for it in a browser, which delivers as Slack would, one way or the other. */
  | { readonly kind: 'local'; readonly delivery: 'http' | 'socket'; readonly seed: number; readonly file?: string }
  | { readonly kind: 'http'; readonly botToken: string; readonly signingSecrets: readonly string[] }
  /** Many workspaces, each installed by OAuth; over HTTP. */
  | {
      readonly kind: 'oauth'
      readonly clientId: string
      readonly clientSecret: string
      readonly signingSecrets: readonly string[]
      /** The first one seals what is stored, all of them open it. */
      readonly encryptionKeys: readonly EncryptionKey[]
      /** Where browsers come back to. Without a slash at its end. */
      readonly publicUrl: string
    }
  | { readonly kind: 'socket'; readonly botToken: string; readonly appToken: string }

/** 32 bytes in base64. Without an id it is named after itself. */
export type EncryptionKey = { readonly id?: string; readonly base64: string }

export type LogSettings = { readonly level: (typeof levels)[number]; readonly format: 'pretty' | 'json' }

export type Config = {
  readonly transport: Transport
  readonly listen: { readonly host: string; readonly port: number }
  /** Ends in a slash. Absent: Slack's own. */
  readonly slackApiUrl?: string
  readonly publicUrl?: string
  readonly slashCommand: string
  /** Ids of users who may change and delete what others own, besides its owner. */
  readonly admins: ReadonlySet<string>
  /** Absolute. */
  readonly knowledgeDir: string
  readonly log: LogSettings
  /** Where what is kept is kept: PostgreSQL, or the embedded database in a folder. Holds a password. */
  readonly databaseUrl?: string
  /** Absolute. Absent in the local workspace unless it was asked for: there everything vanishes at the end. */
  readonly dataDir?: string
}

/** Either settings, or one line for each mistake: the variable and what is wished of it. */
export type Configured =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'mistakes'; readonly lines: readonly string[] }

export type Env = Readonly<Record<string, string | undefined>>

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Starts with what Slack gives: a token pasted into the wrong line is the most frequent mistake, so the wish names the beginning. */
const token = (start: RegExp, wish: string) => z.string().regex(start, wish)
const webAddress = (wish: string) => z.url({ protocol: /^https?$/, error: wish })

const schema = z.object({
  SLACK_BOT_TOKEN: token(/^(xoxe\.)?xoxb-\S+$/, 'the bot token of one workspace; it begins with xoxb-').optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .transform(listed)
    .refine((secrets) => secrets.length > 0, 'the signing secret, or several joined by commas')
    .optional(),
  SLACK_APP_TOKEN: token(/^xapp-\S+$/, 'the app-level token for Socket Mode; it begins with xapp-').optional(),
  SLACK_CLIENT_ID: token(/^[\w.-]+$/, 'the client id of the app, as under Basic Information').optional(),
  SLACK_CLIENT_SECRET: token(/^\S+$/, 'the client secret of the app, as under Basic Information').optional(),
  TOKEN_ENCRYPTION_KEY: z
    .string()
    .transform((text) => listed(text).map(keyOf))
    .refine(
      (keys) => keys.length > 0 && keys.every(({ id, base64 }) => isName(id) && is32Bytes(base64)),
      '32 bytes in base64, as `openssl rand -base64 32` prints them, with a name before it if you like (2027:...); several joined by commas, the first one seals',
    )
    .refine(
      (keys) => new Set(keys.map(({ id, base64 }) => id ?? base64)).size === keys.length,
      'keys that differ, each with a name of its own',
    )
    .optional(),
  SLACK_API_URL: webAddress('the base of the Web API, such as https://slack.com/api/').transform(slashed).optional(),
  PUBLIC_URL: webAddress(
    'the address at which Slack reaches this program, such as https://gofer.example.com',
  ).optional(),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'the address to listen on, such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'a port number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'a port number from 0 to 65535')
    .default(3000),
  SLASH_COMMAND: z
    .string()
    .regex(
      /^\/[a-z0-9_-]{1,31}$/,
      'the slash command as in the manifest: a slash, then at most 31 lower-case letters, digits, - or _',
    )
    .default('/golang'),
  ADMINS: z
    .string()
    .transform(listed)
    .refine((ids) => ids.every((id) => /^[UW][A-Z0-9]+$/.test(id)), 'user ids such as U0123ABC, joined by commas')
    .default([]),
  KNOWLEDGE_DIR: z
    .string()
    .default('knowledge')
    .transform((folder) => resolve(folder)),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'an address that begins with postgres://')
    .optional(),
  DATA_DIR: z.string().optional(),
  WORKSPACE_DELIVERY: z.enum(['http', 'socket'], 'http or socket: how the local workspace delivers').default('http'),
  WORKSPACE_SEED: z
    .string()
    .regex(/^\d{1,9}$/, 'a number: the same one makes the same world')
    .transform(Number)
    .default(1),
  WORKSPACE_FILE: z
    .string()
    .transform((file) => resolve(file))
    .optional(),
  LOG_LEVEL: z.enum(levels, `one of ${levels.join(', ')}`).optional(),
  LOG_FORMAT: z.enum(['pretty', 'json'], 'pretty or json').optional(),
})
/** A misspelt one would start the local workspace for somebody who meant Slack. */
const slackSettings = Object.keys(schema.shape)
  .filter((name) => name.startsWith('SLACK_'))
  .join(', ')
type Settings = z.infer<typeof schema>

/** The only reader of the environment. An empty value is one that is not set: `FOO= npm start` switches a setting off. */
export function readEnv(): Env {
  return Object.fromEntries(
    Object.entries(process.env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
}

/**
 * Settings from variables. Pure: tests make configurations through the same function.
 * @param terminal whether a person looks at the log; it decides the format where none is set
 */
export function toConfig(env: Env, terminal = false): Configured {
  const filled = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const stray = Object.keys(filled).find((name) => name.startsWith('SLACK_') && !Object.hasOwn(schema.shape, name))
  if (stray)
    return { kind: 'mistakes', lines: [`${stray}: no setting of this program; those of Slack are ${slackSettings}`] }
  const read = schema.safeParse(filled)
  if (!read.success)
    return { kind: 'mistakes', lines: read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) }
  const transport = transportOf(read.data)
  if (transport.kind === 'mistake') return { kind: 'mistakes', lines: [transport.line] }
  return { kind: 'config', config: assemble(read.data, transport, terminal) }
}

function assemble(settings: Settings, transport: Transport, terminal: boolean): Config {
  const dataDir = settings.DATA_DIR ?? (transport.kind === 'local' ? undefined : '.data')
  return {
    transport,
    listen: { host: settings.HOST, port: settings.PORT },
    ...(settings.SLACK_API_URL ? { slackApiUrl: settings.SLACK_API_URL } : {}),
    ...(settings.PUBLIC_URL ? { publicUrl: settings.PUBLIC_URL } : {}),
    slashCommand: settings.SLASH_COMMAND,
    admins: new Set(settings.ADMINS),
    knowledgeDir: settings.KNOWLEDGE_DIR,
    // In the local workspace the page tells what happens.
    log: {
      level: settings.LOG_LEVEL ?? (transport.kind === 'local' ? 'warn' : 'info'),
      format: settings.LOG_FORMAT ?? (terminal ? 'pretty' : 'json'),
    },
    ...(settings.DATABASE_URL ? { databaseUrl: settings.DATABASE_URL } : {}),
    ...(dataDir === undefined ? {} : { dataDir: resolve(dataDir) }),
  }
}

function transportOf(settings: Settings): Transport | { readonly kind: 'mistake'; readonly line: string } {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecrets } = settings
  // Starting the local workspace for somebody who meant OAuth would look like a Slack app that never answers.
  if (oauthSettings.some((name) => settings[name] !== undefined)) return oauthOf(settings)
  if (botToken && appToken) return { kind: 'socket', botToken, appToken }
  if (botToken && signingSecrets) return { kind: 'http', botToken, signingSecrets }
  if (botToken)
    return {
      kind: 'mistake',
      line: 'SLACK_SIGNING_SECRET: the signing secret for HTTP, or SLACK_APP_TOKEN for Socket Mode, to go with SLACK_BOT_TOKEN',
    }
  const half = appToken ? 'SLACK_APP_TOKEN' : signingSecrets ? 'SLACK_SIGNING_SECRET' : undefined
  if (half)
    return {
      kind: 'mistake',
      line: `SLACK_BOT_TOKEN: the bot token (xoxb-...) that goes with ${half}; without any SLACK_ setting the local workspace starts`,
    }
  const { WORKSPACE_DELIVERY: delivery, WORKSPACE_SEED: seed, WORKSPACE_FILE: file } = settings
  return { kind: 'local', delivery, seed, ...(file === undefined ? {} : { file }) }
}

const oauthSettings = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'TOKEN_ENCRYPTION_KEY'] as const

/** Many workspaces. What is missing is asked for one after the other, each time with what it goes with. */
function oauthOf(settings: Settings): Transport | { readonly kind: 'mistake'; readonly line: string } {
  const given = oauthSettings.find((name) => settings[name] !== undefined)
  const mistake = (line: string) => ({ kind: 'mistake' as const, line })
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    TOKEN_ENCRYPTION_KEY: encryptionKeys,
    SLACK_SIGNING_SECRET: signingSecrets,
    PUBLIC_URL: publicUrl,
  } = settings
  if (settings.SLACK_BOT_TOKEN)
    return mistake(
      `SLACK_BOT_TOKEN: one workspace by its token, or many by OAuth; unset it, or unset ${given} to serve one workspace`,
    )
  if (settings.SLACK_APP_TOKEN)
    return mistake(`SLACK_APP_TOKEN: unset it, because many workspaces (${given}) are served over HTTP only`)
  if (!clientId) return mistake(`SLACK_CLIENT_ID: the client id of the app, to go with ${given}`)
  if (!clientSecret) return mistake(`SLACK_CLIENT_SECRET: the client secret of the app, to go with ${given}`)
  if (!encryptionKeys)
    return mistake(
      `TOKEN_ENCRYPTION_KEY: a key for the tokens of many workspaces, such as \`openssl rand -base64 32\` prints, to go with ${given}`,
    )
  if (!signingSecrets) return mistake(`SLACK_SIGNING_SECRET: the signing secret of the app, to go with ${given}`)
  if (!publicUrl)
    return mistake(
      `PUBLIC_URL: the address to which Slack sends browsers back, such as https://gofer.example.com, to go with ${given}`,
    )
  if (!isSafe(publicUrl))
    return mistake('PUBLIC_URL: an address that begins with https://, because Slack sends browsers back to no other')
  return {
    kind: 'oauth',
    clientId,
    clientSecret,
    signingSecrets,
    encryptionKeys,
    publicUrl: publicUrl.replace(/\/+$/, ''),
  }
}

/** On this very machine a plain address will do, for trying things out. */
function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/** Secret values as they stand in the settings, so that the log can strike them out wherever they turn up. */
export function secretsOf({ transport, databaseUrl }: Config): readonly string[] {
  const stored = databaseUrl === undefined ? [] : [databaseUrl]
  if (transport.kind === 'local') return stored
  switch (transport.kind) {
    case 'http':
      return [transport.botToken, ...transport.signingSecrets, ...stored]
    case 'socket':
      return [transport.botToken, transport.appToken, ...stored]
    case 'oauth':
      return [
        transport.clientSecret,
        ...transport.signingSecrets,
        ...transport.encryptionKeys.map(({ base64 }) => base64),
        ...stored,
      ]
    default:
      return transport satisfies never
  }
}

/** `name:key`, or a key alone: base64 has no colon. */
function keyOf(text: string): EncryptionKey {
  const [first = '', ...rest] = text.split(':')
  return rest.length === 0 ? { base64: first } : { id: first, base64: rest.join(':') }
}

const isName = (id: string | undefined): boolean => id === undefined || /^[\w-]{1,32}$/.test(id)
const is32Bytes = (base64: string): boolean => /^[\w+/-]{43}=?$/.test(base64)

function listed(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function slashed(url: string): string {
  return url.endsWith('/') ? url : `${url}/`
}
