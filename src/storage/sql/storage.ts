import type { Storage } from '../ports.ts'
import { ballotStore } from './ballots.ts'
import { answerBudget } from './budget.ts'
import { conversationStore } from './conversations.ts'
import { decisionStore } from './decisions.ts'
import { draftStore } from './drafts.ts'
import { dumpTeam } from './dump.ts'
import { feedbackStore } from './feedback.ts'
import { forgetTeam } from './forget.ts'
import { installationStore } from './installations.ts'
import { type Kit, keyOf } from './kit.ts'
import { outboxStore } from './outbox.ts'
import { ownKnowledgeStore } from './own-knowledge.ts'
import { purgeEnded } from './purge.ts'
import { reviewStore } from './reviews.ts'
import { shareLedger } from './shares.ts'
import { timeOf } from './time.ts'
import { unansweredStore } from './unanswered.ts'

/**
 * The whole storage on one database whose schema is up to date.
 * @param scrub run after a workspace was forgotten, where something of it would linger
 */
export function sqlStorage(
  given: Omit<Kit, 'keyOf'>,
  scrub: (team: string) => Promise<void> = async () => {},
): Storage {
  const kit: Kit = { ...given, keyOf }
  return {
    outbox: outboxStore(kit),
    conversations: conversationStore(kit),
    shares: shareLedger(kit),
    feedback: feedbackStore(kit),
    unanswered: unansweredStore(kit),
    budget: answerBudget(kit),
    decisions: decisionStore(kit),
    drafts: draftStore(kit),
    ballots: ballotStore(kit),
    reviews: reviewStore(kit),
    installations: installationStore(kit, scrub),
    ownKnowledge: ownKnowledgeStore(kit),
    forget: async (team) => {
      await forgetTeam(kit.db, team)
      await scrub(team)
    },
    dump: (team) => dumpTeam(kit.db, team),
    purge: () => purgeEnded(kit.light, timeOf(kit.clock.now())),
  }
}
