import type { Events } from '#events.ts'
import type { NewOwed, Owed, OwedKey, OutboxStore } from '#storage/ports/outbox.ts'
import type { Clock } from '../clock.ts'
import { within } from '../within.ts'
import { type Journal, openJournal } from './journal.ts'
import { recentKeys } from './recent.ts'
import { isWayOut, Postponed, TakenOver } from './ways-out.ts'

/** Who is at work in this process, by request. A turn that is not kept, since the database does not answer, is done all the same. */
export type Outbox = {
  /**
   * Claims a delivery and keeps what follows from it.
   * @param waits whether there is time to wait for a slow database; without it, it has less than half a second
   * @returns `unkept` where the database did not do it, or did not say so in time: it is to be done, and may come a second time
   */
  readonly take: (
    request: string,
    keys: readonly string[],
    work: NewOwed | undefined,
    waits: boolean,
  ) => Promise<'first' | 'repeated' | 'unkept'>
  /**
   * Does the work of a turn that was taken, or of one that is done anew, and lets go of it: it is finished, or waits for another
   * attempt. Throws what the work throws, but for the ways out of `ways-out.ts`.
   */
  readonly during: (request: string, work: () => Promise<void>) => Promise<void>
  /** Does one piece of work now, unless it is finished or somebody else is at it. Throws what the work throws; it is then owed still. */
  readonly now: (work: OwedKey) => Promise<void>
  readonly journalOf: (request: string) => Journal | undefined
  /** Whether a turn may still be put off: it is kept, and its time is not over. */
  readonly mayWait: (request: string) => boolean
  /** For a timer: keeps what is held, takes up what is due and what others left behind. @returns how many were taken up */
  readonly tick: () => Promise<number>
  /** Takes up nothing more: what nobody holds stays for others, or for the next start. Never throws. */
  readonly stop: () => Promise<void>
  /** What was owed at the last tick, and for how many milliseconds the oldest of it. */
  readonly backlog: () => { readonly count: number; readonly ageMs: number }
}

/** Does one piece of work that was kept: by its kind. */
export type Carry = (owed: Owed) => Promise<void>

/**
 * A process that says nothing for so long has died: others take up its work. Four times the tick, so that a slow database or a pause of
 * the machine is not taken for death, and short enough that whoever waits is answered well within half a minute.
 */
const leaseMs = 8_000
/** Nothing is prolonged during a stop, which takes fifteen seconds at most. */
const stopLeaseMs = 20_000
/** How long a database may think about whether a delivery is new, in milliseconds: the answer has to be given in three seconds. */
const takeMs = 400
/** As long as somebody may still want the answer; Slack's own outages are mostly shorter. */
const patienceMs = 15 * 60_000
/** The result of a ballot is wanted the next day as well. */
const ballotPatienceMs = 24 * 3_600_000
const pausesMs: readonly number[] = [2_000, 5_000, 10_000, 20_000]
const longestPausesMs = { soon: 30_000, later: 300_000 } as const
/** So much at one time, so that what has piled up does not take the place of what comes in. */
const most = 20
/** After a database came back its users have so long to say what they did meanwhile, before others take it for lost. */
const graceMs = 5_000

type Entry = {
  readonly key: OwedKey
  readonly journal: Journal
  readonly attempt: number
  readonly giveUpAt: number
  /** Whether it is in the database; settled in any case. */
  readonly kept: Promise<boolean>
  /** The same as far as it is known by now. */
  isKept: boolean
}

