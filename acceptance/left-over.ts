import { AsyncLocalStorage } from 'node:async_hooks'
import { rmSync } from 'node:fs'

/** Ends something at once: a process that runs, a folder on the disk. Safe to call twice. */
type Ending = () => void

const all = new Set<Ending>()
type Row = { readonly endings: Set<Ending>; isOver: boolean }
const ofRow = new AsyncLocalStorage<Row>()

/**
 * What the row that runs at this moment must not leave behind. @returns what takes it back, where it ended by itself
 * @throws where the row was given up: what it begins after that is ended at once
 */
export function leaving(end: Ending): () => void {
  const row = ofRow.getStore()
  if (row?.isOver) {
    end()
    throw new Error('this row was given up')
  }
  all.add(end)
  row?.endings.add(end)
  return () => {
    all.delete(end)
    row?.endings.delete(end)
  }
}

/** A folder that is gone afterwards, however the run ends. */
export function leavingFolder(folder: string): () => void {
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  const done = leaving(remove)
  return () => {
    done()
    remove()
  }
}

/** Runs a row, and gives what ends whatever it has left by then. */
export function withLeftOvers<T>(run: () => Promise<T>): { readonly running: Promise<T>; readonly end: () => void } {
  const row: Row = { endings: new Set(), isOver: false }
  const end = (): void => {
    row.isOver = true
    for (const ending of row.endings) all.delete(ending)
    endEach(row.endings)
  }
  return { running: ofRow.run(row, run), end }
}

/** Everything of every row: at the end, and when somebody stops the run. */
export const endEverything = (): void => endEach(all)

function endEach(endings: Set<Ending>): void {
  for (const end of [...endings].toReversed()) {
    endings.delete(end)
    end()
  }
}
