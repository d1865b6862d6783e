import type { Decision } from '#decision/types.ts'
import type { DecisionChanges, NewDecision } from '../ports/decisions.ts'
import type { DecisionRow } from '../tables.ts'
import { choicesShape, citedShape, frameworkShape, parsed, postedShape, proposalShape, stateShape } from './json.ts'

/** @throws ZodError when a column does not hold what this version writes */
export function decisionOf(row: DecisionRow): Decision {
  return {
    id: row.id,
    team: row.team,
    owner: row.owner,
    state: stateShape.parse(row.state),
    proposal: parsed(proposalShape, row.proposal),
    choices: parsed(choicesShape, row.choices),
    framework: parsed(frameworkShape, row.framework),
    verdict: row.verdict,
    cited: parsed(citedShape, row.cited),
    pilot: row.pilot === 1,
    ...(row.superseded_by === null ? {} : { supersededBy: row.superseded_by }),
    ...(row.posted === null ? {} : { posted: parsed(postedShape, row.posted) }),
    ...(row.review_at === null ? {} : { reviewAt: row.review_at }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

/** @param now the time as the database keeps it */
export function newRow(decision: NewDecision, now: string): DecisionRow {
  return {
    team: decision.team,
    id: decision.id,
    owner: decision.owner,
    state: decision.state,
    proposal: JSON.stringify(decision.proposal),
    choices: JSON.stringify(decision.choices),
    framework: JSON.stringify(decision.framework),
    verdict: decision.verdict,
    cited: JSON.stringify(decision.cited),
    pilot: decision.pilot ? 1 : 0,
    superseded_by: decision.supersededBy ?? null,
    posted: jsonOrNull(decision.posted),
    review_at: decision.reviewAt ?? null,
    created_at: now,
    updated_at: now,
    version: 1,
  }
}

/** The columns that a change touches. */
export function changedColumns(changes: DecisionChanges): Partial<DecisionRow> {
  const { owner, state, proposal, choices, framework, verdict, cited, pilot, supersededBy, posted, reviewAt } = changes
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(state === undefined ? {} : { state }),
    ...(proposal === undefined ? {} : { proposal: JSON.stringify(proposal) }),
    ...(choices === undefined ? {} : { choices: JSON.stringify(choices) }),
    ...(framework === undefined ? {} : { framework: JSON.stringify(framework) }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(cited === undefined ? {} : { cited: JSON.stringify(cited) }),
    ...(pilot === undefined ? {} : { pilot: pilot ? 1 : 0 }),
    ...(supersededBy === undefined ? {} : { superseded_by: supersededBy }),
    ...(posted === undefined ? {} : { posted: jsonOrNull(posted) }),
    ...(reviewAt === undefined ? {} : { review_at: reviewAt }),
  }
}

const jsonOrNull = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value)
