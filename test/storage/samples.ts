import { randomId } from '#storage/id.ts'
import type { Conversation, Storage } from '#storage/ports.ts'
import type { NewBallot } from '#storage/ports/ballots.ts'
import type { NewDecision } from '#storage/ports/decisions.ts'
import type { NewInstallation } from '#storage/ports/installations.ts'
import type { Holder } from '#storage/ports/outbox.ts'

/** A clock that stands still until a test moves it. */
export type HandClock = { now: () => number; move: (ms: number) => void }

export const noon = Date.UTC(2026, 10, 21, 12)

export function handClock(): HandClock {
  let now = noon
  return { now: () => now, move: (ms) => void (now += ms) }
}

/** Texts that break databases, files and JSON. */
export const oddTexts = [
  'NUL \0 in the middle',
  'half a pair \ud800 and the other \udc00',
  '😀 é ß 漢字 ﷽',
  '\u202eright to left',
  `'; drop table decisions; --`,
  '\\u0000 "quoted" {json: [1]}',
  '%_\\ % like',
  '',
  'x'.repeat(40_000),
]

export const decisionOf = (team: string, more: Partial<NewDecision> = {}): NewDecision => ({
  id: randomId(),
  team,
  owner: 'U1ANA',
  state: 'decided',
  proposal: { project: 'payments', domain: 'fintech', alternatives: ['java', 'our own words'], priority: 'latency' },
  choices: { concurrency: { choice: 'yes', because: 'many sockets' }, simple: { choice: 'unsure' } },
  framework: { id: 'fit', version: 3 },
  verdict: 'strong-fit',
  cited: [{ entry: 'monzo', grade: 'A', version: 'abc123' }],
  pilot: true,
  reviewAt: '2027-05-21',
  ...more,
})

export const ballotOf = (team: string, decision: string, more: Partial<NewBallot> = {}): NewBallot => ({
  team,
  decision,
  owner: 'U1ANA',
  channel: 'C1TEAM',
  namesVisibleTo: 'everyone',
  ...more,
})

export const installationOf = (team: string, more: Partial<NewInstallation> = {}): NewInstallation => ({
  team,
  org: false,
  app: 'A0GOFER',
  botUser: `U0BOT${team}`,
  scopes: ['commands', 'chat:write'],
  installer: 'U1ANA',
  token: `sealed-${team}`,
  installedAt: new Date(noon).toISOString(),
  ...more,
})

export const yes = { concurrency: { choice: 'yes' } } as const
export const no = { concurrency: { choice: 'no', because: 'one user' } } as const

export const conversation: Conversation = {
  subject: {
    intent: 'who-uses',
    entries: ['monzo'],
    question: {
      text: 'who uses it in fintech?',
      tokens: ['who', 'uses', 'it', 'in', 'fintech'],
      terms: ['fintech'],
      context: [],
      intent: 'who-uses',
      intentFrom: 'words',
      mentions: [{ kind: 'domains', id: 'fintech', typed: 'fintech', name: 'fintech', score: 1, from: 4, to: 4 }],
      excluded: [],
      against: false,
      namesSubject: true,
    },
  },
  trail: ['who uses it in fintech?'],
}

/** One process, as the outbox knows it. */
export const holderOf = (owner: string): Holder => ({ owner, leaseMs: 10_000 })

/** Whether a delivery with that key is the first of its kind, with nothing to be kept for it. */
export const claimed = async (storage: Pick<Storage, 'outbox'>, key: string): Promise<boolean> =>
  (await storage.outbox.take([key], undefined, holderOf('a'))) === 'first'
