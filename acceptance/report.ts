import { readFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { invariants } from './invariants.ts'
import type { Attempt, Outcome, Size } from './scenario.ts'
import { notShown, shownByTests } from './shown.ts'

export type Row = {
  readonly id: string
  readonly name: string
  readonly rows: string
  readonly about: string
  readonly kind: Outcome['kind']
  readonly attempts: number
  readonly passed: number
  readonly failed: number
  readonly unknown: number
  readonly seconds: number
  readonly figures?: Readonly<Record<string, number>>
  readonly note?: string
  /** By invariant, the first few of what was found and how many there are. */
  readonly broken: readonly { readonly id: string; readonly count: number; readonly found: readonly string[] }[]
  readonly notPassed: readonly Attempt[]
}

export type Report = {
  readonly version: string
  readonly size: Size
  readonly seed: number
  readonly node: string
  readonly cores: number
  readonly memoryGb: number
  readonly date: string
  /** Of the whole run. */
  readonly seconds: number
  readonly rows: readonly Row[]
  /** Invariants that were broken, and scenarios that broke: what makes the run fail. */
  readonly broken: number
}

/** At most so many of one kind are told; the count tells the rest. */
const most = 12

export function reportOf(
  outcomes: readonly Outcome[],
  { size, seed, seconds }: { readonly size: Size; readonly seed: number; readonly seconds: number },
): Report {
  const rows = outcomes.map(rowOf)
  return {
    version: versionOf(),
    size,
    seed,
    node: process.version,
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    date: new Date().toISOString().slice(0, 10),
    seconds,
    rows,
    broken: rows.reduce(
      (sum, { kind, broken, failed }) => sum + broken.length + (kind === 'broke' ? 1 : 0) + (failed > 0 ? 1 : 0),
      0,
    ),
  }
}

function rowOf(outcome: Outcome): Row {
  const { id, name, rows, about } = outcome.scenario
  const base = {
    id,
    name,
    rows,
    about,
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
  const { version, size, seed, node, cores, memoryGb, date, seconds } = report
  return `${[
    '# Acceptance',
    '',
    `Version ${version}, the ${size} run, seed ${seed}, ${date}, Node ${node}, ${cores} cores and ${memoryGb} GB shared by the programs, the`,
    `database, the stand-in and whoever sends; ${Math.round(seconds / 60)} minutes. Slack is a strict stand-in built from its documents, over loopback; the`,
    'program runs as processes of its own. `npm run acceptance` makes this run again, `-- --full` the long one, `-- --only NAME` a row',
    'alone, `-- --write` writes this page and `acceptance.json`.',
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

function brokenIn({ rows }: Report, id: string): string {
  const where = rows.filter(({ broken }) => broken.some((one) => one.id === id)).map(({ id }) => id)
  return where.length === 0 ? 'holds' : `broken in ${where.join(', ')}`
}

const table = ({ rows }: Report): string[] => [
  '| scenario | attempts | passed | failed | unknown | seconds | invariants |',
  '| --- | ---: | ---: | ---: | ---: | ---: | --- |',
  ...rows.map(({ name, rows: of, kind, attempts, passed, failed, unknown, seconds, broken }) =>
    kind === 'ran'
      ? `| ${name} (${of}) | ${attempts} | ${passed} | ${failed} | ${unknown} | ${Math.round(seconds)} | ${broken.length === 0 ? 'hold' : `broken: ${broken.map(({ id }) => id).join(', ')}`} |`
      : `| ${name} (${of}) | | | | | ${Math.round(seconds)} | ${kind === 'broke' ? 'broke off' : 'not run'} |`,
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
