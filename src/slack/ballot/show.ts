import { z } from 'zod'
import type { Ballot } from '#storage/ports/ballots.ts'
import type { Message } from '../blocks/blocks.ts'
import type { Deps } from '../deps.ts'
import type { Client } from '../outbound.ts'
import { ballotMessage } from '../render/ballot.ts'

/** The way to Slack for a workspace, within a turn or out of a timer. */
export type Wire = { readonly client: Client; readonly request: string }

/**
 * Brings the message of a ballot up to what is true now. Whoever closes it may be another process, so after writing it is looked at
 * again: the last one to write has seen the last state. A refusal is logged and harms nobody: the counts are in the database.
 */
export async function showBallot(deps: Deps, wire: Wire, { team, id }: Pick<Ballot, 'team' | 'id'>): Promise<void> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const ballot = await deps.storage.ballots.read(team, id)
    const message = ballot?.ts ? await messageOf(deps, ballot) : undefined
    if (!ballot?.ts || !message) return
    const { channel, ts } = ballot
    const args = { channel, ts, text: message.text, blocks: message.blocks }
    await deps.outbound.call(wire.client, 'chat.update', args, wire.request)
    const after = ballot.closed ? ballot : await deps.storage.ballots.read(team, id)
    if (Boolean(after?.closed) === Boolean(ballot.closed)) return
  }
}

/** undefined where its decision is gone, or what it was about is no longer curated. */
export async function messageOf(deps: Deps, ballot: Ballot): Promise<Message | undefined> {
  const { storage, decider } = deps
  const decision = await storage.decisions.read(ballot.team, ballot.decision)
  const framework = decision && decider.frameworks.get(decision.framework.id)
  if (!framework) return undefined
  const [count, words] = await Promise.all([storage.ballots.count(ballot.team, ballot.id), wordsOf(deps, ballot)])
  const domain = decider.domains.get(decision.proposal.domain ?? '')
  return ballotMessage({
    ballot,
    decision,
    framework,
    count,
    ...(domain ? { domain } : {}),
    ...(words ? { words } : {}),
  })
}

const wordsKey = ({ team, owner, id }: Ballot) => ({ team, user: owner, purpose: `ballot-words:${id}` })
const wordsShape = z.strictObject({ words: z.string() })

/** What the asker added, for the message and for those who vote. */
export async function wordsOf({ storage }: Deps, ballot: Ballot): Promise<string | undefined> {
  return (await storage.drafts.read(wordsKey(ballot), wordsShape))?.words
}

/** They end a month after they were last written, so every vote writes them again. */
export async function keepWords({ storage }: Deps, ballot: Ballot, words: string | undefined): Promise<void> {
  if (words) await storage.drafts.write(wordsKey(ballot), { words })
}
