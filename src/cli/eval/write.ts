import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Catalog } from '#knowledge/catalog.ts'
import type { Scored } from '../score.ts'
import { acceptedNow, driftOf, readStillWrong, type StillWrong } from '../still-wrong.ts'
import { ablate } from './ablate.ts'
import { qualityPage } from './document.ts'
import { questionFolder, readListed } from './files.ts'
import { crossValidate } from './folds.ts'
import { measure, type Measured, measurePeers, together } from './measure.ts'
import { readNotes } from './notes.ts'

/** The page, and what its hand-written parts do not say yet or say no more. */
export type Written = { readonly page: string; readonly complaints: readonly string[] }

/** So many of the questions that go wrong must say why. */
const mustTell = 5

/**
 * Measures everything on the project's own question files and writes it up.
 * @param date YYYY-MM-DD, of the day or of the commit
 */
export async function writeUp(catalog: Catalog, date: string): Promise<Written> {
  const listed = readListed(questionFolder)
  const measured = measure(catalog, listed)
  const lines = listed.flatMap((file) => file.lines)
  const stillWrong = readStillWrong(questionFolder)
  const peers = await measurePeers(catalog, measured)
  const peerNotes = readNotes(questionFolder)
  const shown = measured.filter((one) => !one.file.heldOut)
  const files = shown.map((one) => ({ name: one.file.name, scored: one.scored }))
  const now = acceptedNow(stillWrong, files)
  const page = qualityPage({
    date,
    version: versionOf('package.json'),
    knowledge: catalog.version,
    entries: catalog.entries.size,
    machine: `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${navigator.hardwareConcurrency} cores`,
    files: measured.map((one, at) => ({ ...one, what: listed[at]?.what ?? '' })),
    all: together(measured),
    ablation: ablate(catalog, lines),
    crossed: crossValidate(catalog, lines, 5, 1),
    peers,
    peerNotes,
    stillWrong: now,
  })
  const beaten = peers.kind === 'measured' ? peers.beaten : []
  return {
    page,
    complaints: [
      ...driftOf(stillWrong, files).mended.map((one) => `${one.file}: answered right now, and still listed: ${one.q}`),
      ...untold(shown, now).map((q) => `one of the ${mustTell} worst, and nobody wrote why: ${q}`),
      ...beaten
        .filter((one) => !peerNotes.has(one.q) && !now.some(({ q, why }) => q === one.q && why !== undefined))
        .map((one) => `a peer is right, and nobody wrote why we are not: ${one.q}`),
    ],
  }
}

/** The worst first: a wrong answer given with confidence, then what was nearly sure and abstained. Those of the first few without a reason. */
function untold(shown: readonly Measured[], now: readonly StillWrong[]): string[] {
  const told = new Set(now.filter((one) => one.why !== undefined).map((one) => one.q))
  const rank = ({ outcome }: Scored): number => (outcome === 'wrong' ? 0 : 1)
  return shown
    .flatMap((one) => one.scored)
    .filter((one) => one.outcome !== 'right')
    .toSorted((one, other) => rank(one) - rank(other) || other.answer.confidence - one.answer.confidence)
    .slice(0, mustTell)
    .map((one) => one.line.q)
    .filter((q) => !told.has(q))
}

/** The day of the last commit of this checkout, as YYYY-MM-DD; undefined outside one. */
export function commitDate(): string | undefined {
  const log = join('.git', 'logs', 'HEAD')
  if (!existsSync(log)) return undefined
  const last = readFileSync(log, 'utf8').trimEnd().split('\n').at(-1) ?? ''
  const seconds = /> (\d+) [+-]\d{4}\t/.exec(last)?.[1]
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000).toISOString().slice(0, 10)
}

function versionOf(path: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).version
}
