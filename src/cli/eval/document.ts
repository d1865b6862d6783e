import type { StillWrong } from '../still-wrong.ts'
import { type Ablation, ablationTable } from './ablate.ts'
import { chanceText, type Crossed, foldTable } from './folds.ts'
import type { Measured, PeersMeasured } from './measure.ts'
import { peerKindTable, peerTable } from './peer-tables.ts'
import { binTable } from './show.ts'
import type { Summary } from './summary.ts'
import { partOf, table } from './table.ts'

/** Everything that `docs/quality.md` tells. */
export type Quality = {
  /** YYYY-MM-DD */
  readonly date: string
  /** The program's version, the knowledge's, and how many entries it has. */
  readonly version: string
  readonly knowledge: string
  readonly entries: number
  /** "Node 26.10.0, linux x64, 2 cores" */
  readonly machine: string
  readonly files: readonly (Measured & { readonly what: string })[]
  readonly all: Summary
  readonly ablation: readonly Ablation[]
  readonly crossed: readonly Crossed[]
  readonly peers: PeersMeasured
  /** Question to why a peer is right where we are not. */
  readonly peerNotes: ReadonlyMap<string, string>
  readonly stillWrong: readonly StillWrong[]
}

/** The page about how good the answers are, as Markdown. */
export function qualityPage(quality: Quality): string {
  const { date, version, knowledge, entries, machine, files, all, ablation, crossed } = quality
  return `${[
    '# How good the answers are',
    '',
    'Written by `npm run eval -- --write`; do not edit.',
    '',
    `Measured on ${date}, version ${version}, knowledge ${knowledge} with ${entries} entries, ${machine}.`,
    '',
    'Right: a strong answer, or what the first candidate of a "did you mean" leads to, holds what the question expects. False confidence: a strong answer to a question that nothing curated answers. Offered: of the answerable questions that were not answered right away, those where one of the offered entries leads to the answer. Calibration error: how far confidence is from the share of right answers, over ten bins.',
    '',
    '## By file',
    '',
    ...fileTable(files),
    '',
    ...files.map((one) => `- \`${one.file.name}\`: ${one.what}`),
    '',
    '## By kind',
    '',
    'Right of all questions of a kind; for those that nothing curated answers, right is not to be confident.',
    '',
    ...kindsTable(files),
    '',
    '## Calibration',
    '',
    `All ${all.answerable.questions + all.unanswerable.questions} questions: how sure the engine was, and how often its likeliest answer was right. ${chanceText(files.flatMap((one) => one.scored))}`,
    '',
    ...binTable(all),
    '',
    '## Cross-validation',
    '',
    'The confidence and the strong band are fitted on four fifths and measured on the fifth that is left, in turn; mean and standard deviation over the folds. The first row is the confidence in service, which was fitted on questions that are among them.',
    '',
    ...foldTable(crossed),
    '',
    '## What each part is worth',
    '',
    'All questions, with one part taken out. Nothing is fitted anew, so a row says what the engine as it is would lose.',
    '',
    ...ablationTable(ablation),
    '',
    '## Other engines',
    '',
    ...peerSection(quality),
    '## The questions that still go wrong and why',
    '',
    ...wrongSection(quality),
  ].join('\n')}\n`
}

function fileTable(files: Quality['files']): string[] {
  return table(
    ['file', 'questions', 'answerable right', 'false confidence', 'offered', 'calibration error'],
    files.map(({ file, summary }) => [
      `\`${file.name}\`${file.heldOut ? ' (held out)' : ''}`,
      String(summary.answerable.questions + summary.unanswerable.questions),
      partOf(summary.answerable.right, summary.answerable.questions),
      partOf(summary.unanswerable.wrong, summary.unanswerable.questions),
      partOf(summary.nearMisses.held, summary.nearMisses.questions),
      summary.calibrationError.toFixed(3),
    ]),
  )
}

function kindsTable(files: Quality['files']): string[] {
  const kinds = [...new Set(files.flatMap(({ summary }) => Object.keys(summary.byKind)))].toSorted()
  return table(
    ['kind', ...files.map(({ file }) => `\`${file.name}\``)],
    kinds.map((kind) => [
      kind,
      ...files.map(({ summary }) => {
        const one = summary.byKind[kind]
        return one ? partOf(one.right, one.questions) : '-'
      }),
    ]),
  )
}

function peerSection({ peers, all, peerNotes, stillWrong }: Quality): string[] {
  const reasons = new Map(stillWrong.map((one) => [one.q, one.why]))
  if (peers.kind === 'absent') return [peers.why, '']
  return [
    'The same entries and questions. The answer of another engine is what its first entry says in full. Its threshold is the one with the most questions right on `tune.jsonl`, answerable and unanswerable together, so it is chosen in its favour; questions of a thread are put behind the one before them, and stop words are taken out.',
    '',
    ...peerTable(peers.results, all),
    '',
    ...peerKindTable(peers.results, all.byKind),
    '',
    'What another engine gets right and Gofer does not, held-out questions aside:',
    '',
    ...table(
      ['question', 'right', 'Gofer', 'why'],
      peers.beaten.map((one) => [
        cell(one.q),
        one.peers.join(', '),
        cell(one.ours),
        cell(peerNotes.get(one.q) ?? reasons.get(one.q) ?? ''),
      ]),
      4,
    ),
    '',
  ]
}

function wrongSection({ stillWrong, files }: Quality): string[] {
  const told = stillWrong.filter((one) => one.why !== undefined)
  const shown = files.filter((one) => !one.file.heldOut).flatMap((one) => one.scored)
  const wrong = shown.filter((one) => one.outcome !== 'right').length
  return [
    `In the files that may be looked at, ${partOf(wrong, shown.length)} questions go wrong. Those that tell most:`,
    '',
    ...table(
      ['question', 'file', 'why'],
      told.map((one) => [cell(one.q), `\`${one.file}\``, cell(one.why ?? '')]),
      3,
    ),
  ]
}

/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
