import type { Document } from '#knowledge/search/index.ts'
import type { QuestionLine } from '../questions.ts'
import { holds, type Outcome, type Scored } from '../score.ts'
import type { QuestionFile } from './files.ts'
import { type Tally, tally } from './summary.ts'
import { didText } from './show.ts'

/** Another search engine over the same entries. */
export type Peer = {
  readonly name: string
  /**
   * Builds its index.
   * @param subject what the subject is called, which says little in a question about nothing else
   * @returns asks it: the entry it puts first, with a score where it gives one; undefined where it finds nothing
   */
  readonly build: (
    documents: readonly Document[],
    subject: readonly string[],
  ) => (question: string) => Promise<Top | undefined>
}
export type Top = { readonly id: string; readonly score?: number }

/** A peer's results: as it is when it always answers, and with the threshold that serves it best. */
export type PeerResult = {
  readonly name: string
  readonly threshold: Threshold | undefined
  /** Share of the answerable that are right when it always answers. */
  readonly alwaysRight: number
  readonly answerable: Tally
  readonly unanswerable: Tally
  readonly byKind: Readonly<Record<string, Tally>>
  /** Questions it gets right at its threshold, held-out files aside. */
  readonly rightAt: readonly QuestionLine[]
}

/** Least score at which an answer counts: as it is, or for each word, since the scores of some engines grow with the question. */
export type Threshold = { readonly of: 'score' | 'score a word'; readonly least: number }

/** What peers are measured on. */
export type Ground = {
  readonly documents: readonly Document[]
  /** What the subject is called. */
  readonly subject: readonly string[]
  /** The whole answer that an entry gives by itself. */
  readonly textOf: (id: string) => string
  readonly files: readonly QuestionFile[]
  /** The questions on which thresholds are chosen. */
  readonly tuning: readonly QuestionLine[]
}

/** What a peer did with a question; `holds`: its first entry says what is expected. */
type Asked = { readonly line: QuestionLine; readonly top: Top | undefined; readonly holds: boolean }

/**
 * Asks a peer every question. Its answer is what its first entry says in full. Questions of a thread are put behind the one before
 * them. The threshold is the one with the most questions right on the tuning file, answerable and unanswerable together.
 */
export async function measurePeer(peer: Peer, ground: Ground): Promise<PeerResult> {
  const ask = asking(peer, ground)
  const tuned: Asked[] = []
  for (const line of ground.tuning) tuned.push(await ask(line))
  const threshold = bestThreshold(tuned)
  const asked: (Asked & { readonly heldOut: boolean; readonly outcome: Outcome })[] = []
  for (const { lines, heldOut } of ground.files)
    for (const line of lines) {
      const one = await ask(line)
      asked.push({ ...one, heldOut, outcome: outcomeOf(one, threshold) })
    }
  const answerable = asked.filter((one) => one.line.expects !== null)
  const kinds = [...new Set(asked.map((one) => one.line.kind))].toSorted()
  return {
    name: peer.name,
    threshold,
    alwaysRight: answerable.filter((one) => one.holds).length / Math.max(1, answerable.length),
    answerable: tally(answerable),
    unanswerable: tally(asked.filter((one) => one.line.expects === null)),
    byKind: Object.fromEntries(kinds.map((kind) => [kind, tally(asked.filter((one) => one.line.kind === kind))])),
    rightAt: answerable.filter((one) => one.outcome === 'right' && !one.heldOut).map((one) => one.line),
  }
}

/** Asks a peer; the same question once, since some of them take a third of a second. */
function asking(peer: Peer, { documents, subject, textOf }: Ground): (line: QuestionLine) => Promise<Asked> {
  const ask = peer.build(documents, subject)
  const known = new Map<string, Top | undefined>()
  return async (line) => {
    const text = textIn(line)
    if (!known.has(text)) known.set(text, await ask(text))
    const top = known.get(text)
    return { line, top, holds: top !== undefined && line.expects !== null && holds(textOf(top.id), line.expects) }
  }
}

const textIn = (line: QuestionLine): string => (line.prev === undefined ? line.q : `${line.prev} ${line.q}`)

function outcomeOf(one: Asked, threshold: Threshold | undefined): Outcome {
  const answers = one.top !== undefined && (threshold === undefined || scoreOf(one, threshold.of) >= threshold.least)
  if (one.line.expects === null) return answers ? 'wrong' : 'right'
  return answers ? (one.holds ? 'right' : 'wrong') : 'abstained'
}

function scoreOf({ line, top }: Asked, of: Threshold['of']): number {
  const score = top?.score ?? 0
  return of === 'score' ? score : score / textIn(line).split(/\s+/).length
}

/** The threshold that gives the most right outcomes; undefined for an engine without scores. */
function bestThreshold(asked: readonly Asked[]): Threshold | undefined {
  if (asked.every((one) => one.top?.score === undefined)) return undefined
  let best: Threshold = { of: 'score', least: 0 }
  let most = -1
  for (const scale of ['score', 'score a word'] as const) {
    const scores = new Set(asked.map((one) => scoreOf(one, scale)))
    for (const least of [0, ...scores].toSorted((one, other) => one - other)) {
      const right = asked.filter((one) => outcomeOf(one, { of: scale, least }) === 'right').length
      if (right <= most) continue
      best = { of: scale, least }
      most = right
    }
  }
  return best
}

/** A question that at least one peer gets right and we do not. */
export type Beaten = {
  readonly q: string
  readonly kind: string
  readonly peers: readonly string[]
  readonly ours: string
}

/** What peers get right and we do not; questions of held-out files are not among them. */
export function beatenBy(results: readonly PeerResult[], ours: readonly Scored[]): Beaten[] {
  return ours
    .filter((one) => one.outcome !== 'right')
    .flatMap(({ line, answer }) => {
      const peers = results.filter((result) => result.rightAt.includes(line)).map((result) => result.name)
      return peers.length > 0 ? [{ q: line.q, kind: line.kind, peers, ours: didText(answer) }] : []
    })
}
