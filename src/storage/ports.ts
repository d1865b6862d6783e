import type { Subject } from '#answer/answer.ts'

/**
 * What the program remembers, as the surfaces see it. Every method may wait, so that a database can stand behind it;
 * today all of them live in memory (`memory.ts`), and a restart forgets.
 */
export type Storage = {
  readonly deliveries: DeliveryLog
  readonly conversations: ConversationStore
  readonly shares: ShareLedger
  readonly feedback: FeedbackStore
  readonly unanswered: UnansweredStore
  readonly budget: AnswerBudget
}

/** Remembers what was taken, so that a repeated delivery has one effect. */
export type DeliveryLog = {
  /** true for the first caller with that key and for nobody after; atomic. */
  readonly claim: (key: string) => Promise<boolean>
}

/** What a conversation was about, and the questions that led there, oldest first: enough to give the same answer again. */
export type Conversation = { readonly subject: Subject; readonly trail: readonly string[] }

/** A thread's or direct message's subject, forgotten after a day. */
export type ConversationStore = {
  readonly read: (key: string) => Promise<Conversation | undefined>
  readonly write: (key: string, conversation: Conversation) => Promise<void>
}

/** free: nobody has. posting: somebody is at it. unknown: Slack never said whether it took it. */
export type ShareState = 'free' | 'posting' | 'posted' | 'unknown'

/** Which answers were shared. The claim comes before the post, so two presses cannot both post. */
export type ShareLedger = {
  /** The state before the call; who sees `free` holds the claim and must settle it. Atomic. */
  readonly claim: (key: string) => Promise<ShareState>
  /** @param state `free` where it surely was not posted, so that the next press may try */
  readonly settle: (key: string, state: Exclude<ShareState, 'posting'>) => Promise<void>
}

export type Feedback = { readonly helpful: boolean; readonly reason?: string; readonly question: string }

/** Who found an answer helpful. One verdict for each person and answer; a later one replaces it. */
export type FeedbackStore = {
  readonly write: (key: FeedbackKey, feedback: Feedback) => Promise<void>
  readonly read: (key: FeedbackKey) => Promise<Feedback | undefined>
}
export type FeedbackKey = { readonly team: string; readonly answer: string; readonly user: string }

/** Questions without an answer, for the curators. */
export type UnansweredStore = {
  readonly keep: (question: UnansweredQuestion) => Promise<void>
  readonly list: () => Promise<readonly UnansweredQuestion[]>
}
export type UnansweredQuestion = {
  readonly team: string
  readonly user: string
  readonly text: string
  readonly at: number
}

/** How many answers a thread may get in a minute. */
export type AnswerBudget = {
  /** How many were taken before this one in the last minute. */
  readonly take: (key: string) => Promise<number>
}
