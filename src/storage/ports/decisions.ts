import type { Decision, DecisionState } from '#decision/types.ts'

/** A decision as it is made; the store adds its times and its version, which begins at 1. */
export type NewDecision = Omit<Decision, 'createdAt' | 'updatedAt' | 'version'>

/** What may change of a decision; null takes away what is optional. */
export type DecisionChanges = {
  readonly [K in keyof Changing]?: undefined extends Changing[K] ? Exclude<Changing[K], undefined> | null : Changing[K]
}
type Changing = { readonly [K in Exclude<keyof NewDecision, 'id' | 'team'>]: NewDecision[K] } & {
  readonly supersededBy: Decision['supersededBy']
  readonly posted: Decision['posted']
  readonly reviewAt: Decision['reviewAt']
}

/** conflict: somebody else changed it since; `current` is what it became. */
export type Changed =
  | { readonly kind: 'done'; readonly decision: Decision }
  | { readonly kind: 'conflict'; readonly current: Decision }
  | { readonly kind: 'missing' }

/** exists: one of that id was made before, so a submission that came twice makes one decision. */
export type Created = { readonly kind: 'created' | 'exists'; readonly decision: Decision }

export type Removed =
  | { readonly kind: 'done' }
  | { readonly kind: 'conflict'; readonly current: Decision }
  | { readonly kind: 'missing' }

export type DecisionFilter = {
  readonly state?: DecisionState
  readonly owner?: string
  /** The last one of the page before. */
  readonly before?: Pick<Decision, 'createdAt' | 'id'>
  /** At most 1,000. */
  readonly limit: number
}

/** The records. Ids are made by the caller: 128 random bits (`id.ts`). */
export type DecisionStore = {
  readonly create: (decision: NewDecision) => Promise<Created>
  readonly read: (team: string, id: string) => Promise<Decision | undefined>
  /** Newest first. */
  readonly list: (team: string, filter: DecisionFilter) => Promise<readonly Decision[]>
  /** @param fromVersion the version that the change was made from */
  readonly change: (team: string, id: string, fromVersion: number, changes: DecisionChanges) => Promise<Changed>
  /** With its ballots, votes and reviews. */
  readonly remove: (team: string, id: string, fromVersion: number) => Promise<Removed>
  /**
   * Decisions of any state that cite one of the entries, or any at all, each once, by team and id: of one workspace, or of all, for
   * knowledge that all of them read. `Decision.cited` says which version they leaned on.
   */
  readonly citing: (entries: readonly string[] | 'any', options: CitingOptions) => Promise<readonly Decision[]>
}
export type CitingOptions = {
  readonly team?: string
  /** The last one of the page before. */
  readonly after?: Pick<Decision, 'team' | 'id'>
  /** At most 1,000. */
  readonly limit: number
}
