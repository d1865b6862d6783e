import type { PortRow } from './port-row.ts'
import type { PortReport } from './postgres.ts'
import type { Times } from './timing.ts'

/** The report as people read it. */
export function portTable({ node, cpu, cores, server, sizes }: PortReport): string {
  return [
    `Node ${node}, PostgreSQL ${server} on the same machine (16 MB of shared buffers), ${cores} cores (${cpu}). Milliseconds, p50 / p99, the best of five rounds.`,
    ...sizes.flatMap(({ entries, roundTrip, rows }) => [
      '',
      `## ${entries.toLocaleString('en')} entries (a round trip: ${both(roundTrip)})`,
      '',
      '| search | load s | bytes an entry | search | facts | correct | whole question | edit to found, median / slowest | top-1 | first as in memory | corrections as in memory |',
      '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
      ...rows.map(rowLine),
    ]),
  ].join('\n')
}

function rowLine(row: PortRow): string {
  return `| ${[
    row.name,
    row.loadMs === undefined ? '' : (row.loadMs / 1000).toFixed(2),
    row.bytes === undefined ? '' : Math.round(row.bytes).toLocaleString('en'),
    both(row.search),
    both(row.facts),
    both(row.correct),
    both(row.question),
    row.edit ? `${figure(row.edit.medianMs)} / ${figure(row.edit.slowestMs)}` : '',
    part(row.top1),
    part(row.sameFirst),
    part(row.sameCorrections),
  ].join(' | ')} |`
}

const both = (times: Times | undefined): string => (times ? `${figure(times.p50Ms)} / ${figure(times.p99Ms)}` : '')
const figure = (value: number): string => (value >= 100 ? String(Math.round(value)) : value.toPrecision(2))
const part = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(3))
