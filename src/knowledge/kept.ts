import { type Loaded, loading } from './load.ts'
import type { Files } from './reader.ts'
import { finished } from './search/slices.ts'

/** Where what was made of the files stays between two starts. Both are of this very program and of nobody else's hand. */
export type FilesText = {
  readonly read: () => string | undefined
  readonly write: (text: string) => void
}

/**
 * Reads a folder as `loadKnowledge` does, with what an earlier start made of its files. Every file is read; parsing and checking,
 * about nine tenths of the work, are left out for those that have the very same text.
 */
export function loadKept(folder: string, kept: FilesText): Loaded {
  const before = filesOf(kept.read())
  const loaded = finished(loading(folder, before))
  if (loaded.kind === 'loaded' && !isSame(loaded.files, before)) kept.write(textOf(loaded.files))
  return loaded
}

/** What is made of a file is made of YAML: plain data, which comes back from JSON as it was. */
const textOf = (files: Files): string => JSON.stringify([...files])
const filesOf = (text: string | undefined): Files =>
  new Map(text === undefined ? [] : (JSON.parse(text) as [string, NonNullable<ReturnType<Files['get']>>][]))

const isSame = (files: Files, before: Files): boolean =>
  files.size === before.size && files.entries().every(([path, file]) => before.get(path) === file)
