import type { Understanding } from './answering.ts'
import type { Deciding } from './deciding.ts'
import type { Taking } from './live.ts'
import type { Figures } from './measure.ts'
import type { Outgoing } from './outgoing.ts'
import type { Standin } from './standin.ts'

export type Measured = {
  readonly kind: 'measured'
  readonly name: string
  /** To the first answer: the median of several starts, and the best. */
  readonly startMs: number
  readonly bestStartMs: number
  readonly rssMb: number | null
  readonly figures: readonly Figures[]
}
export type Missing = { readonly kind: 'missing'; readonly name: string; readonly reason: string }

export type Report = {
  readonly node: string
  readonly cores: number
  readonly cpu: string
  readonly rounds: number
  readonly starts: number
  readonly servers: readonly (Measured | Missing)[]
  readonly understanding: Understanding
  readonly outgoing: Outgoing
  readonly standin: Standin
  readonly deciding: Deciding
  readonly taking: readonly Taking[]
}

/** The report as people read it: one table, the baselines beside what is measured. */
export function table(report: Report): string {
  const baseline = report.servers.find((server) => server.kind === 'measured' && server.name === 'bare Bolt')
  const rows = report.servers.map((server) =>
    server.kind === 'missing' ? [server.name, `not measured: ${server.reason}`] : cells(server, baseline),
  )
  const { callsPerSecond, p99Ms, refused } = report.standin
  return [
    `Signed slash commands with real questions, the log on; ${report.cores} cores shared with the load, medians of ${report.rounds} interleaved rounds and ${report.starts} cold starts.`,
    'Each column has concurrency 1 / 16 / 64. Bolt and node:http answer the same few words whatever is asked.',
    '',
    ...aligned([head, head.map((title) => '-'.repeat(title.length)), ...rows]),
    '',
    `- a call to Slack: ${whole(report.outgoing.cpuMicros)} us of CPU, ${report.outgoing.refused} refused; by Slack’s own client as it comes: ${whole(report.outgoing.clientCpuMicros)} us`,
    `- understanding: ${understood(report.understanding)}`,
    `- deciding: ${decided(report.deciding)}`,
    ...report.taking.map((one) => `- an edit of ${took(one)}`),
    `- the stand-in for Slack alone: ${Math.round(callsPerSecond).toLocaleString('en')} chat.postMessage/s at 16, p99 ${short(p99Ms)} ms, ${refused} refused`,
  ].join('\n')
}

const head = [
  'server',
  'requests/s',
  'of bare Bolt',
  'CPU us a request',
  'of bare Bolt’s CPU',
  'p50 ms',
  'p99 ms',
  'RSS MB',
  'first answer ms (best)',
  'answered',
]

function cells(server: Measured, baseline: Measured | Missing | undefined): string[] {
  const base = baseline?.kind === 'measured' ? baseline.figures : []
  const total = server.figures.reduce((sum, { requests }) => sum + requests, 0)
  const answered = server.figures.reduce((sum, one) => sum + one.answered, 0)
  const each = (show: (one: Figures, other: Figures | undefined) => string): string =>
    server.figures.map((one, at) => show(one, base[at])).join(' / ')
  const part = (one: number | null, other: number | null | undefined): string =>
    one === null || !other ? '-' : `${Math.round((100 * one) / other)} %`
  return [
    server.name,
    each(({ perSecond }) => Math.round(perSecond).toLocaleString('en')),
    each((one, other) => part(one.perSecond, other?.perSecond)),
    each(({ cpuMicros }) => whole(cpuMicros)),
    each((one, other) => part(one.cpuMicros, other?.cpuMicros)),
    each(({ p50 }) => short(p50)),
    each(({ p99 }) => short(p99)),
    whole(server.rssMb),
    `${whole(server.startMs)} (${whole(server.bestStartMs)})`,
    `${((100 * answered) / total).toFixed(answered === total ? 0 : 2)} %`,
  ]
}

const whole = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : String(Math.round(value))
const short = (value: number | undefined): string => (value === undefined ? '-' : value.toPrecision(2))

function decided(deciding: Deciding): string {
  if (deciding.kind === 'absent') return deciding.reason
  const { verdictP50Ms, verdictP99Ms, stepP50Ms, stepP99Ms, steps } = deciding
  return `a verdict p50 ${verdictP50Ms.toFixed(3)} ms, p99 ${verdictP99Ms.toFixed(3)} ms; from submit to the next view p50 ${short(stepP50Ms)} ms, p99 ${short(stepP99Ms)} ms over ${steps} steps, embedded database`
}

function understood(understanding: Understanding): string {
  if (understanding.kind === 'absent') return understanding.reason
  const { questions, p50Ms, p99Ms, loadMs } = understanding
  return `${questions} questions, p50 ${short(p50Ms)} ms, p99 ${short(p99Ms)} ms, loaded in ${whole(loadMs)} ms`
}

function took(taking: Taking): string {
  const { entries, edits, medianMs, slowestMs, medianBlockMs, longestBlockMs, idleBlockMs } = taking
  return `${entries.toLocaleString('en')} entries: ${whole(medianMs)} ms from the write to the new answer, the slowest of ${edits} ${whole(slowestMs)} ms; nothing else waits longer than ${short(medianBlockMs)} ms in the median edit, ${short(longestBlockMs)} ms in the worst, ${short(idleBlockMs)} ms while nothing is done`
}

/** A row of one long cell, such as a reason, does not widen the columns. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const full = rows.filter((row) => row.length > 2)
  const widths = (full[0] ?? []).map((_, column) => Math.max(...full.map((row) => (row[column] ?? '').length)))
  return rows.map(
    (row) =>
      `| ${row.map((cell, column) => (row.length > 2 || column === 0 ? cell.padEnd(widths[column] ?? 0) : cell)).join(' | ')} |`,
  )
}
