import type { Answer, Answerer, Candidate, Found } from '#answer/answer.ts'
import type { QuestionLine } from '#cli/questions.ts'
import { question } from '../slack/answers.ts'

export const line = (q: string, expects: string[][] | null, kind = 'made'): QuestionLine => ({ q, kind, expects })

const common = (text: string, confidence: number) => ({
  question: question(text),
  intent: 'ask' as const,
  confidence,
  because: { reasons: [], runnersUp: [] },
  version: '1',
})

export const found = (text: string, confidence: number, id = 'some'): Found => ({
  ...common(text, confidence),
  kind: 'found',
  band: 'strong',
  title: text,
  statement: { text, grade: 'A', citations: [] },
  sections: [],
  otherSide: [],
  citations: [],
  next: [],
  entries: [id],
  reviewBy: '',
})

const candidates = (asks: readonly string[], confidence: number): Candidate[] =>
  asks.map((ask) => ({ id: ask, title: ask, question: ask, confidence }))

export const choose = (asks: readonly string[], confidence: number): Answer => ({
  ...common('choose', confidence),
  kind: 'choose',
  band: 'middling',
  candidates: candidates(asks, confidence),
})

export const unknown = (nearest: readonly string[], confidence: number): Answer => ({
  ...common('unknown', confidence),
  kind: 'unknown',
  band: 'weak',
  reason: 'nothing',
  nearest: candidates(nearest, confidence),
  keep: true,
})

/** An answerer that knows exactly these answers. */
export const answering = (answers: Readonly<Record<string, Answer>>): Answerer => ({
  version: '1',
  suggest: () => [],
  answer: (text) => answers[text] ?? unknown([], 0),
})
