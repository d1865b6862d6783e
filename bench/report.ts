import type { Understanding } from './answering.ts'
import type { Deciding } from './deciding.ts'
import type { Figures } from './measure.ts'
import type { Standin } from './standin.ts'

export type Measured = {
  readonly kind: 'measured'
  readonly name: string
  readonly startMs: number
  readonly rssMb: number | null
  readonly figures: readonly Figures[]
}
export type Missing = { readonly kind: 'missing'; readonly name: string; readonly reason: string }

export type Report = {
  readonly node: string
  readonly cores: number
  readonly command: string
  readonly rounds: number
  readonly servers: readonly (Measured | Missing)[]
  readonly understanding: Understanding
  readonly standin: Standin
  readonly deciding: Deciding
}

/** The report as people read it: one table, the baselines beside what is measured. */
export function table(report: Report): string {
  const baseline = report.servers.find((server) => server.kind === 'measured' && server.name === 'bare Bolt')
  const head = [
    'server',
    'requests/s at 1 / 16 / 64',
    'CPU us a request (16)',
    'p50 / p99 ms at 16',
    'RSS MB',
    'start ms',
    'answered',
    'of bare Bolt (16)',
  ]
  const rows = report.servers.map((server) =>
    server.kind === 'missing' ? [server.name, `not measured: ${server.reason}`] : cells(server, baseline),
  )
  return [
    `${report.command} as a signed slash command; Node ${report.node}, ${report.cores} cores shared with the load, medians of ${report.rounds} interleaved rounds`,
    '',
    ...aligned([head, head.map((title) => '-'.repeat(title.length)), ...rows]),
    '',
    `understanding: ${understood(report.understanding)}`,
    `deciding: ${decided(report.deciding)}`,
    `the stand-in for Slack alone: ${Math.round(report.standin.callsPerSecond).toLocaleString('en')} chat.postMessage/s at 16, p99 ${short(report.standin.p99Ms)} ms, ${report.standin.refused} refused`,
  ].join('\n')
}

function cells(server: Measured, baseline: Measured | Missing | undefined): string[] {
  const at16 = atSixteen(server)
  const base = baseline?.kind === 'measured' ? atSixteen(baseline) : undefined
  const total = server.figures.reduce((sum, { requests }) => sum + requests, 0)
  const answered = server.figures.reduce((sum, one) => sum + one.answered, 0)
  return [
    server.name,
    server.figures.map(({ perSecond }) => Math.round(perSecond).toLocaleString('en')).join(' / '),
    whole(at16?.cpuMicros),
    `${short(at16?.p50)} / ${short(at16?.p99)}`,
    whole(server.rssMb),
    whole(server.startMs),
    `${((100 * answered) / total).toFixed(answered === total ? 0 : 2)} %`,
    at16 && base ? `${Math.round((100 * at16.perSecond) / base.perSecond)} %` : '-',
  ]
}

const atSixteen = (server: Measured): Figures | undefined =>
  server.figures.find(({ concurrency }) => concurrency === 16)
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

/** A row of one long cell, such as a reason, does not widen the columns. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const full = rows.filter((row) => row.length > 2)
  const widths = (full[0] ?? []).map((_, column) => Math.max(...full.map((row) => (row[column] ?? '').length)))
  return rows.map(
    (row) =>
      `| ${row.map((cell, column) => (row.length > 2 || column === 0 ? cell.padEnd(widths[column] ?? 0) : cell)).join(' | ')} |`,
  )
}
