import type {
  About,
  Answer,
  Answerer,
  Candidate,
  Choose,
  Citation,
  Found,
  Line,
  Open,
  Subject,
  Unknown,
} from '#answer/answer.ts'
import type { Question } from '#question/question.ts'

// A made-up knowledge base of bridges: what the Slack surface does must not hang on what the curators write.

export const version = 'bridges-1'

export const citation = (id: string, more: Partial<Citation> = {}): Citation => ({
  id,
  title: `Record of ${id}`,
  url: `https://example.com/${id}`,
  year: 2024,
  grade: 'A',
  read: true,
  ...more,
})

export const line = (text: string, more: Partial<Line> = {}): Line => ({
  text,
  grade: 'A',
  year: 2024,
  citations: [citation('survey')],
  ...more,
})

export const question = (text: string): Question => ({
  text,
  tokens: text.toLowerCase().split(' '),
  terms: [],
  context: [],
  intent: 'ask',
  intentFrom: 'none',
  mentions: [],
  excluded: [],
  against: false,
  namesSubject: false,
})

const common = (text: string) => ({
  question: question(text),
  intent: 'ask' as const,
  confidence: 0.9,
  because: {
    reasons: [`Read "${text}" as a question about bridges.`],
    runnersUp: [{ id: 'tunnels', title: 'Tunnels', confidence: 0.31 }],
  },
  version,
})

export const found = (text: string, more: Partial<Found> = {}): Found => ({
  ...common(text),
  kind: 'found',
  band: 'strong',
  title: `Bridges: ${text}`,
  statement: line('Stone bridges outlive their builders.'),
  sections: [
    {
      kind: 'lines',
      heading: 'Who builds',
      lines: [line('Builds arches of stone.', { title: 'Ann & Sons', value: '12 arches' })],
    },
  ],
  otherSide: [
    line('Stone is slow to lay.', { grade: 'B', year: null, citations: [citation('critic', { grade: 'B' })] }),
  ],
  citations: [citation('survey'), citation('critic', { grade: 'B' })],
  next: [{ label: 'Who measured?', question: 'who measured' }],
  entries: ['stone'],
  reviewBy: '2027-01-01',
  ...more,
})

/** A list of so many builders. */
export const list = (text: string, count: number): Found =>
  found(text, {
    sections: [
      {
        kind: 'lines',
        heading: 'Builders',
        lines: Array.from({ length: count }, (_, at) =>
          line(`Built bridge ${at + 1}.`, { title: `Builder ${at + 1}` }),
        ),
      },
    ],
    firstParty: { count: 6, of: count },
  })

export const candidate = (id: string): Candidate => ({
  id,
  title: `About ${id}`,
  question: `tell me of ${id}`,
  confidence: 0.5,
})
export const choose = (text: string, ids: readonly string[] = ['arches', 'cables']): Choose => ({
  ...common(text),
  kind: 'choose',
  band: 'middling',
  candidates: ids.map(candidate),
})
export const unknown = (text: string, more: Partial<Unknown> = {}): Unknown => ({
  ...common(text),
  kind: 'unknown',
  band: 'weak',
  reason: 'The knowledge base has no answer to that.',
  nearest: [candidate('arches')],
  keep: true,
  ...more,
})
export const about = (text: string, kind: About['about'] = 'help'): About => ({
  ...common(text),
  kind: 'about',
  band: 'strong',
  about: kind,
  title: kind === 'greeting' ? 'Hello' : 'What you can ask about bridges',
  lines: ['Ask who builds.'],
  examples: [{ label: 'who builds', question: 'who builds' }],
})
export const open = (text: string, what: Open['open'], argument = ''): Open => ({
  ...common(text),
  kind: 'open',
  band: 'strong',
  open: what,
  argument,
})

/** A table from question to answer, for tests that need a certain one. A function sees the subject of the conversation. */
export type Answers = Readonly<Record<string, Answer | ((previous: Subject | undefined) => Answer)>>

const usual: Answers = {
  '': open('', 'browse'),
  browse: open('browse', 'browse'),
  help: about('help'),
  hello: about('hello', 'greeting'),
  'decide payments': open('decide payments', 'decide', 'payments'),
  decisions: open('decisions', 'decisions'),
  'and of steel?': (previous) => (previous ? found(`${previous.question.text}, of steel`) : unknown('and of steel?')),
}

/** An answerer that finds everything, but for what the table says otherwise. */
export function answererOf(answers: Answers = {}): Answerer {
  const table: Answers = { ...usual, ...answers }
  return {
    version,
    suggest: (text, limit) =>
      ['Arches', 'Cables', 'Piers']
        .filter((name) => name.toLowerCase().startsWith(text.toLowerCase()))
        .slice(0, limit)
        .map((label) => ({ label, question: `tell me of ${label.toLowerCase()}` })),
    answer: (text, previous) => {
      const known = table[text.trim()]
      return typeof known === 'function' ? known(previous) : (known ?? found(text))
    },
  }
}
