import { intents } from '#question/question.ts'
import { among, upTo } from '#ops/labels.ts'
import { createMetrics, type Metrics } from '#ops/metrics.ts'
import { sparing } from '#ops/sparing.ts'
import { type Ids, type Log, withIds } from './log.ts'

type Request = { readonly request: string }
type OfTeam = Request & { readonly team: string }
type Level = 'info' | 'warn' | 'error'

/** One function per thing that happens in the business. None of them throws: a count is never worth a lost answer. */
export type Events = ReturnType<typeof createEvents>

/** Calls that the program makes, by Slack's names; `response_url` and `upload` are addresses that Slack gives. */
export const slackMethods = [
  'auth.test',
  'chat.delete',
  'chat.getPermalink',
  'chat.postEphemeral',
  'chat.postMessage',
  'chat.update',
  'files.completeUploadExternal',
  'files.getUploadURLExternal',
  'response_url',
  'upload',
  'views.open',
  'views.publish',
  'views.push',
  'views.update',
] as const
const surfaces = ['command', 'action', 'options', 'submission', 'shortcut', 'event', 'tab', 'closed']
const downReasons = ['locked', 'full', 'readonly', 'gone', 'other']
const rejections = ['unsigned', 'signature', 'too_large', 'form', 'shape', 'frame']

const surfaceOf = among(surfaces)
const kindOf = among(['found', 'choose', 'unknown', 'about', 'open'])
const intentOf = among(intents)
const bandOf = among(['strong', 'middling', 'weak'])
const methodOf = among(slackMethods)
const downReasonOf = among(downReasons)
const rejectionOf = among(rejections)

/**
 * Counters and log lines for what the program does. Lines hold ids and outcomes, never what a person typed; labels only words
 * from short lists.
 */
