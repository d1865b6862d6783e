import { readFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { deserialize, serialize } from '#knowledge/search/binary.ts'
import { type Answering, measureAnswering } from './answering.ts'
import { type Editing, measureEditing } from './editing.ts'
import { engines } from './engines.ts'
import { generate } from './knowledge.ts'
import { buildOurs, documentsOf, judge, judgeByFuse, retrieve, retrieveJudged } from './ours.ts'
import { type Asked, type QuestionKind, questionsFor } from './questions.ts'
import { built, timed, type Times } from './timing.ts'

/** How well and how fast an engine finds the entry that a question was made for. */
export type Row =
  | {
      readonly kind: 'measured'
      readonly engine: string
      readonly top1: number
      readonly byKind: Readonly<Record<QuestionKind, number>>
      readonly times: Times
      /** Absent where it is part of another row's. */
      readonly build?: { readonly wallMs: number; readonly cpuMs: number; readonly bytes: number }
    }
  | { readonly kind: 'left out'; readonly engine: string; readonly because: string }

export type SizeReport = {
  readonly entries: number
  readonly generateMs: number
  /** Characters of all documents, of an entry on average. */
  readonly textBytes: number
  readonly rows: readonly Row[]
  readonly binary: { readonly bytes: number; readonly writeMs: number; readonly readMs: number }
  readonly editing: Editing
  readonly answering: Answering
}

export type ScaleReport = {
  readonly version: string
  readonly node: string
  readonly cpu: string
  readonly cores: number
  readonly seed: number
  readonly questions: number
  readonly sizes: readonly SizeReport[]
}

export type ScaleOptions = {
  readonly sizes: readonly number[]
  readonly seed: number
  readonly questions: number
  /** Leaves the other engines out. */
  readonly alone: boolean
  readonly tell: (line: string) => void
}

/** Measures search at several sizes of generated knowledge, one after the other. */
export async function measureScale({ sizes, seed, questions, alone, tell }: ScaleOptions): Promise<ScaleReport> {
  const reports: SizeReport[] = []
  for (const entries of sizes) {
    tell(`${entries.toLocaleString('en')} entries`)
    reports.push(await measureSize(entries, { seed, questions, alone, tell }))
  }
  return {
    version: versionOf(),
    node: process.versions.node,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    seed,
    questions,
    sizes: reports,
  }
}

function versionOf(): string {
  const read: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown'
}

async function measureSize(
  entries: number,
  { seed, questions, alone, tell }: Omit<ScaleOptions, 'sizes'>,
): Promise<SizeReport> {
  const begin = performance.now()
  const { catalog, made } = generate(entries, seed)
  const generateMs = performance.now() - begin
  const documents = documentsOf(catalog)
  const asked = questionsFor(made, questions, seed + 1)
  const { value: ours, ...build } = await built(() => buildOurs(documents))
  const rows: Row[] = [
    { ...(await row('Gofer: words', asked, (text) => retrieve(ours, text)[0]?.id)), build },
    await row('Gofer: words and judge', asked, (text) => retrieveJudged(ours, catalog, text, judge)[0]?.id),
    await row(
      'Gofer: words and Fuse as judge',
      asked,
      (text) => retrieveJudged(ours, catalog, text, judgeByFuse)[0]?.id,
    ),
  ]
  for (const { name, build: make, upTo } of alone ? [] : engines) {
    if (upTo && entries > upTo.entries) {
      rows.push({ kind: 'left out', engine: name, because: upTo.because })
      continue
    }
    tell(`  ${name}`)
    const { value: ask, ...cost } = await built(async () => {
      const asking = make(documents)
      await asking('ready')
      return asking
    })
    rows.push({ ...(await row(name, asked, ask)), build: cost })
  }
  tell('  reading back, editing, answering')
  const write = performance.now()
  const bytes = serialize(ours.index, catalog.version)
  const writeMs = performance.now() - write
  const reading = await timed([1, 2, 3, 4, 5], () => deserialize(bytes, catalog.version), { rounds: 1 })
  return {
    entries,
    generateMs,
    textBytes:
      documents.reduce((sum, { name, asks, body }) => sum + name.length + asks.length + body.length, 0) / entries,
    rows,
    binary: { bytes: bytes.length, writeMs, readMs: reading.p50Ms },
    editing: await measureEditing(ours.index, documents),
    answering: await measureAnswering(catalog, asked),
  }
}

async function row(
  engine: string,
  asked: readonly Asked[],
  ask: (text: string) => string | undefined | Promise<string | undefined>,
): Promise<Extract<Row, { kind: 'measured' }>> {
  const first = new Map<Asked, string | undefined>()
  const times = await timed(asked, async (one) => {
    const found = ask(one.text)
    first.set(one, found instanceof Promise ? await found : found)
  })
  const share = (list: readonly Asked[]): number =>
    list.filter((one) => first.get(one) === one.id).length / Math.max(1, list.length)
  const done = asked.filter((one) => first.has(one))
  const byKind = (kind: QuestionKind): number => share(done.filter((one) => one.kind === kind))
  return {
    kind: 'measured',
    engine,
    top1: share(done),
    byKind: {
      keyword: byKind('keyword'),
      exact: byKind('exact'),
      typo: byKind('typo'),
      paraphrase: byKind('paraphrase'),
      'paraphrase typo': byKind('paraphrase typo'),
    },
    times,
  }
}