/** @param owner names this process, for as long as it runs */
export function createOutbox({
  store,
  clock,
  events,
  owner,
  carry,
}: {
  store: OutboxStore
  clock: Clock
  events: Events
  owner: string
  carry: Carry
}): Outbox {
  const entries = new Map<string, Entry>()
  /** Done, and the database does not know it yet. */
  const unfinished = new Map<string, OwedKey>()
  const running = new Set<Promise<void>>()
  const recent = recentKeys(clock)
  let goodSince = clock.now()
  let owed: { count: number; oldest?: number } = { count: 0 }
  let stopping = false
  /** Whether there may be more that is due than could be taken up. */
  let isMoreDue = false
  /** One at a time, so that there are never more at work than there is room for. */
  let takingUp: Promise<number> | undefined
  const takeUp = (): Promise<number> => (takingUp ??= takeDue().finally(() => (takingUp = undefined)))
  const holder = () => ({ owner, leaseMs: stopping ? stopLeaseMs : leaseMs })

  function enter(request: string, work: NewOwed, before: Partial<Owed>, kept: Promise<boolean>): void {
    const key = { team: work.team, id: work.id }
    const journal = openJournal(before.journal ?? {}, async (steps) => {
      // What is not kept, or not known to be, is sent all the same: an answer that might come twice is better than none.
      if (!entry.isKept) return
      const isOurs = await within(
        clock,
        takeMs,
        store.note(key, owner, steps).catch(() => true),
      )
      if (isOurs === false) throw new TakenOver()
    })
    const giveUpAt = (before.takenAt ?? clock.now()) + (work.kind === 'ballot' ? ballotPatienceMs : patienceMs)
    const entry: Entry = { key, journal, attempt: before.attempt ?? 1, giveUpAt, kept, isKept: false }
    void kept.then((isKept) => (entry.isKept = isKept))
    entries.set(request, entry)
  }

  async function finish(key: OwedKey): Promise<void> {
    const name = `${key.team}|${key.id}`
    unfinished.set(name, key)
    try {
      await store.finish(key)
      unfinished.delete(name)
    } catch {
      // Told by the store itself; the next tick tries again.
    }
  }

  /** What the work said about its end, and what becomes of the row. */
  async function letGo({ key, journal, attempt, giveUpAt, kept }: Entry, error: unknown): Promise<void> {
    if (error instanceof TakenOver || !(await kept)) return
    if (error === undefined) return finish(key)
    const isOver = clock.now() >= giveUpAt
    events.owed(isOver ? 'expired' : 'postponed')
    if (isOver) return finish(key)
    const pause = pausesMs[attempt - 1] ?? longestPausesMs[attempt < 30 ? 'soon' : 'later']
    const wait = Math.max(pause, error instanceof Postponed ? error.atLeastMs : 0)
    await store.postpone(key, owner, wait, journal.steps()).catch(() => {})
  }

  async function during(request: string, work: () => Promise<void>): Promise<void> {
    const entry = entries.get(request)
    if (!entry) return work()
    let failure: unknown
    try {
      await work()
    } catch (error) {
      failure = error
    }
    entries.delete(request)
    const ending = letGo(entry, failure)
    // A database that is slow to say so must not hold up the end of the turn.
    await within(clock, takeMs, ending)
    if (failure !== undefined && !isWayOut(failure)) throw failure
  }

  async function again(work: Owed): Promise<void> {
    const kept = Promise.resolve(true)
    enter(work.id, work, work, kept)
    // Known as kept before anything is done.
    await kept
    await during(work.id, () => carry(work))
  }

  async function takeDue(): Promise<number> {
    const isGood = clock.now() - goodSince >= graceMs
    const room = most - running.size
    if (stopping || room < 1) return 0
    isMoreDue = false
    const works = await store.holdDue(holder(), room, isGood)
    isMoreDue = works.length === room
    for (const work of works) {
      events.owed('resumed')
      const doing = again(work)
        .catch((error: unknown) => events.failed(work.kind, error, { request: work.id }))
        .finally(() => {
          running.delete(doing)
          goOn()
        })
      running.add(doing)
    }
    return works.length
  }

  /** What has piled up does not wait for the timer; a database that does not answer now is the timer's matter. */
  function goOn(): void {
    if (!isMoreDue || stopping || running.size > most / 2) return
    isMoreDue = false
    goingOn().catch(() => {})
  }

  async function goingOn(): Promise<void> {
    await takingUp
    // What is under way here must not look like something that was left behind.
    await store.prolong(holder())
    await takeUp()
  }

  return {
    take: async (request, keys, work, waits) => {
      if (keys.length === 0 && !work) return 'first'
      if (recent.has(keys)) return 'repeated'
      const taking = store.take(keys, work, holder())
      const isKept = taking.then(
        (taken) => taken === 'first' && work !== undefined,
        () => false,
      )
      if (work) enter(request, work, {}, isKept)
      const known = taking.catch(() => undefined)
      const taken = waits ? await known : await within(clock, takeMs, known)
      // Nothing is kept under this request, and perhaps nothing is done under it.
      if (taken === 'repeated' || (waits && taken === undefined)) entries.delete(request)
      // What waits for the store is left alone where the store does not say, and given again.
      if (taken || !waits) recent.add(keys)
      return taken ?? 'unkept'
    },
    during,
    now: async (work) => {
      const held = await store.hold(work, holder())
      if (held) await again(held)
    },
    journalOf: (request) => entries.get(request)?.journal,
    mayWait: (request) => {
      const entry = entries.get(request)
      return entry !== undefined && entry.isKept && clock.now() < entry.giveUpAt
    },
    tick: async () => {
      try {
        for (const key of unfinished.values()) await finish(key)
        if (entries.size > 0) await store.prolong(holder())
        const count = await takeUp()
        owed = await store.backlog()
        return count
      } catch (error) {
        goodSince = clock.now()
        throw error
      }
    },
    stop: async () => {
      stopping = true
      // What is being taken up at this moment is prolonged with the rest.
      await within(
        clock,
        takeMs,
        (takingUp ?? Promise.resolve(0)).catch(() => 0),
      )
      if (entries.size > 0) await store.prolong(holder()).catch(() => {})
    },
    backlog: () => ({
      count: owed.count,
      ageMs: owed.oldest === undefined ? 0 : Math.max(0, clock.now() - owed.oldest),
    }),
  }
}
