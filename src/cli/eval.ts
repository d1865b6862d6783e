import { existsSync } from 'node:fs'
import { createAnswerer } from '#answer/answerer.ts'
import { catalogOrExit } from './knowledge.ts'
import { readQuestions } from './questions.ts'
import { type Outcome, type Scored, scoreQuestions } from './score.ts'
import { argumentsOrExit } from './arguments.ts'

type Tally = { questions: number; right: number; wrong: number; abstained: number }

const { values, positionals } = argumentsOrExit({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, misses: { type: 'boolean' } },
})
const [file] = positionals
const catalog = catalogOrExit()
if (file && !existsSync(file)) {
  console.error(`${file}: no such file`)
  process.exitCode = 1
} else if (catalog && file) report(scoreQuestions(createAnswerer(catalog), readQuestions(file)))
else if (catalog) {
  console.error('Name a question file: npm run eval -- FILE.jsonl')
  process.exitCode = 1
}

function report(scored: readonly Scored[]): void {
  const kinds = [...new Set(scored.map((one) => one.line.kind))].toSorted()
  const byKind = Object.fromEntries(kinds.map((kind) => [kind, tally(scored.filter((one) => one.line.kind === kind))]))
  const answerable = tally(scored.filter((one) => one.line.expects !== null))
  const unanswerable = tally(scored.filter((one) => one.line.expects === null))
  const calibration = calibrationError(scored)
  const summary = {
    answerable,
    unanswerable,
    rightShare: share(answerable.right, answerable.questions),
    falseConfidence: share(unanswerable.wrong, unanswerable.questions),
    calibrationError: calibration,
    byKind,
  }
  if (values.json) console.log(JSON.stringify(summary))
  else print(summary, kinds)
  if (values.misses) for (const one of scored) if (one.outcome !== 'right') console.log(miss(one))
}

function print(
  summary: {
    answerable: Tally
    unanswerable: Tally
    rightShare: number
    falseConfidence: number
    calibrationError: number
    byKind: Record<string, Tally>
  },
  kinds: readonly string[],
): void {
  console.log('kind            questions  right  wrong  abstained')
  for (const kind of kinds) {
    const one = summary.byKind[kind]
    if (one)
      console.log(
        `${kind.padEnd(15)} ${String(one.questions).padStart(9)} ${String(one.right).padStart(6)} ${String(one.wrong).padStart(6)} ${String(one.abstained).padStart(10)}`,
      )
  }
  console.log(
    `\nanswerable: ${summary.answerable.right} of ${summary.answerable.questions} right (${(summary.rightShare * 100).toFixed(1)} %)`,
  )
  console.log(
    `unanswerable: ${summary.unanswerable.wrong} of ${summary.unanswerable.questions} answered with confidence (${(summary.falseConfidence * 100).toFixed(1)} %)`,
  )
  console.log(`expected calibration error: ${summary.calibrationError.toFixed(3)}`)
}

function miss({ line, answer, outcome }: Scored): string {
  const entry =
    answer.kind === 'found'
      ? answer.entries[0]
      : answer.kind === 'choose'
        ? `choose ${answer.candidates[0]?.id}`
        : answer.kind
  return `${outcome.padEnd(9)} ${line.kind.padEnd(12)} ${answer.confidence.toFixed(2)} ${JSON.stringify(line.q)} -> ${entry}${line.expects ? ` wants ${JSON.stringify(line.expects)}` : ''}`
}

function tally(scored: readonly Scored[]): Tally {
  const count = (outcome: Outcome): number => scored.filter((one) => one.outcome === outcome).length
  return { questions: scored.length, right: count('right'), wrong: count('wrong'), abstained: count('abstained') }
}

/** Mean distance between confidence and how often the best answer would have been right, over ten bins (Guo et al. 2017). */
function calibrationError(scored: readonly Scored[]): number {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, confidence: 0, right: 0 }))
  for (const { line, answer, outcome } of scored) {
    const bin = bins[Math.min(9, Math.floor(answer.confidence * 10))]
    if (!bin) continue
    bin.count++
    bin.confidence += answer.confidence
    bin.right += line.expects !== null && outcome === 'right' ? 1 : 0
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / Math.max(1, scored.length)
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
