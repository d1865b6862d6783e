import { type DestinationStream, destination, type Logger, pino } from 'pino'
import type { LogSettings } from './config.ts'

export type Log = Logger

/** What a line may never hold, whatever brought it there: tokens, the ticket of a socket address, the path of a response_url (it lets anyone post). */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\bxox[a-z]?(?:\.xox[a-z])?-[\w.%-]+/gi, 'xox-[secret]'],
  [/\bxapp-[\w.%-]+/gi, 'xapp-[secret]'],
  [/\b(ticket|client_secret|code)=[^&"\s\\]+/gi, '$1=[secret]'],
  [/(hooks\.slack(?:-gov)?\.com\/)[^"\s\\]+/gi, '$1[secret]'],
]

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
  out: DestinationStream = destination({ fd: 2, sync: true }),
): Log {
  const scrub = scrubber(secrets)
  const stream = settings.format === 'pretty' ? { write: (line: string) => out.write(prettify(line)) } : out
  return pino(
    { level: settings.level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks: { streamWrite: scrub } },
    stream,
  )
}

/** Strikes out everything secret in a line. */
export function scrubber(secrets: readonly string[]): (line: string) => string {
  const known = secrets.filter((secret) => secret.length >= shortestSecret)
  return (line) => {
    let clean = line
    for (const secret of known) clean = clean.replaceAll(secret, '[secret]')
    for (const [pattern, instead] of patterns) clean = clean.replace(pattern, instead)
    return clean
  }
}

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
