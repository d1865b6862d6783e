import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Where the files of some knowledge lie: in a folder, or in memory as a store keeps them. Paths are relative, with slashes. */
export type Shelf = {
  readonly has: (path: string) => boolean
  /** Names directly in a folder, in order and without hidden ones; none where there is no such folder. */
  readonly names: (folder: string) => string[]
  readonly read: (path: string) => ShelfText
}

/** A file's text, or in the system's own word why it cannot be read (`ENOENT`). */
export type ShelfText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly code: string }

/** A folder on the disk; the only reader of files in the core. @param folder absolute path */
export function folderShelf(folder: string): Shelf {
  return {
    has: (path) => existsSync(join(folder, path)),
    names: (sub) => (isFolder(join(folder, sub)) ? inOrder(readdirSync(join(folder, sub))) : []),
    read: (path) => {
      try {
        return { kind: 'text', text: readFileSync(join(folder, path), 'utf8') }
      } catch (error) {
        // Node's file functions throw nothing else.
        return { kind: 'unreadable', code: (error as NodeJS.ErrnoException).code ?? 'unknown' }
      }
    },
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** Files that are at hand. @param files path to text */
export function textShelf(files: ReadonlyMap<string, string>): Shelf {
  const namesIn = (folder: string): Set<string> => {
    const start = folder === '' ? '' : `${folder}/`
    const inside = [...files.keys()].filter((path) => path.startsWith(start))
    return new Set(inside.map((path) => path.slice(start.length).split('/', 1)[0] ?? ''))
  }
  return {
    has: (path) => files.has(path) || namesIn(path).size > 0,
    names: (folder) => inOrder([...namesIn(folder)]),
    read: (path) => {
      const text = files.get(path)
      return text === undefined ? { kind: 'unreadable', code: 'ENOENT' } : { kind: 'text', text }
    },
  }
}

const inOrder = (names: readonly string[]): string[] => names.filter((name) => !name.startsWith('.')).toSorted()
