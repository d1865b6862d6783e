/** An answer to one question of a framework. "unsure" counts neither way. */
export type Choice = 'yes' | 'no' | 'unsure'
/** With the asker's own reason, where one was given. */
export type Answered = { readonly choice: Choice; readonly because?: string }
/** By the id of the question or knock-out; what is not there was not answered, which counts as unsure. */
export type Choices = Readonly<Record<string, Answered>>

/** What is to be decided: the first step of the walkthrough. */
export type Proposal = {
  readonly project: string
  /** The id of a domain of the knowledge base. */
  readonly domain?: string
  /** What else is on the table: ids of the framework's alternatives, or words of the asker's own. */
  readonly alternatives: readonly string[]
  /** What matters most: the id of one of the framework's priorities. */
  readonly priority?: string
}

/** A claim that a verdict leans on, as it was then: a later version may say something else. */
export type Cited = { readonly entry: string; readonly grade: 'A' | 'B' | 'C'; readonly version: string }

/** draft: not finished. open: a ballot runs. decided: saved. superseded: another one took its place. */
export type DecisionState = 'draft' | 'open' | 'decided' | 'superseded'

/** A decision as it is kept. Times are ISO 8601 in UTC. */
export type Decision = {
  readonly id: string
  readonly team: string
  /** The user who began it. */
  readonly owner: string
  readonly state: DecisionState
  readonly proposal: Proposal
  readonly choices: Choices
  readonly framework: { readonly id: string; readonly version: number }
  /** The verdict's kind. */
  readonly verdict: string
  readonly cited: readonly Cited[]
  readonly pilot: boolean
  readonly supersededBy?: string
  /** Where it was shared, for the way back. */
  readonly posted?: { readonly channel: string; readonly ts?: string; readonly permalink?: string }
  readonly reviewAt?: string
  readonly createdAt: string
  readonly updatedAt: string
  /** Rises with every change; a change names the version it was made from. */
  readonly version: number
}
