import { asDown } from './down.ts'
import type { Storage } from './ports.ts'

export type Guarded = {
  readonly storage: Storage
  /** Once every call that was made until now has ended. */
  readonly settled: () => Promise<void>
}

/** The same storage, whose methods throw `StorageDown` for whatever a database throws. */
export function guarded(storage: Storage): Guarded {
  const running = new Set<Promise<unknown>>()
  const call =
    (method: Method): Method =>
    async (...given) => {
      const ended = method(...given)
      running.add(ended)
      try {
        return await ended
      } catch (error) {
        throw asDown(error)
      } finally {
        running.delete(ended)
      }
    }
  return {
    storage: throughout(storage, call),
    settled: async () => void (await Promise.allSettled(running)),
  }
}

export type Method = (...given: unknown[]) => Promise<unknown>

/** The same storage, each method passed through a function. */
export const throughout = (storage: Storage, call: (method: Method) => Method): Storage =>
  wrapped(storage, call) as Storage

function wrapped(value: unknown, call: (method: Method) => Method): unknown {
  if (typeof value === 'function') return call(value as Method)
  return Object.fromEntries(Object.entries(value as object).map(([name, part]) => [name, wrapped(part, call)]))
}
