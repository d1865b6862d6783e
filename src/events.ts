import type { Log } from './log.ts'

/** The few words by which counters are told apart. Never text that somebody typed, never an id: their number stays small. */
type Labels = Readonly<Record<string, string>>

/** One function per thing that happens in the business. None of them throws: a count is never worth a lost answer. */
export type Events = ReturnType<typeof createEvents>

/**
 * Counters and log lines for what the program does. Lines hold ids and outcomes, never what a person typed.
 */
export function createEvents(log: Log) {
  const counters = new Map<string, Map<string, number>>()

  function count(
    name: string,
    labels: Labels,
    details: Record<string, unknown> = {},
    level: 'info' | 'warn' | 'error' = 'info',
  ): void {
    const key = Object.entries(labels)
      .map(([label, value]) => `${label}="${value.replace(/[^\w.-]/g, '_').slice(0, 60)}"`)
      .join(',')
    const ofName = counters.get(name) ?? new Map<string, number>()
    counters.set(name, ofName.set(key, (ofName.get(key) ?? 0) + 1))
    log[level]({ ...labels, ...details }, name)
  }

  return {
    /** An answer went to somebody. */
    answered: (surface: string, kind: string, intent: string, details: { request: string; team: string; ms: number }) =>
      count('answered', { surface, kind, intent }, details),
    /** A question without an answer was kept for the curators. */
    unanswered: (details: { request: string; team: string }) => count('unanswered', {}, details),
    /** The same delivery came once more and was left alone. */
    repeated: (surface: string, details: { request: string }) => count('repeated', { surface }, details),
    /** Somebody pressed Share, with what came of it. */
    shared: (outcome: string, details: { request: string; team: string }) =>
      count('shared', { outcome }, details, outcome === 'posted' || outcome === 'again' ? 'info' : 'warn'),
    /** Somebody said whether an answer helped. */
    rated: (verdict: 'helpful' | 'unhelpful', details: { request: string; team: string }) =>
      count('rated', { verdict }, details),
    /** A thread asked for more answers than two machines talking to each other should get. */
    hushed: (details: { request: string; team: string }) => count('hushed', {}, details, 'warn'),
    /** Something went wrong while a delivery was handled; the person was told. */
    failed: (surface: string, error: unknown, details: { request: string }) =>
      count('failed', { surface }, { ...details, ...describe(error) }, 'error'),
    /** Slack did not take something that we sent. */
    refused: (method: string, reason: string, details: { request: string }) =>
      count('refused', { method, reason }, details, 'warn'),
    /** A request was turned away at the door. */
    rejected: (reason: string) => count('rejected', { reason }, {}, 'warn'),
    /** Slack was told late; the answer followed by another way. */
    late: (surface: string, details: { request: string }) => count('late', { surface }, details, 'warn'),
    /** A connection of Socket Mode opened or was lost. */
    connection: (state: string, details: { connection: number }) => count('connection', { state }, details),
    /** The counters in the text form that Prometheus reads. */
    exposition: (): string => [...counters].map(([name, values]) => expose(`gofer_${name}_total`, values)).join(''),
  }
}

function expose(name: string, values: ReadonlyMap<string, number>): string {
  const lines = [...values].map(([labels, value]) => `${name}${labels && `{${labels}}`} ${value}\n`)
  return `# TYPE ${name} counter\n${lines.join('')}`
}

/** What an error says, without the request it happened in: that would hold what a person typed. */
function describe(error: unknown): { readonly error: string; readonly stack?: string } {
  if (!(error instanceof Error)) return { error: String(error) }
  return {
    error: `${error.name}: ${error.message}`,
    ...(error.stack
      ? {
          stack: error.stack
            .split('\n')
            .slice(1, 6)
            .map((line) => line.trim())
            .join(' < '),
        }
      : {}),
  }
}
