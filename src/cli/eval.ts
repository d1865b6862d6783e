import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog } from '#knowledge/catalog.ts'
import { fitted } from '#answer/confidence.ts'
import { ablate, ablationTable } from './eval/ablate.ts'
import { calibrationError } from './eval/calibration.ts'
import { examplesOf, saidBy } from './eval/examples.ts'
import { type QuestionFile, questionFolder, readFile, readListed } from './eval/files.ts'
import { fitOf, fitText, surprise } from './eval/fit.ts'
import { chanceText, crossValidate, foldTable } from './eval/folds.ts'
import { measure, type Measured, measurePeers, together } from './eval/measure.ts'
import { peerKindTable, peerTable } from './eval/peer-tables.ts'
import { missText, summaryText } from './eval/show.ts'
import { commitDate, writeUp } from './eval/write.ts'
import { argumentsOrExit } from './arguments.ts'
import { catalogOrExit } from './knowledge.ts'
import { acceptedNow, readStillWrong, stillWrongText } from './still-wrong.ts'

const { values, positionals } = argumentsOrExit({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    misses: { type: 'boolean' },
    ablate: { type: 'boolean' },
    peers: { type: 'boolean' },
    fit: { type: 'boolean' },
    folds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    accept: { type: 'boolean' },
    write: { type: 'boolean' },
    date: { type: 'string' },
  },
})

const catalog = catalogOrExit()
const absent = positionals.find((path) => !existsSync(path))
if (absent !== undefined) refuse(`${absent}: no such file`)
else if (catalog && values.write) await write(catalog)
else if (catalog && values.accept) accept(catalog)
else if (catalog && positionals.length > 0) await evaluate(catalog, positionals.map(readFile))
else if (catalog) refuse('Name a question file: npm run eval -- FILE.jsonl')

async function evaluate(catalog: Catalog, files: readonly QuestionFile[]): Promise<void> {
  const lines = files.flatMap((file) => file.lines)
  if (values.ablate) return tell(ablate(catalog, lines), ablationTable)
  if (values.folds !== undefined) return cross(catalog, files, Number(values.folds))
  if (values.fit) return fit(catalog, files)
  const measured = measure(catalog, files)
  if (values.peers) return comparePeers(catalog, measured)
  return report(measured)
}

function report(measured: readonly Measured[]): void {
  const all = together(measured)
  const several = measured.length > 1
  if (values.json) {
    const files = Object.fromEntries(measured.map((one) => [one.file.path, one.summary]))
    console.log(JSON.stringify(several ? { ...all, files } : all))
  } else {
    const parts = measured.map((one) => summaryText(several ? one.file.name : '', one.summary))
    if (several) parts.push(summaryText('all files', all))
    console.log(parts.map((part) => part.join('\n').trim()).join('\n\n'))
  }
  if (!values.misses) return
  for (const { file, scored } of measured) {
    if (file.heldOut) console.log(`${file.name} is held out: only its totals are shown, so that nobody tunes on it`)
    else for (const one of scored) if (one.outcome !== 'right') console.log(missText(one))
  }
}

async function comparePeers(catalog: Catalog, measured: readonly Measured[]): Promise<void> {
  const peers = await measurePeers(catalog, measured)
  if (peers.kind === 'absent') return refuse(peers.why)
  const all = together(measured)
  tell({ ours: all, ...peers }, () => [
    ...peerTable(peers.results, all),
    '',
    ...peerKindTable(peers.results, all.byKind),
    '',
    'right there and not here:',
    ...peers.beaten.map(
      (one) => `${one.kind.padEnd(12)} ${JSON.stringify(one.q)}: ${one.peers.join(', ')}; here ${one.ours}`,
    ),
  ])
}

function cross(catalog: Catalog, files: readonly QuestionFile[], count: number): void {
  if (!Number.isInteger(count) || count < 2 || count > 20) return refuse('--folds wants a number from 2 to 20')
  const lines = files.flatMap((file) => file.lines)
  tell(crossValidate(catalog, lines, count, Number(values.seed)), (rows) => [
    ...foldTable(rows),
    chanceText(measure(catalog, files).flatMap((one) => one.scored)),
  ])
}

function fit(catalog: Catalog, files: readonly QuestionFile[]): void {
  const heldOut = files.find((file) => file.heldOut)
  if (heldOut) return refuse(`${heldOut.name} is held out: nothing is fitted on it`)
  const seen = examplesOf(
    catalog,
    files.flatMap((file) => file.lines),
  )
  const found = fitOf(seen)
  const line = (name: string, said: ReturnType<typeof saidBy>): string =>
    `${name}: surprise ${surprise(said).toFixed(3)} nats, calibration error ${calibrationError(said).toFixed(3)} on ${said.length} ranked questions`
  tell(found, () => [
    ...fitText(found),
    line('in service', saidBy(seen, fitted)),
    line('this fit, on its own questions', saidBy(seen, found)),
    '--folds tells what it is worth on others',
  ])
}

/** Takes today's answers as the ones that must stay: what goes wrong now is known to, with the reasons that were written before. */
function accept(catalog: Catalog): void {
  const measured = measure(
    catalog,
    readListed(questionFolder).filter((file) => !file.heldOut),
  )
  const list = acceptedNow(
    readStillWrong(questionFolder),
    measured.map(({ file, scored }) => ({ name: file.name, scored })),
  )
  writeFileSync(join(questionFolder, 'still-wrong.jsonl'), stillWrongText(list))
  console.log(`${list.length} questions are known to go wrong; every other one must stay right`)
}

async function write(catalog: Catalog): Promise<void> {
  const date = values.date ?? commitDate()
  if (date === undefined) return refuse('--date wants the day of the measurement as YYYY-MM-DD')
  const { page, complaints } = await writeUp(catalog, date)
  writeFileSync(join('docs', 'quality.md'), page)
  for (const complaint of complaints) console.log(complaint)
  console.log('docs/quality.md is written')
}

function tell<T>(value: T, text: (value: T) => readonly string[]): void {
  console.log(values.json ? JSON.stringify(value) : text(value).join('\n'))
}

function refuse(why: string): void {
  console.error(why)
  process.exitCode = 1
}
