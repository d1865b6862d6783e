import { createAnswerer } from '#answer/answerer.ts'
import { documentOf } from '#answer/documents.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import { type Scored, scoreQuestions } from '../score.ts'
import { entryTexts } from './entry-text.ts'
import { type QuestionFile, questionFolder, readListed } from './files.ts'
import { loadPeers } from './load-peers.ts'
import { type Beaten, beatenBy, measurePeer, type PeerResult } from './peers.ts'
import { type Summary, summaryOf } from './summary.ts'

/** A question file with what came of its questions. */
export type Measured = { readonly file: QuestionFile; readonly scored: readonly Scored[]; readonly summary: Summary }

/** Asks every question of every file. */
export function measure(catalog: Catalog, files: readonly QuestionFile[]): Measured[] {
  const answerer = createAnswerer(catalog)
  return files.map((file) => {
    const scored = scoreQuestions(answerer, file.lines)
    return { file, scored, summary: summaryOf(scored) }
  })
}

/** All files as one. */
export const together = (measured: readonly Measured[]): Summary => summaryOf(measured.flatMap((one) => one.scored))

export type PeersMeasured =
  | { readonly kind: 'measured'; readonly results: readonly PeerResult[]; readonly beaten: readonly Beaten[] }
  | { readonly kind: 'absent'; readonly why: string }

/** Asks the other engines the same questions over the same entries; thresholds are chosen on the project's tuning file. */
export async function measurePeers(catalog: Catalog, measured: readonly Measured[]): Promise<PeersMeasured> {
  const loaded = await loadPeers()
  if (loaded.kind === 'absent') return loaded
  const tuning = readListed(questionFolder).find((one) => one.file === 'tune.jsonl')?.lines ?? []
  const ground = {
    documents: [...catalog.entries.values()].map((entry) => documentOf(catalog, entry)),
    subject: catalog.subject.names,
    textOf: entryTexts(catalog),
    files: measured.map((one) => one.file),
    tuning,
  }
  const results: PeerResult[] = []
  for (const peer of loaded.peers) results.push(await measurePeer(peer, ground))
  const shown = measured.filter((one) => !one.file.heldOut).flatMap((one) => one.scored)
  return { kind: 'measured', results, beaten: beatenBy(results, shown) }
}
