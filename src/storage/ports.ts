import type { Subject } from '#answer/answer.ts'
import type { BallotStore } from './ports/ballots.ts'
import type { DecisionStore } from './ports/decisions.ts'
import type { DraftStore } from './ports/drafts.ts'
import type { InstallationStore } from './ports/installations.ts'
import type { OutboxStore } from './ports/outbox.ts'
import type { OwnKnowledgeStore } from './ports/own-knowledge.ts'
import type { ReviewStore } from './ports/reviews.ts'

/**
 * What the program remembers, as the surfaces see it. Every expected outcome is a value; a method throws only `StorageDown`
 * (`down.ts`), and then nothing was kept. A method that returned has kept it: only what is named "lightly" may be lost when
 * the machine, not the program, dies.
 */
export type Storage = {
  readonly outbox: OutboxStore
  readonly conversations: ConversationStore
  readonly shares: ShareLedger
  readonly feedback: FeedbackStore
  readonly unanswered: UnansweredStore
  readonly budget: AnswerBudget
  readonly decisions: DecisionStore
  readonly drafts: DraftStore
  readonly ballots: BallotStore
  readonly reviews: ReviewStore
  readonly installations: InstallationStore
  readonly ownKnowledge: OwnKnowledgeStore
  /** Deletes every row of a workspace, for good: nothing of it can be read from the file afterwards. */
  readonly forget: (team: string) => Promise<void>
  /** Every row of a workspace, by table, without tokens: for whoever wants it before it is deleted. */
  readonly dump: (team: string) => Promise<Readonly<Record<string, readonly unknown[]>>>
  /** Deletes what has ended, a little at a time; for a timer. Nothing that ended is ever read, purged or not. @returns how many rows */
  readonly purge: () => Promise<number>
}

/**
 * A key of a workspace: its id, a bar, and whatever tells it apart (`T024BE7LD|event|Ev123`). The row belongs to the
 * workspace that stands before the first bar.
 */
type TeamKey = string

/** What a conversation was about, and the questions that led there, oldest first: enough to give the same answer again. */
export type Conversation = { readonly subject: Subject; readonly trail: readonly string[] }

/** A thread's or direct message's subject, forgotten after a day. Kept lightly. */
export type ConversationStore = {
  readonly read: (key: TeamKey) => Promise<Conversation | undefined>
  readonly write: (key: TeamKey, conversation: Conversation) => Promise<void>
}

/** free: nobody has. posting: somebody is at it. unknown: Slack never said whether it took it. */
export type ShareState = 'free' | 'posting' | 'posted' | 'unknown'

/** Which answers were shared. The claim comes before the post, so two presses cannot both post. */
export type ShareLedger = {
  /**
   * The state before the call; who sees `free` holds the claim and must settle it. Atomic. A claim that nobody settled for
   * a minute is `unknown`: whoever held it may have posted and died.
   * @param holder whose claim it is: the same one that comes again, after the process died, finds it `free` and goes on where its
   * journal ends
   */
  readonly claim: (key: TeamKey, holder?: string) => Promise<ShareState>
  /** @param state `free` where it surely was not posted, so that the next press may try */
  readonly settle: (key: TeamKey, state: Exclude<ShareState, 'posting'>) => Promise<void>
}

export type Feedback = { readonly helpful: boolean; readonly reason?: string; readonly question: string }

/** Who found an answer helpful. One verdict for each person and answer; a later one replaces it. Kept for 90 days. */
export type FeedbackStore = {
  readonly write: (key: FeedbackKey, feedback: Feedback) => Promise<void>
  readonly read: (key: FeedbackKey) => Promise<Feedback | undefined>
}
export type FeedbackKey = { readonly team: string; readonly answer: string; readonly user: string }

/** Questions without an answer, for the curators. Kept for 90 days. */
export type UnansweredStore = {
  readonly keep: (question: UnansweredQuestion) => Promise<void>
  /** At most 10,000, oldest first. @param team one workspace's; without it everybody's, for whoever runs the program */
  readonly list: (team?: string) => Promise<readonly UnansweredQuestion[]>
}
export type UnansweredQuestion = {
  readonly team: string
  readonly user: string
  readonly text: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** How many answers a thread may get in a minute. Kept lightly. */
export type AnswerBudget = {
  /** How many were taken before this one in the last minute. Exact for one caller after the other, near enough for several at once. */
  readonly take: (key: TeamKey) => Promise<number>
}
