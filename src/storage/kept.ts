import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomId } from './id.ts'

/** Something that saves work when it is found again, and costs only that work when it is not. */
export type Kept = {
  /** undefined: there is none, another maker's, or one that is not whole. */
  readonly read: () => Buffer | undefined
  /** Its folder must be there. @throws what the file system says */
  readonly write: (content: string | Uint8Array) => void
}

/**
 * A text or bytes in a file of their own, for its owner only. It goes through neither the database nor a backup.
 * @param maker stands for everything the content depends on that is not in it: of another maker nothing is read
 */
export function keptIn(file: string, maker: string): Kept {
  const sealOf = (content: string | Uint8Array): string =>
    createHash('sha256').update(`${maker}\n`).update(content).digest('hex')
  return {
    read: () => {
      const found = contentOf(file)
      const content = found?.subarray(sealLength + 1)
      return content !== undefined && found?.toString('latin1', 0, sealLength) === sealOf(content) ? content : undefined
    },
    write: (content) => {
      // Several processes may start at once, and one may end in the middle: what stands under the name is whole.
      const fresh = `${file}.${randomId()}`
      try {
        writeFileSync(fresh, Buffer.concat([Buffer.from(`${sealOf(content)}\n`), Buffer.from(content)]), {
          mode: 0o600,
          flag: 'wx',
        })
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
function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}
