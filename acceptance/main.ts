import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { reportOf, toJson, toMarkdown, toText } from './report.ts'
import { runScenario, type Outcome } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'

const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    /** Names of rows, joined by commas. */
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    /** Writes docs/acceptance.md and docs/acceptance.json. */
    write: { type: 'boolean', default: false },
  },
})

const size = values.full ? 'full' : 'short'
const seed = Number(values.seed)
const wanted = values.only?.split(',')
const chosen = scenarios.filter(({ id }) => wanted?.includes(id) ?? true)
if (chosen.length === 0) throw new Error(`--only: one of ${scenarios.map(({ id }) => id).join(', ')}`)

const outcomes: Outcome[] = []
for (const scenario of chosen) {
  process.stderr.write(`${scenario.name} … `)
  const outcome = await runScenario(scenario, size, seed)
  process.stderr.write(`${outcome.kind}\n`)
  outcomes.push(outcome)
}
const report = reportOf(outcomes, { size, seed })
console.log(values.json ? toJson(report) : toText(report))
if (values.write && wanted === undefined) {
  writeFileSync(new URL('../docs/acceptance.md', import.meta.url), toMarkdown(report))
  writeFileSync(new URL('../docs/acceptance.json', import.meta.url), `${toJson(report)}\n`)
}
if (report.broken > 0) process.exitCode = 1
// What a scenario left behind must not keep the run from ending.
setTimeout(() => process.exit(), 2_000).unref()
