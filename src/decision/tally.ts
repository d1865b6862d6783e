import type { Framework, VerdictKind } from '#knowledge/framework.ts'
import { answersOf, becauseOf, choiceOf, kindOf, rank } from './rule.ts'
import type { Choice, Choices } from './types.ts'

/** One person's answers to a ballot. */
export type Vote = { readonly voter: string; readonly choices: Choices }

/** Why somebody answered as they did, in their own words. */
export type Reason = { readonly voter: string; readonly choice: Choice; readonly because: string }

/** How one question or knock-out was answered. Who left it out is counted as not sure. */
export type Row = {
  readonly id: string
  readonly knockOut: boolean
  readonly yes: number
  readonly no: number
  readonly unsure: number
  /** What more people chose than anything else; a tie is not sure. */
  readonly majority: Choice
  /** The two leading counts are equal: nobody was outvoted, and nothing was decided. */
  readonly isTied: boolean
}

/** Voters whose own answers come to the same verdict. */
export type Group = { readonly kind: VerdictKind; readonly voters: readonly string[] }

/** Voters whose verdict is another than that of the majority's answers, with where they differ and why. */
export type Dissent = Group & {
  readonly differences: readonly { readonly id: string; readonly voters: number; readonly reasons: readonly Reason[] }[]
}

/** A knock-out that somebody sees and the majority does not. It is never outvoted: it caps the verdict until it is talked about. */
export type Raised = { readonly id: string; readonly voters: readonly string[]; readonly reasons: readonly Reason[] }

/** What a ballot comes to. */
export type Overall = {
  /** The majority's answers, to be given to `decide`. */
  readonly choices: Choices
  /** What all come to: the verdict that everybody's own answers share, or that of the majority's answers, no better than the cap. */
  readonly kind: VerdictKind
  /** The majority's answers alone come to something better, and a raised knock-out forbids it. */
  readonly isCapped: boolean
  /** Everybody's own answers come to this verdict, whatever they differ about. */
  readonly isUnanimous: boolean
  /** The ties, fallen one way or the other, lead to different verdicts. */
  readonly hangsOnTies: boolean
  /** Nothing raised, no tie that would change the kind, and the majority's answers come to this kind: it may be recorded as decided. */
  readonly settled: boolean
}

export type Tally = {
  /** Number of people. */
  readonly voters: number
  /** In the framework's order. */
  readonly rows: readonly Row[]
  /** Rows with both a yes and a no, the most evenly split first: where a talk is worth its time. */
  readonly divided: readonly Row[]
  /** The largest first. */
  readonly groups: readonly Group[]
  readonly overall: Overall
  readonly dissent: readonly Dissent[]
  readonly raised: readonly Raised[]
  /** All other reasons, by row: of those who agree, and of those who differ and come to the same verdict all the same. */
  readonly given: readonly { readonly id: string; readonly reasons: readonly Reason[] }[]
}

/** The best that a ballot may come to while somebody sees a knock-out. */
const cap: VerdictKind = 'not-clear'

/** Counts a ballot. A voter who stands in it twice changed their mind: the last vote counts. Counts are whole numbers throughout. */
export function tally(framework: Framework, votes: readonly Vote[]): Tally {
  const last = [...new Map(votes.map((vote) => [vote.voter, vote])).values()]
  const rows = rowsOf(framework, last)
  const choices = Object.fromEntries(rows.map((row) => [row.id, { choice: row.majority }]))
  const groups = groupsOf(framework, last)
  const raised = rows
    .filter((row) => row.knockOut && row.majority !== 'yes' && row.yes > 0)
    .map((row) => raisedOf(row, last))
  const counted = kindOf(framework, answersOf(framework, choices))
  const [shared, ...others] = groups
  const isUnanimous = shared !== undefined && others.length === 0
  const kind = isUnanimous ? shared.kind : raised.length > 0 ? noBetterThan(cap, counted) : counted
  const hangsOnTies = isDecidedByTies(framework, rows)
  const settled = raised.length === 0 && kind === counted && !hangsOnTies
  // Against what the answers of most come to: a cap is nobody's view, so nobody dissents from it.
  const dissenting = isUnanimous ? [] : groups.filter((group) => group.kind !== counted)
  return {
    voters: last.length,
    rows,
    divided: rows.filter((row) => row.yes > 0 && row.no > 0).toSorted(byEvenness),
    groups,
    overall: { choices, kind, isCapped: !isUnanimous && kind !== counted, isUnanimous, hangsOnTies, settled },
    dissent: dissenting.map((group) => dissentOf(group, rows, last)),
    raised,
    given: givenOf(rows, last, { dissenting, raised }),
  }
}

function noBetterThan(best: VerdictKind, kind: VerdictKind): VerdictKind {
  return rank[kind] > rank[best] ? best : kind
}

