import type { KitClock } from '../clock.ts'
import type { Ids } from '../ids.ts'

/** A file on its way to Slack, or there. */
export type StoredFile = {
  readonly id: string
  readonly team: string
  readonly name: string
  /** As announced, in bytes. */
  readonly length: number
  readonly created: number
  readonly altText: string
  title: string
  /** Empty until it is uploaded, and again once the store ran out of room. */
  content: Uint8Array
  stage: 'announced' | 'uploaded' | 'complete' | 'deleted'
  /** Where it was shared. */
  readonly channels: Set<string>
}

export type FileStore = {
  /** A path below the stand-in's address that takes the content. */
  readonly announce: (file: Pick<StoredFile, 'team' | 'name' | 'length' | 'altText'>) => {
    readonly file: StoredFile
    readonly path: string
  }
  /** The file whose content a path takes. */
  readonly behind: (path: string) => StoredFile | undefined
  readonly keep: (file: StoredFile, content: Uint8Array) => void
  readonly find: (id: string) => StoredFile | undefined
}

/** What one file may weigh here; Slack takes a gigabyte. */
export const largestFile = 16 * 1024 * 1024
/** What all files together may weigh: beyond it the oldest lose their content. */
const roomFor = 64 * 1024 * 1024
const nothing = new Uint8Array()

export function createFileStore(clock: Pick<KitClock, 'now'>, ids: Ids): FileStore {
  const files = new Map<string, StoredFile>()
  const paths = new Map<string, StoredFile>()

  const makeRoom = (): void => {
    let total = 0
    for (const file of [...files.values()].toReversed()) {
      total += file.content.length
      if (total > roomFor) file.content = nothing
    }
  }

  return {
    announce: (announced) => {
      const file: StoredFile = {
        ...announced,
        id: ids.make('F'),
        title: announced.name,
        created: Math.floor(clock.now() / 1000),
        content: nothing,
        stage: 'announced',
        channels: new Set(),
      }
      const path = `/upload/v1/${ids.uuid()}`
      files.set(file.id, file)
      paths.set(path, file)
      return { file, path }
    },
    behind: (path) => paths.get(path),
    keep: (file, content) => {
      file.content = content
      file.stage = 'uploaded'
      makeRoom()
    },
    find: (id) => files.get(id),
  }
}
