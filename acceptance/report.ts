import { readFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { invariants } from './invariants.ts'
import type { Attempt, Outcome, Size } from './scenario.ts'
import { notShown, shownByTests } from './shown.ts'

/** Which run a row is of: rows may be run again one by one, the longest of them apart from the others. */
const run = z.object({
  version: z.string(),
  size: z.enum(['short', 'full']),
  seed: z.number(),
  node: z.string(),
  cores: z.number(),
  memoryGb: z.number(),
  /** The day, in UTC. */
  date: z.string(),
})
type Run = z.infer<typeof run>

const row = z.object({
  id: z.string(),
  name: z.string(),
  rows: z.string(),
  about: z.string(),
  run,
  kind: z.enum(['ran', 'not run', 'broke']),
  attempts: z.number(),
  passed: z.number(),
  failed: z.number(),
  unknown: z.number(),
  seconds: z.number(),
  figures: z.record(z.string(), z.number()).optional(),
  note: z.string().optional(),
  /** By invariant, the first few of what was found and how many there are. */
  broken: z.array(z.object({ id: z.string(), count: z.number(), found: z.array(z.string()) })),
  notPassed: z.array(
    z.object({ what: z.string(), result: z.enum(['passed', 'failed', 'unknown']), because: z.string().optional() }),
  ),
})
export type Row = Readonly<z.infer<typeof row>>

/** docs/acceptance.json. */
const report = z.object({
  rows: z.array(row),
  /** Invariants that were broken, and scenarios that broke: what makes the run fail. */
  broken: z.number(),
})
export type Report = Readonly<z.infer<typeof report>>

/** At most so many of one kind are told; the count tells the rest. */
const most = 12

export function reportOf(outcomes: readonly Outcome[], by: { readonly size: Size; readonly seed: number }): Report {
  const now = thisRun(by)
  return ofRows(outcomes.map((outcome) => rowOf(outcome, now)))
}

/** Puts rows that ran again in the place of their former ones. @param order all there are, as they are shown */
export function withRows(former: Report, { rows }: Report, order: readonly string[]): Report {
  return ofRows(
    order.flatMap((id) => rows.find((one) => one.id === id) ?? former.rows.find((one) => one.id === id) ?? []),
  )
}

/** @throws where the file is not one that `toJson` wrote */
export const fromJson = (text: string): Report => report.parse(JSON.parse(text))

const ofRows = (rows: Row[]): Report => ({
  rows,
  broken: rows.reduce(
    (sum, { kind, broken, failed }) => sum + broken.length + (kind === 'broke' ? 1 : 0) + (failed > 0 ? 1 : 0),
    0,
  ),
})

const thisRun = ({ size, seed }: { readonly size: Size; readonly seed: number }): Run => ({
  version: versionOf(),
  size,
  seed,
  node: process.version,
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  date: new Date().toISOString().slice(0, 10),
})

function rowOf(outcome: Outcome, run: Run): Row {
  const { id, name, rows, about } = outcome.scenario
  const base = {
    id,
    name,
    rows,
    about,
    run,
    kind: outcome.kind,
    attempts: 0,
    passed: 0,
    failed: 0,
    unknown: 0,
    seconds: 0,
    broken: [],
    notPassed: [],
  }
  if (outcome.kind === 'not run') return { ...base, note: `not run: ${outcome.reason}` }
  if (outcome.kind === 'broke')
    return { ...base, seconds: outcome.seconds, note: `broke off: ${withoutPlace(outcome.reason)}` }
  const { attempts, broken, figures, note } = outcome.ran
  const count = (result: Attempt['result']): number => attempts.filter((one) => one.result === result).length
  return {
    ...base,
    attempts: attempts.length,
    passed: count('passed'),
    failed: count('failed'),
    unknown: count('unknown'),
    seconds: outcome.seconds,
    ...(figures ? { figures } : {}),
    ...(note ? { note } : {}),
    broken: broken.map(({ id, found }) => ({ id, count: found.length, found: found.slice(0, most) })),
    notPassed: attempts.filter(({ result }) => result !== 'passed').slice(0, most * 3),
  }
}

export const toJson = (report: Report): string => JSON.stringify(report, undefined, 2)

/** For a terminal. */
export const toText = (report: Report): string => [...table(report), '', ...details(report)].join('\n')

/** docs/acceptance.md. */
export function toMarkdown(report: Report): string {
  return `${[
    '# Acceptance',
    '',
    ...runsOf(report),
    '',
    'The cores are shared by the programs, the database, the stand-in and whoever sends. Slack is a strict stand-in built from its documents,',
    'over loopback; the program runs as processes of its own. `npm run acceptance` makes the short run again, `-- --full` the long one,',
    '`-- --only NAME,NAME` some rows alone; `-- --write` writes this page and `acceptance.json`, and with `--only` puts these rows in',
    'the place of their former ones.',
    '',
    ...table(report),
    '',
    '"unknown" is an attempt of which nobody can say whether it went well; it is never counted as passed. After each scenario these are',
    'looked for in the ledger of every delivery, every call and every line of the log:',
    '',
    ...invariants.map(({ id, name }) => `- ${id} *${name}*: ${brokenIn(report, id)}`),
    '',
    ...details(report),
    '## Shown by tests',
    '',
    'Scenarios that need no run of their own, since a test shows them on every change:',
    '',
    ...shownByTests.map(({ rows, what, by }) => `- ${rows}, ${what}: ${by.map((file) => `\`${file}\``).join(', ')}`),
    '',
    '## Shown by nothing',
    '',
    ...notShown.map(({ rows, what }) => `- ${rows}, ${what}`),
  ]
    .join('\n')
    .trimEnd()}\n`
}

/** What the rows ran on, a line for each that differs. */
function runsOf({ rows }: Report): string[] {
  const lines = rows.map(
    ({ run: { version, seed, date, node, cores, memoryGb } }) =>
      `- version ${version}, seed ${seed}, ${date}, Node ${node}, ${cores} cores, ${memoryGb} GB`,
  )
  const minutes = Math.round(rows.reduce((sum, { seconds }) => sum + seconds, 0) / 60)
  return [...new Set(lines), `- ${minutes} minutes, had the rows run one after another`]
}

function brokenIn({ rows }: Report, id: string): string {
  const where = rows.filter(({ broken }) => broken.some((one) => one.id === id)).map(({ id }) => id)
  return where.length === 0 ? 'holds' : `broken in ${where.join(', ')}`
}

const table = ({ rows }: Report): string[] => [
  '| scenario | run | attempts | passed | failed | unknown | seconds | invariants |',
  '| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |',
  ...rows.map(({ name, rows: of, run, kind, attempts, passed, failed, unknown, seconds, broken }) =>
    kind === 'ran'
      ? `| ${name} (${of}) | ${run.size} | ${attempts} | ${passed} | ${failed} | ${unknown} | ${Math.round(seconds)} | ${broken.length === 0 ? 'hold' : `broken: ${broken.map(({ id }) => id).join(', ')}`} |`
      : `| ${name} (${of}) | ${run.size} | | | | | ${Math.round(seconds)} | ${kind === 'broke' ? 'broke off' : 'not run'} |`,
  ),
]

const details = ({ rows }: Report): string[] =>
  rows.flatMap(({ id, name, about, note, figures, broken, notPassed }) => [
    `## ${name}`,
    '',
    `\`${id}\`: ${about}`,
    '',
    ...listed([
      ...(note ? [note] : []),
      ...Object.entries(figures ?? {}).map(
        ([what, value]) => `${what}: ${Number.isInteger(value) ? value : value.toFixed(1)}`,
      ),
      ...notPassed.map(({ what, result, because }) => `${result}: ${what}${because ? `; ${because}` : ''}`),
      ...broken.flatMap(({ id: invariant, count, found }) => [
        `${invariant} broken ${count} times: ${found.join(' | ')}`,
      ]),
    ]),
  ])

/** What was found may have lines of its own, and must not become a heading of this page. */
const listed = (lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [...lines.map((line) => `- ${line.replaceAll(/\s*\n\s*/g, ' ')}`), '']

/** Where the repository lies is nobody's business. */
function withoutPlace(words: string): string {
  const root = fileURLToPath(new URL('..', import.meta.url))
  return words.replaceAll(`file://${root}`, '').replaceAll(root, '').split('\n').slice(0, 6).join('\n')
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string
  }
  return version
}
