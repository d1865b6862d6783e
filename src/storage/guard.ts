import { asDown } from './down.ts'
import type { Storage } from './ports.ts'

/** The same storage, whose methods throw `StorageDown` for whatever a database throws. */
export function guarded(storage: Storage): Storage {
  return wrapped(storage) as Storage
}

function wrapped(value: unknown): unknown {
  if (typeof value === 'function') return guardedCall(value as Call)
  return Object.fromEntries(Object.entries(value as object).map(([name, part]) => [name, wrapped(part)]))
}

type Call = (...given: unknown[]) => Promise<unknown>
const guardedCall =
  (call: Call): Call =>
  async (...given) => {
    try {
      return await call(...given)
    } catch (error) {
      throw asDown(error)
    }
  }
