import type { Intent, Question } from '#question/question.ts'
import { sureName } from './beside.ts'

/**
 * Grade of a claim, computed from its sources. A: first-party and linked. B: independent and linked.
 * C: listed or told without a link, or anonymous. advice: the curators' own, which is no evidence.
 */
export type Grade = 'A' | 'B' | 'C' | 'advice'

/** A source as a reader sees it. */
export type Citation = {
  readonly id: string
  readonly title: string
  readonly url?: string
  readonly year: number | null
  readonly grade: Grade
  /** false: known from another text that cites it. */
  readonly read: boolean
}

/** One thing that is said, with everything a reader needs to weigh it. */
export type Line = {
  /** The thing it is about, for a list: "Monzo". */
  readonly title?: string
  readonly text: string
  /** A number to set in bold before the text: "32 to 4 servers". */
  readonly value?: string
  /** null: undated. Absent: a year would say nothing (advice, a definition). */
  readonly year?: number | null
  readonly grade: Grade
  readonly citations: readonly Citation[]
  /** A short word on the state: "disputed", "archived", "moved". */
  readonly label?: string
  /** The entry it comes from; a reader can ask for it. */
  readonly entry?: string
}

/** A part of an answer. Renderers are a table from `kind` to a function. */
export type Section =
  | { readonly kind: 'lines'; readonly heading?: string; readonly lines: readonly Line[] }
  | {
      readonly kind: 'table'
      readonly heading: string
      readonly columns: readonly string[]
      readonly rows: readonly TableRow[]
    }
  | { readonly kind: 'chart'; readonly heading: string; readonly unit: string; readonly series: readonly ChartSeries[] }
  | { readonly kind: 'steps'; readonly heading: string; readonly steps: readonly Step[] }
  | { readonly kind: 'code'; readonly text: string }

/** One row: its name, a cell for each further column, and why. */
export type TableRow = { readonly name: string; readonly cells: readonly string[]; readonly reasons: readonly string[] }
export type ChartSeries = {
  readonly name: string
  readonly points: readonly { readonly label: string; readonly value: number }[]
}
export type Step = { readonly when: string; readonly text: string; readonly outcome?: string }

/** A question to ask next, and the short words on its button (at most 75 characters). */
export type Suggestion = { readonly label: string; readonly question: string }

/** What matched, with what it was worth: "Why this answer?" shows exactly this. */
export type Because = {
  /** Plain sentences: "Read 'fintech' as the domain Financial services." */
  readonly reasons: readonly string[]
  /** The entries that came next, best first, with their confidence between 0 and 1. */
  readonly runnersUp: readonly { readonly id: string; readonly title: string; readonly confidence: number }[]
}

type Common = {
  readonly question: Question
  readonly intent: Intent
  /** Between 0 and 1: how likely it is that this is what was asked. */
  readonly confidence: number
  readonly because: Because
  /** The knowledge the answer was made from. */
  readonly version: string
}

/** Strong: the answer. */
export type Found = Common & {
  readonly kind: 'found'
  readonly band: 'strong'
  /** The question as understood: "Who uses Go in fintech?" */
  readonly title: string
  /** The answer in one sentence. */
  readonly statement: Line
  /** What is usually claimed, when the question rests on it and it is not so. Shown before everything else. */
  readonly correction?: Line
  readonly sections: readonly Section[]
  readonly otherSide: readonly Line[]
  /** Under a list: how many of its lines have a first-party source. */
  readonly firstParty?: { readonly count: number; readonly of: number }
  /** Each source of the answer once, in the order of use. */
  readonly citations: readonly Citation[]
  readonly next: readonly Suggestion[]
  /** Ids of the entries it was made from, the main one first. */
  readonly entries: readonly string[]
  /** The latest of the entries' review dates has passed at this day: readers see "due for review since". Filled by the surface, which knows the day. */
  readonly reviewBy: string
  /** Something in it is known to one workspace only. */
  readonly isOwn?: true
}

/** Middling: two to five candidates. */
export type Choose = Common & {
  readonly kind: 'choose'
  readonly band: 'middling'
  readonly candidates: readonly Candidate[]
}
export type Candidate = {
  readonly id: string
  readonly title: string
  readonly question: string
  readonly confidence: number
}

/** Weak: nothing curated answers this. */
export type Unknown = Common & {
  readonly kind: 'unknown'
  readonly band: 'weak'
  /** One sentence: why there is no answer. */
  readonly reason: string
  /** The nearest topics, offered as such. */
  readonly nearest: readonly Candidate[]
  /** true: worth the curators' eyes. false: not a question for this knowledge base at all. */
  readonly keep: boolean
}

/** A greeting, help, sources, privacy: about the bot itself. `lines` are plain sentences, `examples` run at a press. */
export type About = Common & {
  readonly kind: 'about'
  readonly band: 'strong'
  readonly about: 'greeting' | 'help' | 'sources' | 'privacy'
  readonly title: string
  readonly lines: readonly string[]
  readonly examples: readonly Suggestion[]
}

/** Something another part of the program does: the picker, the walkthrough, the list of decisions. `argument` is what was typed after it. */
export type Open = Common & {
  readonly kind: 'open'
  readonly band: 'strong'
  readonly open: 'browse' | 'decide' | 'decisions'
  readonly argument: string
}

export type Answer = Found | Choose | Unknown | About | Open

/** What a conversation was about, so that a follow-up can keep it. */
export type Subject = {
  readonly intent: Intent
  /** The entries answered from, the main one first. */
  readonly entries: readonly string[]
  /** The question as it was understood, for "and in gaming?". */
  readonly question: Question
}

/** Answers questions from one catalog. Pure: the same question after the same subject gives the same answer. */
export type Answerer = {
  /** @param previous what the thread or direct message was about, if anything */
  readonly answer: (text: string, previous?: Subject) => Answer
  /** At most `limit` entries, domains and languages for a typeahead, best first; an empty text gives the usual ones. */
  readonly suggest: (text: string, limit: number) => readonly Suggestion[]
  readonly version: string
}

/** What to remember of an answer for the next question; a miss keeps the former subject, and so do offers, unless one is named or likely. */
export function subjectOf(answer: Answer): Subject | undefined {
  if (answer.kind === 'choose') {
    const [first] = answer.candidates
    const named = answer.question.mentions.some((one) => one.id === first?.id && one.from >= 0 && one.score >= sureName)
    return first && (named || first.confidence >= likely)
      ? { intent: answer.intent, entries: [first.id], question: answer.question }
      : undefined
  }
  if (answer.kind !== 'found') return undefined
  return { intent: answer.intent, entries: answer.entries, question: answer.question }
}

/** From here on, what was offered first is more likely meant than all the others together. */
const likely = 0.65
