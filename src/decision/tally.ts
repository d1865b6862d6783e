import type { Framework, VerdictKind } from '#knowledge/framework.ts'
import { answersOf, becauseOf, choiceOf, kindOf } from './rule.ts'
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
}

/** Voters whose own answers come to the same verdict. */
export type Group = { readonly kind: VerdictKind; readonly voters: readonly string[] }

/** Voters whose verdict is another than that of all, with where they differ and why. */
export type Dissent = Group & {
  readonly differences: readonly { readonly id: string; readonly voters: number; readonly reasons: readonly Reason[] }[]
}

/** A knock-out that somebody sees and the majority does not: outvoted among people, so it is shown and not lost. */
export type Raised = { readonly id: string; readonly voters: readonly string[]; readonly reasons: readonly Reason[] }

export type Tally = {
  /** Number of people. */
  readonly voters: number
  /** In the framework's order. */
  readonly rows: readonly Row[]
  /** Rows with both a yes and a no, the most evenly split first: where a talk is worth its time. */
  readonly divided: readonly Row[]
  /** The largest first. */
  readonly groups: readonly Group[]
  /** The majority's answers, to be given to `decide`, and what they come to. */
  readonly overall: { readonly choices: Choices; readonly kind: VerdictKind }
  readonly dissent: readonly Dissent[]
  readonly raised: readonly Raised[]
}

/** Counts a ballot. A voter who stands in it twice changed their mind: the last vote counts. Counts are whole numbers throughout. */
export function tally(framework: Framework, votes: readonly Vote[]): Tally {
  const last = [...new Map(votes.map((vote) => [vote.voter, vote])).values()]
  const rows = rowsOf(framework, last)
  const choices = Object.fromEntries(rows.map((row) => [row.id, { choice: row.majority }]))
  const kind = kindOf(framework, answersOf(framework, choices))
  const groups = groupsOf(framework, last)
  return {
    voters: last.length,
    rows,
    divided: rows.filter((row) => row.yes > 0 && row.no > 0).toSorted(byEvenness),
    groups,
    overall: { choices, kind },
    dissent: groups.filter((group) => group.kind !== kind).map((group) => dissentOf(group, rows, last)),
    raised: rows
      .filter((row) => row.knockOut && row.majority !== 'yes' && row.yes > 0)
      .map((row) => raisedOf(row, last)),
  }
}

function rowsOf(framework: Framework, votes: readonly Vote[]): Row[] {
  return answersOf(framework, {}).map(({ id, knockOut }) => {
    const count = { yes: 0, no: 0, unsure: 0 }
    for (const { choices } of votes) count[choiceOf(choices, id)] += 1
    return { id, knockOut, ...count, majority: majorityOf(count) }
  })
}

function majorityOf({ yes, no, unsure }: Readonly<Record<Choice, number>>): Choice {
  if (yes > no && yes > unsure) return 'yes'
  return no > yes && no > unsure ? 'no' : 'unsure'
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

function reasonsOf(id: string, votes: readonly Vote[]): Reason[] {
  return votes.flatMap(({ voter, choices }) => {
    const because = becauseOf(choices, id)
    return because ? [{ voter, choice: choiceOf(choices, id), because }] : []
  })
}
