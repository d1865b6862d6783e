import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '#log.ts'

/**
 * Our log in the form that Bolt and web-api want. What they say at debug is left out whatever our own level is:
 * it holds every message text, and client secrets in clear.
 */
export function boltLogger(log: Log): Logger {
  const say =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]): void =>
      log[level](parts.map(wordOf).join(' '))
  return {
    debug: () => {},
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}

const wordOf = (part: unknown): string =>
  part instanceof Error ? `${part.name}: ${part.message}` : typeof part === 'string' ? part : JSON.stringify(part)
