import { ExpiringMap } from './expiring.ts'
import type { Conversation, Feedback, FeedbackKey, ShareState, Storage, UnansweredQuestion } from './ports.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** How many of each are kept at most; the oldest go first. Together they stay below a few dozen MB. */
const most = {
  deliveries: 100_000,
  conversations: 10_000,
  shares: 50_000,
  feedback: 50_000,
  unanswered: 10_000,
  threads: 20_000,
}

/**
 * Everything in memory, for one process. Each method finishes its work before it first waits, which makes the claims atomic.
 * @param now the clock, in milliseconds
 */
export function memoryStorage(now: () => number): Storage {
  return {
    deliveries: deliveryLog(now),
    conversations: conversationStore(now),
    shares: shareLedger(now),
    feedback: feedbackStore(now),
    unanswered: unansweredStore(),
    budget: answerBudget(now),
  }
}

/** Slack repeats an event for up to a day where "delayed events" are on; a captured request is refused after five minutes. */
function deliveryLog(now: () => number): Storage['deliveries'] {
  const seen = new ExpiringMap<true>({ lifetimeMs: day, most: most.deliveries, now })
  return {
    claim: async (key) => {
      if (seen.get(key)) return false
      seen.set(key, true)
      return true
    },
  }
}

function conversationStore(now: () => number): Storage['conversations'] {
  const kept = new ExpiringMap<Conversation>({ lifetimeMs: day, most: most.conversations, now })
  return {
    read: async (key) => kept.get(key),
    write: async (key, conversation) => kept.set(key, conversation),
  }
}

/** An ephemeral answer is gone when its reader reloads; a week outlives every button that could still be pressed. */
function shareLedger(now: () => number): Storage['shares'] {
  const states = new ExpiringMap<Exclude<ShareState, 'free'>>({ lifetimeMs: 7 * day, most: most.shares, now })
  return {
    claim: async (key) => {
      const state = states.get(key) ?? 'free'
      if (state === 'free') states.set(key, 'posting')
      return state
    },
    settle: async (key, state) => (state === 'free' ? states.delete(key) : states.set(key, state)),
  }
}

function feedbackStore(now: () => number): Storage['feedback'] {
  const verdicts = new ExpiringMap<Feedback>({ lifetimeMs: 90 * day, most: most.feedback, now })
  const keyOf = ({ team, answer, user }: FeedbackKey) => `${team}|${answer}|${user}`
  return {
    write: async (key, feedback) => verdicts.set(keyOf(key), feedback),
    read: async (key) => verdicts.get(keyOf(key)),
  }
}

function unansweredStore(): Storage['unanswered'] {
  const kept: UnansweredQuestion[] = []
  return {
    keep: async (question) => {
      if (kept.push(question) > most.unanswered) kept.shift()
    },
    list: async () => kept,
  }
}

function answerBudget(now: () => number): Storage['budget'] {
  const taken = new ExpiringMap<readonly number[]>({ lifetimeMs: minute, most: most.threads, now })
  return {
    take: async (key) => {
      const recent = (taken.get(key) ?? []).filter((at) => at > now() - minute)
      // A loop would otherwise grow the list as fast as it turns; the count beyond ten tells nothing more.
      taken.set(key, [...recent, now()].slice(-10))
      return recent.length
    },
  }
}
