import { StorageDown } from './down.ts'
import { type Method, throughout } from './guard.ts'
import type { Storage } from './ports.ts'

/** The same storage; whatever it does not do is told as well as thrown. @param failed told the reason (`down.ts`) */
export function noticed(storage: Storage, failed: (reason: string) => void): Storage {
  const call =
    (method: Method): Method =>
    (...given) => {
      const ended = method(...given)
      ended.catch((error: unknown) => failed(error instanceof StorageDown ? error.reason : 'other'))
      return ended
    }
  return throughout(storage, call)
}
