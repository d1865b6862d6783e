import { AsyncLocalStorage } from 'node:async_hooks'
import { type DestinationStream, destination, type Logger, pino } from 'pino'
import type { LogSettings } from './config.ts'

export type Log = Logger

/** What the lines of one delivery have in common. */
export type Ids = { readonly request: string; readonly team?: string }

const current = new AsyncLocalStorage<Ids>()

/** Every line that is written while the work runs, and by whatever it begins, carries the ids, those of libraries too. */
export const withIds = <T>(ids: Ids, work: () => T): T => current.run(ids, work)

/** What a line may never hold, whatever brought it there: tokens, the ticket of a socket address, the path of a response_url (it lets anyone post). */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\bxox[a-z]?(?:\.xox[a-z])?-[\w.%-]+/gi, 'xox-[secret]'],
  [/\bxapp-[\w.%-]+/gi, 'xapp-[secret]'],
  [/\b(ticket|client_secret|code)=[^&"\s\\]+/gi, '$1=[secret]'],
  [/(hooks\.slack(?:-gov)?\.com\/)[^"\s\\]+/gi, '$1[secret]'],
  [/\b(postgres(?:ql)?:\/\/)[^@"\s\\]+@/gi, '$1[secret]@'],
]

/** What every one of them holds: a line without it, as nearly all are, is looked through once. */
const suspicious = /xox|xapp-|ticket=|client_secret=|code=|hooks\.slack|postgres/i

/** Shorter values would strike out ordinary words. */
const shortestSecret = 6

/**
 * A log whose every line passes a scrubber last: pino's own `redact` misses deep paths and secrets inside a sentence.
 * @param secrets values known from the settings
 * @param out where lines go; standard error unless given, so that standard output holds only what was asked for
 */
export function createLog(
  settings: LogSettings,
  secrets: readonly string[] = [],
  out: DestinationStream = standardError(),
): Log {
  const scrub = scrubber(secrets)
  const stream = settings.format === 'pretty' ? { write: (line: string) => out.write(prettify(line)) } : out
  return pino(
    {
      level: settings.level,
      base: null,
      timestamp: isoTime(),
      // A new object each time: pino adds the line's own fields to it.
      mixin: () => ({ ...current.getStore() }),
      serializers: { err: describe, error: describe },
      hooks: { streamWrite: scrub },
    },
    stream,
  )
}

/**
 * What is told in one turn of the event loop leaves in one piece, since each piece costs a call of the system. Only lines that tell of
 * trouble leave at once, with whatever was told before them; at the end of the process nothing is left.
 */
function gathering(out: DestinationStream): DestinationStream {
  let lines = ''
  const flush = (): void => {
    const piece = lines
    lines = ''
    if (piece !== '') out.write(piece)
  }
  process.once('exit', flush)
  return {
    write: (line) => {
      if (lines === '') setImmediate(flush)
      lines += line
      if (!line.startsWith('{"level":30,')) flush()
    },
  }
}

let gathered: DestinationStream | undefined
/** One for all logs of a process, so that their lines keep their order. */
const standardError = (): DestinationStream => (gathered ??= gathering(destination({ fd: 2, sync: true })))

/** The time as pino writes it; made once for all lines of a millisecond. */
function isoTime(): () => string {
  let last = 0
  let text = ''
  return () => {
    const now = Date.now()
    if (now !== last) [last, text] = [now, `,"time":"${new Date(now).toISOString()}"`]
    return text
  }
}

/** Strikes out everything secret in a line. */
export function scrubber(secrets: readonly string[]): (line: string) => string {
  const known = [...new Set(secrets.flatMap(formsOf))].filter((secret) => secret.length >= shortestSecret)
  return (line) => {
    let clean = line
    for (const secret of known) clean = clean.replaceAll(secret, '[secret]')
    if (!suspicious.test(clean)) return clean
    for (const [pattern, instead] of patterns) clean = clean.replace(pattern, instead)
    return clean
  }
}

/** A secret as it may stand in a line: as it is, as JSON writes it, and where it is an address the password in it. */
function formsOf(secret: string): string[] {
  const password = URL.parse(secret)?.password ?? ''
  const parts = password === '' ? [] : [password, decoded(password)]
  return [secret, ...parts].flatMap((form) => [form, JSON.stringify(form).slice(1, -1)])
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * What an error says, and where. What stands in quotes is left out: parsers and databases quote what they were given, which may
 * be what a person typed. The message of a parser is that and little else.
 */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? unquoted(error) : typeof error
  const code =
    'code' in error && typeof error.code === 'string' && /^\w{1,60}$/.test(error.code) ? error.code : undefined
  const words = error instanceof SyntaxError ? 'not to be parsed' : unquoted(error.message)
  const stack = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return {
    is: `${error.name}: ${words}`,
    ...(code === undefined ? {} : { code }),
    at: stack
      .slice(0, 5)
      .map((line) => line.trim().slice(3))
      .join(' < '),
  }
}

/** From the first quote to the last, whatever is between: quoted text may hold quotes. An apostrophe within a word is none. */
const unquoted = (text: string): string =>
  text
    .replace(/".*"/s, '"…"')
    .replace(/`.*`/s, '`…`')
    .replace(/(?<!\w)'.*'(?!\w)/s, "'…'")

const levelNames: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
}

/** One line for people: time, level, message, then what else was said. */
function prettify(line: string): string {
  const { time, level, msg, ...rest } = JSON.parse(line) as { time?: string; level?: number; msg?: string } & Record<
    string,
    unknown
  >
  const details = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return `${[String(time).slice(11, 19), (levelNames[level ?? 30] ?? '').padEnd(5), msg ?? '', ...details].join(' ')}\n`
}
