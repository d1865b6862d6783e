import type { DatabaseSync } from 'node:sqlite'
import { Turns } from './turns.ts'

/** What is written together and becomes durable with one wait for the disk. */
type Group = { readonly durable: boolean; readonly done: PromiseWithResolvers<void>; failure?: unknown }

/** A transaction that has its turn: everybody else's writes wait until it is kept or undone. */
export type Held = {
  readonly run: <T>(job: () => T) => T
  readonly commit: () => Promise<void>
  readonly rollback: () => void
}

/** How long a write waits for another process that holds the file, in milliseconds; below Slack's patience of three seconds. */
const patienceMs = 2_000
const pollMs = 15

/**
 * All writes to one SQLite file, in order, on one connection. What is asked for in the same turn of the event loop is
 * committed together (a transaction is a savepoint of it), so 200 votes at once wait for the disk a few times, not 200 times.
 * A write returns once its group is committed, with `synchronous=FULL` for a durable one: then it is on the disk.
 *
 * Waiting for a lock never blocks the event loop: the connection gives up at once and is asked again.
 */
export class Writer {
  readonly #db: DatabaseSync
  readonly #check: () => void
  readonly #turns = new Turns()
  #group: Group | undefined
  /** What the connection is set to at the moment. */
  #full: boolean | undefined

  /** @param check throws when the file must not be written to any more */
  constructor(db: DatabaseSync, check: () => void) {
    this.#db = db
    this.#check = check
  }

  /** One statement of its own. */
  async write<T>(durable: boolean, job: () => T): Promise<T> {
    const { group, end } = await this.#enter(durable)
    let result: T
    try {
      result = this.#run(group, job)
    } finally {
      end()
    }
    await group.done.promise
    return result
  }

  /** Several statements that are kept as a whole. */
  async hold(durable: boolean): Promise<Held> {
    const { group, end } = await this.#enter(durable)
    try {
      this.#run(group, () => this.#db.exec('savepoint held'))
    } catch (error) {
      end()
      throw error
    }
    return {
      run: (job) => this.#run(group, job),
      commit: async () => {
        this.#run(group, () => this.#db.exec('release held'))
        end()
        await group.done.promise
      },
      rollback: () => {
        try {
          if (this.#group === group) this.#db.exec('rollback to held; release held')
        } finally {
          end()
        }
      },
    }
  }

  /** Waits for what was asked for, then does something that must stand outside any transaction. */
  async alone(job: () => void): Promise<void> {
    const end = await this.#turns.next()
    try {
      if (this.#group) this.#commit(this.#group)
      job()
    } finally {
      end()
    }
  }

  async #enter(durable: boolean): Promise<{ readonly group: Group; readonly end: () => void }> {
    const until = performance.now() + patienceMs
    const end = await this.#turns.next()
    try {
      return { group: await this.#join(durable, until), end }
    } catch (error) {
      end()
      throw error
    }
  }

  /** The group that is open, or a new one. A group is as durable as its first member wishes; a light one joins any. */
  async #join(durable: boolean, until: number): Promise<Group> {
    if (this.#group && durable && !this.#group.durable) this.#commit(this.#group)
    if (this.#group) return this.#group
    this.#check()
    await this.#begin(durable, until)
    const group: Group = { durable, done: Promise.withResolvers() }
    // Its members hear of a failure; where the only one has given up before, nobody is left to.
    group.done.promise.catch(() => {})
    this.#group = group
    setImmediate(() => void this.#finish(group))
    return group
  }

  async #begin(durable: boolean, until: number): Promise<void> {
    // Outside a transaction only, which is why a group has one of the two.
    if (this.#full !== durable) this.#db.exec(`pragma synchronous = ${durable ? 'full' : 'normal'}`)
    this.#full = durable
    for (;;) {
      try {
        this.#db.exec('begin immediate')
        return
      } catch (error) {
        if (!isBusy(error) || performance.now() >= until) throw error
        await new Promise((resolve) => setTimeout(resolve, pollMs))
      }
    }
  }

  /** Some failures, such as a full disk, make SQLite undo the whole transaction: then nobody of the group has anything. */
  #run<T>(group: Group, job: () => T): T {
    if (this.#group !== group) throw group.failure
    try {
      return job()
    } catch (error) {
      if (!this.#db.isTransaction) {
        this.#fail(group, error)
      }
      throw error
    }
  }

  /** Queued behind everybody who asked before: they still get into the group. */
  async #finish(group: Group): Promise<void> {
    const end = await this.#turns.next()
    try {
      if (this.#group === group) this.#commit(group)
    } finally {
      end()
    }
  }

  #commit(group: Group): void {
    this.#group = undefined
    try {
      this.#db.exec('commit')
      group.done.resolve()
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('rollback')
      this.#fail(group, error)
    }
  }

  #fail(group: Group, error: unknown): void {
    this.#group = undefined
    group.failure = error
    group.done.reject(error)
  }
}

/** SQLITE_BUSY, whatever the reason (https://sqlite.org/rescode.html#busy). */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5
