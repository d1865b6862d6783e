import { inline } from '#decision/markdown.ts'
import { madr } from '#decision/madr.ts'
import { harmless } from '../blocks/text.ts'
import { changedTexts } from '../render/record.ts'
import { type Counted, namesFor } from '../ballot/count.ts'
import type { Kept } from './record.ts'

/** A record as a file: whole, whatever its length. */
export type RecordFile = { readonly name: string; readonly title: string; readonly content: string }

/**
 * @param counted the newest closed ballot
 * @param reader who reads it: the names of voters are for those to whom the ballot promised them
 */
export function recordFile(
  kept: Kept,
  counted: Counted | undefined,
  reader: 'everybody' | { readonly user: string },
): RecordFile {
  const { decision, framework, verdict, domain } = kept
  const { proposal, choices, state, owner, updatedAt, reviewAt, pilot, supersededBy, posted } = decision
  const names = counted && namesFor(counted.ballot, reader)
  const content = madr({
    framework: { ...framework, version: decision.framework.version },
    proposal,
    choices,
    verdict,
    state,
    date: updatedAt.slice(0, 10),
    deciders: [person(owner)],
    pilot,
    ...(domain ? { domain } : {}),
    ...(reviewAt ? { reviewOn: reviewAt.slice(0, 10) } : {}),
    ...(supersededBy ? { supersededBy } : {}),
    ...(counted && counted.tally.voters > 0 ? { tally: counted.tally } : {}),
    ...(names ? { nameOf: person } : {}),
  })
  const since = changedTexts(kept)
  const notes = [
    ...(posted?.permalink ? [`Shared in Slack: <${posted.permalink}>`] : []),
    ...(since.length > 0 ? ['**What has changed since**', since.map((one) => `* ${inline(one)}`).join('\n')] : []),
  ]
  return {
    name: `${updatedAt.slice(0, 10)}-${slug(proposal.project)}.md`,
    title: harmless(`Decision: ${proposal.project}`),
    content: notes.length > 0 ? `${content}\n${notes.join('\n\n')}\n` : content,
  }
}

/** The app asks Slack for no names, so a person is an id: in Slack's search it leads to them. */
const person = (user: string): string => `Slack user ${user}`

/** A name for a file on any system. */
const slug = (project: string): string =>
  project
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '') || 'decision'
