import type { VerdictKind } from '#knowledge/framework.ts'
import type { Choice, Cited } from './types.ts'

/** A: first-party and linked. B: independent and linked. C: listed or unlinked. advice: the curators' own, which is no evidence. */
export type Grade = Cited['grade'] | 'advice'

/** Where a claim comes from. */
export type Source = {
  readonly id: string
  readonly title: string
  readonly url?: string
  readonly year: number | null
  readonly grade: Grade
  /** false: known from another text that cites it. */
  readonly read: boolean
}

/** A claim of the knowledge base with all that a reader needs to weigh it, and to see later whether it still stands. */
export type Ground = {
  readonly entry: string
  readonly title: string
  readonly text: string
  readonly grade: Grade
  /** null: undated. Absent: a year would say nothing (advice). */
  readonly year?: number | null
  readonly sources: readonly Source[]
  /** Digest of what the entry said. */
  readonly version: string
}

/** How many of the questions were answered in which way. */
export type Score = { readonly yes: number; readonly no: number; readonly unsure: number; readonly of: number }

export type Change = { readonly id: string; readonly from: Choice; readonly to: 'yes' | 'no' }
/** Answers which, were they otherwise, would lead to another verdict. No part of the changes alone does. */
export type Flip = { readonly changes: readonly Change[]; readonly becomes: VerdictKind }

/** What the answers alone come to, before anything is looked up. */
export type Judgement = {
  readonly kind: VerdictKind
  readonly score: Score
  /** Ids of the answers that hold the verdict up, in the framework's order. */
  readonly drivers: readonly string[]
  /** Ids of the knock-outs that apply. */
  readonly knockedOut: readonly string[]
  /** Ids of questions and knock-outs without a yes or no. */
  readonly open: readonly string[]
  /** The nearest first: what nobody was sure of, then the questions, then the knock-outs. */
  readonly flips: readonly Flip[]
}

/** An answer that drove the verdict. `because` is the asker's, everything else is curated. */
export type Driver = {
  readonly id: string
  readonly short: string
  readonly choice: Choice
  readonly because?: string
  /** What the answer means. Absent for "not sure". */
  readonly ground?: Ground
}

export type Alternative = { readonly id: string; readonly name: string; readonly when: Ground }

export type KnockedOut = {
  readonly id: string
  readonly short: string
  readonly because?: string
  readonly why: Ground
  readonly instead: readonly Alternative[]
  readonly evidence: readonly Ground[]
  /** What is to be said against ruling it out. */
  readonly otherSide: readonly Ground[]
}

/** Something that could be chosen: the candidate, an alternative, or words of the asker's own (`own`). */
export type Option = {
  readonly name: string
  readonly kind: 'candidate' | 'alternative' | 'own'
  readonly id?: string
  readonly when?: Ground
  /** Ids of the knock-outs that lead to it. */
  readonly ledToBy: readonly string[]
}

/** A tool to start with. Only tools that were active when last seen. */
export type StackTool = Ground & {
  /** When to take it: the tool's own line. */
  readonly forWhat: string
  /** The day its state was seen, as YYYY-MM-DD. */
  readonly seen: string
  /** Tools that do the same job and were named for the same start. */
  readonly or: readonly { readonly entry: string; readonly title: string }[]
}

/** A tool that is named for the domain and not to be started with. */
export type LeftOut = { readonly entry: string; readonly title: string; readonly state: string }

export type Risk = Ground & { readonly id: string; readonly remedy: string }

export type Pilot = {
  readonly weeks: number
  readonly days: readonly { readonly when: string; readonly text: string; readonly outcome?: string }[]
  readonly measures: readonly Ground[]
  readonly exit: readonly Ground[]
  /** The entry with the plan, to ask for. */
  readonly entry: string
}

/** All that is said to a team that asked. */
export type Verdict = Omit<Judgement, 'drivers'> & {
  readonly framework: { readonly id: string; readonly version: number }
  /** How the kind is named inside a sentence: "not clear". */
  readonly name: string
  readonly headline: string
  readonly sentence: string
  readonly drivers: readonly Driver[]
  readonly knockedOutBy: readonly KnockedOut[]
  readonly options: readonly Option[]
  /** What speaks for the candidate: the domain's organisations by grade, then what the answers rest on by grade. */
  readonly evidence: readonly Ground[]
  /** Organisations of the domain that are known to use it; more than `evidence` shows. */
  readonly usersInDomain: number
  /** What speaks against it. */
  readonly counter: readonly Ground[]
  /** Empty for a poor fit: there is nothing to start with. */
  readonly stack: readonly StackTool[]
  readonly leftOut: readonly LeftOut[]
  readonly risks: readonly Risk[]
  /** Absent for a poor fit. */
  readonly pilot?: Pilot
  /** Days until it is looked at again, without and with a pilot. */
  readonly review: { readonly afterDays: number; readonly afterPilotDays: number }
  /** Every entry that is leant on, without mere advice. */
  readonly cited: readonly Cited[]
}
