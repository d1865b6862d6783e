import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { endEverything } from './left-over.ts'
import { fromJson, reportOf, toJson, toMarkdown, toText, withRows } from './report.ts'
import { inLanes, runScenario, type Outcome, type Scenario } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'

const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    /** Names of rows, joined by commas. */
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    /** Writes docs/acceptance.md and docs/acceptance.json; with --only, these rows of them. */
    write: { type: 'boolean', default: false },
  },
})

const size = values.full ? 'full' : 'short'
const seed = Number(values.seed)
const wanted = values.only?.split(',')
const unheard = wanted?.filter((name) => !scenarios.some(({ id }) => id === name)) ?? []
if (unheard.length > 0)
  throw new Error(`--only: no row ${unheard.join(', ')}; there are ${scenarios.map(({ id }) => id).join(', ')}`)
const chosen = scenarios.filter(({ id }) => wanted?.includes(id) ?? true)
/** Rows that mostly wait stand beside one another; the others, whose times are figures, have the machine to themselves. */
const lanes = 3
const began = performance.now()
const outcomes = new Map<Scenario, Outcome>()

// A rejection that nobody awaits belongs to a row that broke, and must not end the others.
process.on('unhandledRejection', (error) => {
  process.stderr.write(`nobody awaited: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    endEverything()
    console.log(toText(reportNow()))
    process.exit(130)
  })
process.once('exit', endEverything)

await inLanes(
  lanes,
  chosen
    .filter(({ beside }) => beside)
    .toSorted((one, other) => (other.beside ?? 0) - (one.beside ?? 0))
    .map((scenario) => () => runOne(scenario)),
)
for (const scenario of chosen.filter(({ beside }) => !beside)) await runOne(scenario)

const report = reportNow()
console.log(values.json ? toJson(report) : toText(report))
if (values.write) writeDocs()
if (report.broken > 0) process.exitCode = 1
// What a scenario left behind must not keep the run from ending.
setTimeout(() => process.exit(), 2_000).unref()

async function runOne(scenario: Scenario): Promise<void> {
  const outcome = await runScenario(scenario, size, seed)
  outcomes.set(scenario, outcome)
  process.stderr.write(`${seconds()} s [${outcomes.size}/${chosen.length}] ${scenario.id}: ${inWords(outcome)}\n`)
}

function inWords(outcome: Outcome): string {
  if (outcome.kind === 'not run') return `not run, ${outcome.reason}`
  const took = `after ${Math.round(outcome.seconds)} s`
  if (outcome.kind === 'broke') return `broke off ${took}, ${outcome.reason.split('\n', 1)[0]}`
  const { attempts, broken } = outcome.ran
  const of = (result: string): number => attempts.filter((attempt) => attempt.result === result).length
  const invariants = broken.length === 0 ? '' : `, broken: ${broken.map(({ id }) => id).join(', ')}`
  return `${of('passed')} passed, ${of('failed')} failed, ${of('unknown')} unknown${invariants}, ${took}`
}

function reportNow() {
  const inOrder = chosen.flatMap((scenario) => outcomes.get(scenario) ?? [])
  return reportOf(inOrder, { size, seed })
}

function writeDocs(): void {
  const page = new URL('../docs/acceptance.md', import.meta.url)
  const data = new URL('../docs/acceptance.json', import.meta.url)
  const order = scenarios.map(({ id }) => id)
  const whole = wanted === undefined ? report : withRows(fromJson(readFileSync(data, 'utf8')), report, order)
  writeFileSync(page, toMarkdown(whole))
  writeFileSync(data, `${toJson(whole)}\n`)
}

function seconds(): number {
  return Math.round((performance.now() - began) / 1_000)
}
