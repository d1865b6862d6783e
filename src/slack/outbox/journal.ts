import { z } from 'zod'
import type { Outcome } from '../outcome.ts'

/**
 * What has left for Slack on behalf of one turn, by step: `begun` before it is sent, then what became of it. A turn that is done
 * anew does what it did before, so it comes to the same steps; one that is known is not sent again.
 */
const journalShape = z.record(
  z.string(),
  z.union([
    z.literal('begun'),
    z.strictObject({ kind: z.literal('sent'), body: z.record(z.string(), z.unknown()).exactOptional() }),
    z.strictObject({ kind: z.literal('unknown'), reason: z.string() }),
  ]),
)
export type Steps = z.infer<typeof journalShape>

/** The journal of one turn within this process. */
export type Journal = {
  /**
   * Sends something unless it left before.
   * @param name the same for the same message of a turn, however often the turn is done
   * @param audience what one person alone sees is sent again unless Slack said that it took it: twice is better than silence there
   * @throws TakenOver where the turn is no longer ours
   */
  readonly step: (name: string, audience: 'one' | 'all', send: () => Promise<Outcome>) => Promise<Outcome>
  /** Whether one person was told something in this turn. */
  readonly hasTold: () => boolean
  /** Whether that step left before. */
  readonly knows: (name: string, audience: 'one' | 'all') => boolean
  /** Whether an earlier attempt died while it told one person something, who has it or has not. */
  readonly wasInterrupted: boolean
  /** The n of the n-th step of that name within this attempt, from 1. */
  readonly nth: (name: string) => number
  readonly steps: () => Steps
}

/**
 * @param kept what earlier attempts wrote; nothing readable counts as nothing
 * @param note writes it down before something leaves. Throws TakenOver; what else goes wrong with it keeps nothing from being sent
 */
export function openJournal(kept: unknown, note: (steps: Steps) => Promise<void>): Journal {
  const read = journalShape.safeParse(kept)
  const steps: Steps = read.success ? { ...read.data } : {}
  const counts = new Map<string, number>()
  return {
    wasInterrupted: Object.entries(steps).some(([name, step]) => step === 'begun' && name.startsWith('one|')),
    hasTold: () => Object.entries(steps).some(([name, step]) => name.startsWith('one|') && step !== 'begun'),
    knows: (of, audience) => steps[`${audience}|${of}`] !== undefined,
    steps: () => steps,
    nth: (name) => {
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      return count
    },
    step: async (of, audience, send) => {
      const name = `${audience}|${of}`
      const before = steps[name]
      // Whoever wrote this died before Slack's word came.
      if (before === 'begun') return { kind: 'unknown', reason: 'interrupted' }
      if (before) return before
      steps[name] = 'begun'
      await note(steps)
      const outcome = await send()
      // Surely not sent, so another attempt may send it; what one person alone sees, it may in any case.
      if (outcome.kind === 'refused' || (outcome.kind === 'unknown' && audience === 'one')) delete steps[name]
      else steps[name] = outcome.kind === 'sent' ? sentOf(outcome.body) : outcome
      return outcome
    },
  }
}

/** Of Slack's answer only the ids that later steps need: where the message stands. */
function sentOf(body: Readonly<Record<string, unknown>> | undefined): { kind: 'sent'; body?: Record<string, unknown> } {
  const ids = Object.entries(body ?? {}).filter(([name]) => name === 'ts' || name === 'channel')
  return { kind: 'sent', ...(ids.length > 0 ? { body: Object.fromEntries(ids) } : {}) }
}
