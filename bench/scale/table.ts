import { questionKinds } from './questions.ts'
import type { Row, ScaleReport, SizeReport } from './run.ts'

/** The report as people read it. */
export function scaleTable(report: ScaleReport): string {
  const { version, node, cpu, cores, seed, questions } = report
  return [
    `Gofer ${version}, Node ${node}, ${cores} cores (${cpu}), seed ${seed}, ${questions} questions of five kinds.`,
    'Times are the best of five rounds for each question, then p50 and p99 over the questions; in brackets p99 of all rounds.',
    ...report.sizes.flatMap((size) => ['', ...sizeLines(size)]),
  ].join('\n')
}

function sizeLines(size: SizeReport): string[] {
  const { binary, editing, answering } = size
  const { own } = answering
  return [
    `## ${size.entries.toLocaleString('en')} entries (${Math.round(size.textBytes)} characters each, generated in ${seconds(size.generateMs)})`,
    '',
    `| engine | top-1 | ${questionKinds.join(' / ')} | p50 / p99 ms | build s (CPU s) | bytes an entry | asked |`,
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...size.rows.map((row) => rowLine(row, size.entries)),
    '',
    `prebuilt: ${mega(binary.bytes)}, written in ${ms(binary.writeMs)}, read in ${ms(binary.readMs)}`,
    `edits: ${editing.edits} one by one, in the index after ${ms(editing.medianMs)} (slowest ${ms(editing.slowestMs)}); longest block ${ms(editing.longestBlockMs)}, idle machine ${ms(editing.idleBlockMs)}`,
    `whole answerer: built in ${seconds(answering.buildWallMs)} (CPU ${seconds(answering.buildCpuMs)}), ${Math.round(answering.bytes / size.entries)} bytes an entry, top-1 ${share(answering.top1)}, p50 ${ms(answering.times.p50Ms)}, p99 ${ms(answering.times.p99Ms)} (${ms(answering.times.disturbedP99Ms)})`,
    `a workspace with ${own.entries} entries of its own: answered from after ${ms(own.buildMs)} (longest block ${ms(own.longestBlockMs)}), then ${ms(own.p50Ms)} at the median; ${mega(own.bytes)}`,
    `worst input: ${answering.worst.map((one) => `${one.characters.toLocaleString('en')} characters ${ms(one.ms)} (${one.input})`).join(', ')}`,
  ]
}

function rowLine(row: Row, entries: number): string {
  if (row.kind === 'left out') return `| ${row.engine} | not measured: ${row.because} |`
  const { times, build } = row
  return `| ${[
    row.engine,
    share(row.top1),
    questionKinds.map((kind) => share(row.byKind[kind])).join(' / '),
    `${figure(times.p50Ms)} / ${figure(times.p99Ms)} (${figure(times.disturbedP99Ms)})`,
    build ? `${(build.wallMs / 1000).toFixed(2)} (${(build.cpuMs / 1000).toFixed(2)})` : 'as above',
    build ? Math.round(build.bytes / entries).toLocaleString('en') : 'as above',
    String(times.asked),
  ].join(' | ')} |`
}

const figure = (value: number): string => (value >= 100 ? String(Math.round(value)) : value.toPrecision(2))
const ms = (value: number): string => `${figure(value)} ms`
const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`
const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`
const share = (value: number): string => value.toFixed(3).replace(/^0/, '')