/**
 * Whether the ties, fallen one way or the other, lead to different verdicts. More yes and fewer no to the questions, and fewer yes to the
 * knock-outs, never make a verdict worse, so the best and the worst way to break all of them bound every other.
 */
function isDecidedByTies(framework: Framework, rows: readonly Row[]): boolean {
  const broken = (wanted: 'best' | 'worst'): VerdictKind =>
    kindOf(
      framework,
      rows.map((row) => ({ id: row.id, knockOut: row.knockOut, choice: brokenTie(row, wanted) })),
    )
  return broken('best') !== broken('worst')
}

/** From what speaks for it to what speaks against it; for a knock-out the other way round. */
const ordered: readonly Choice[] = ['yes', 'unsure', 'no']

/** Only what leads can come of a tie: where half say no and half are not sure, nobody has said yes. */
function brokenTie({ knockOut, yes, no, unsure, majority, isTied }: Row, wanted: 'best' | 'worst'): Choice {
  if (!isTied) return majority
  const lead = Math.max(yes, no, unsure)
  const leading = ordered.filter((choice) => ({ yes, no, unsure })[choice] === lead)
  const fromBest = knockOut ? leading.toReversed() : leading
  return fromBest.at(wanted === 'best' ? 0 : -1) ?? majority
}

function rowsOf(framework: Framework, votes: readonly Vote[]): Row[] {
  return answersOf(framework, {}).map(({ id, knockOut }) => {
    const count = { yes: 0, no: 0, unsure: 0 }
    for (const { choices } of votes) count[choiceOf(choices, id)] += 1
    return { id, knockOut, ...count, majority: majorityOf(count), isTied: isTie(count) }
  })
}

function majorityOf({ yes, no, unsure }: Readonly<Record<Choice, number>>): Choice {
  if (yes > no && yes > unsure) return 'yes'
  return no > yes && no > unsure ? 'no' : 'unsure'
}

function isTie({ yes, no, unsure }: Readonly<Record<Choice, number>>): boolean {
  const [lead = 0, next] = [yes, no, unsure].toSorted((one, other) => other - one)
  return lead > 0 && lead === next
}

/** The share of the smaller side, compared by cross products since quotients round; then where more people took a side. */
function byEvenness(one: Row, other: Row): number {
  const [mine, theirs] = [Math.min(one.yes, one.no), Math.min(other.yes, other.no)]
  const [sided, othersSided] = [one.yes + one.no, other.yes + other.no]
  return theirs * sided - mine * othersSided || othersSided - sided
}

function groupsOf(framework: Framework, votes: readonly Vote[]): Group[] {
  const voters = Map.groupBy(votes, ({ choices }) => kindOf(framework, answersOf(framework, choices)))
  return [...voters]
    .map(([kind, group]) => ({ kind, voters: group.map((vote) => vote.voter) }))
    .toSorted((one, other) => other.voters.length - one.voters.length || (one.kind < other.kind ? -1 : 1))
}

function dissentOf(group: Group, rows: readonly Row[], votes: readonly Vote[]): Dissent {
  const theirs = votes.filter((vote) => group.voters.includes(vote.voter))
  const differences = rows.flatMap(({ id, majority }) => {
    const differing = theirs.filter(({ choices }) => choiceOf(choices, id) !== majority)
    return differing.length > 0 ? [{ id, voters: differing.length, reasons: reasonsOf(id, differing) }] : []
  })
  return { ...group, differences }
}

function raisedOf({ id }: Row, votes: readonly Vote[]): Raised {
  const seeing = votes.filter(({ choices }) => choiceOf(choices, id) === 'yes')
  return { id, voters: seeing.map((vote) => vote.voter), reasons: reasonsOf(id, seeing) }
}

/** What stands neither with the dissent nor with what is raised: no reason that somebody gave is lost. */
function givenOf(
  rows: readonly Row[],
  votes: readonly Vote[],
  { dissenting, raised }: { readonly dissenting: readonly Group[]; readonly raised: readonly Raised[] },
): Tally['given'] {
  const dissenters = new Set(dissenting.flatMap((group) => group.voters))
  return rows.flatMap(({ id, majority }) => {
    const isRaised = raised.some((one) => one.id === id)
    const rest = votes.filter(({ voter, choices }) => {
      const choice = choiceOf(choices, id)
      return !(isRaised && choice === 'yes') && !(dissenters.has(voter) && choice !== majority)
    })
    const reasons = reasonsOf(id, rest)
    return reasons.length > 0 ? [{ id, reasons }] : []
  })
}

function reasonsOf(id: string, votes: readonly Vote[]): Reason[] {
  return votes.flatMap(({ voter, choices }) => {
    const because = becauseOf(choices, id)
    return because ? [{ voter, choice: choiceOf(choices, id), because }] : []
  })
}
