import { hash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomId } from './id.ts'

/** A text that saves work when it is found again, and costs only that work when it is not. */
export type Kept = {
  /** undefined: there is none, another maker's, or one that is not whole. */
  readonly read: () => string | undefined
  /** Its folder must be there. @throws what the file system says */
  readonly write: (text: string) => void
}

/**
 * A text in a file of its own, for its owner only. It goes through neither the database nor a backup.
 * @param maker stands for everything the text depends on that is not in it: of another maker nothing is read
 */
export function keptIn(file: string, maker: string): Kept {
  const sealOf = (text: string): string => hash('sha256', `${maker}\n${text}`, 'hex')
  return {
    read: () => {
      const found = contentOf(file)
      const seal = found?.slice(0, sealLength)
      const text = found?.slice(sealLength + 1)
      return text !== undefined && seal === sealOf(text) ? text : undefined
    },
    write: (text) => {
      // Several processes may start at once, and one may end in the middle: what stands under the name is whole.
      const fresh = `${file}.${randomId()}`
      try {
        writeFileSync(fresh, `${sealOf(text)}\n${text}`, { mode: 0o600, flag: 'wx' })
        renameSync(fresh, file)
      } catch (error) {
        rmSync(fresh, { force: true })
        throw error
      }
    },
  }
}

/** SHA-256 in hexadecimal digits. */
const sealLength = 64

/** Whatever keeps it from being read, the work is done again. */
function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