export function createEvents(log: Log, metrics: Metrics = createMetrics()) {
  // Words of Slack and of the code's own places: many, but not without end.
  const reasonOf = upTo(100)
  const placeOf = upTo(40)
  const choreOf = upTo(20)
  const spare = sparing()
  const sockets = new Set<number>()
  const answers = new Map<string, Log>()
  // A counter that first appears with its first error looks to Prometheus as if nothing had happened.
  for (const surface of surfaces) {
    metrics.failed.inc({ surface }, 0)
    metrics.late.inc({ surface }, 0)
  }
  for (const what of ['resumed', 'postponed', 'expired']) metrics.owed.inc({ what }, 0)
  for (const outcome of ['taken', 'refused']) metrics.reload.inc({ outcome }, 0)
  for (const reason of downReasons) metrics.storeFailed.inc({ reason }, 0)
  for (const reason of rejections) metrics.rejected.inc({ reason }, 0)

  const say = (level: Level, what: string, details: object): void => log[level](details, what)

  return {
    /** Whatever is noted while the work runs, and after it by what it began, carries these. */
    during: <T>(ids: Ids, work: () => T): T => withIds(ids, work),
    /** Slack has its 200. @param ms since the delivery was taken */
    acknowledged: (surface: string, ms: number): void =>
      metrics.ack.observe({ surface: surfaceOf(surface) }, ms / 1000),
    /** An answer went to somebody. */
    answered: (
      surface: string,
      { kind, intent, band }: { readonly kind: string; readonly intent: string; readonly band: string },
      details: OfTeam & { readonly ms: number },
    ): void => {
      const labels = {
        surface: surfaceOf(surface),
        kind: kindOf(kind),
        intent: intentOf(intent),
        band: bandOf(band),
      }
      metrics.answered.inc(labels)
      metrics.ask.observe({ surface: labels.surface }, details.ms / 1000)
      // The most frequent line: what is the same in many of them is written out once.
      const name = `${labels.surface} ${labels.kind} ${labels.intent} ${labels.band}`
      const told = answers.get(name) ?? log.child(labels)
      answers.set(name, told)
      told.info(details, 'answered')
    },
    /** A question without an answer was kept for the curators. */
    unanswered: (details: OfTeam): void => {
      metrics.unanswered.inc()
      say('info', 'unanswered', details)
    },
    /** The same delivery came once more and was left alone. */
    repeated: (surface: string, details: Request): void => {
      metrics.repeated.inc({ surface: surfaceOf(surface) })
      say('info', 'repeated', { surface, ...details })
    },
    /** Somebody pressed Share, with what came of it. */
    shared: (outcome: string, details: OfTeam): void => {
      metrics.shared.inc({ outcome: placeOf(outcome) })
      say(outcome === 'posted' || outcome === 'again' ? 'info' : 'warn', 'shared', { outcome, ...details })
    },
    /** Somebody said whether an answer helped. */
    rated: (verdict: 'helpful' | 'unhelpful', details: OfTeam): void => {
      metrics.rated.inc({ verdict })
      say('info', 'rated', { verdict, ...details })
    },
    /** What was kept in the outbox is done anew, put off, or given up after its time. */
    owed: (what: 'resumed' | 'postponed' | 'expired'): void => {
      metrics.owed.inc({ what })
      say(what === 'expired' ? 'error' : 'info', 'owed', { what })
    },
    /** A thread asked for more answers than two machines talking to each other should get. */
    hushed: (details: OfTeam): void => {
      metrics.hushed.inc()
      say('warn', 'hushed', details)
    },
    /** Something went wrong while a delivery was handled; the person was told. */
    failed: (surface: string, error: unknown, details: Request): void => {
      metrics.failed.inc({ surface: placeOf(surface) })
      say('error', 'failed', { surface, error, ...details })
    },
    /** Slack did not take something that we sent. */
    refused: (method: string, reason: string, details: Request): void => {
      metrics.refused.inc({ method: methodOf(method), reason: reasonOf(reason) })
      say('warn', 'refused', { method, reason, ...details })
    },
    /** One try of a call to Slack ended. */
    called: (method: string, outcome: 'sent' | 'refused' | 'unknown', ms: number): void =>
      metrics.call.observe({ method: methodOf(method), outcome }, ms / 1000),
    /** A request was turned away at the door. Whoever is outside decides how often, so the line is spared. */
    rejected: (reason: string): void => {
      metrics.rejected.inc({ reason: rejectionOf(reason) })
      spare(rejectionOf(reason), (times) => say('warn', 'rejected', { reason, times }))
    },
    /** Slack was told late; the answer followed by another way. */
    late: (surface: string, details: Request): void => {
      metrics.late.inc({ surface: surfaceOf(surface) })
      say('warn', 'late', { surface, ...details })
    },
    /** A connection of Socket Mode opened or was lost. */
    connection: (state: 'open' | 'closed', details: { readonly connection: number }): void => {
      if (state === 'open') sockets.add(details.connection)
      else sockets.delete(details.connection)
      metrics.sockets.set(sockets.size)
      metrics.connection.inc({ state })
      say('info', 'connection', { state, ...details })
    },
    /** The database did not do what it was asked for. Whoever asked says so in the log. */
    storeFailed: (reason: string): void => metrics.storeFailed.inc({ reason: downReasonOf(reason) }),
    /** A round of work that nobody asked for. @param done how many things it did */
    chore: (name: string, outcome: 'done' | 'failed', { ms, done }: { readonly ms: number; readonly done: number }) => {
      const chore = choreOf(name)
      metrics.chore.observe({ chore, outcome }, ms / 1000)
      metrics.choreDone.inc({ chore }, done)
    },
    /** The answers come from a folder in this state. `refused`: an edit was broken, and they stay as they were. */
    knowledge: (
      outcome: 'loaded' | 'taken' | 'refused',
      of: { readonly version: string; readonly entries: number },
    ) => {
      if (outcome !== 'loaded') metrics.reload.inc({ outcome })
      metrics.knowledge.reset()
      metrics.knowledge.set({ version: of.version }, 1)
      metrics.entries.set(of.entries)
    },
  }
}
