import { escape } from '../blocks/text.ts'
import { fieldsOf, sentence } from '../deliver.ts'
import type { Action, Submission } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { once } from '../once.ts'
import type { Outcome } from '../outcome.ts'
import type { Turn } from '../turn.ts'
import type { Place } from '../upload.ts'
import type { RecordFile } from './markdown.ts'
import type { Kept } from './record.ts'

/** Where the file is wanted: in a thread, or in the direct messages of whoever asks for it. */
export type Wanted = { readonly kind: 'place'; readonly place: Place } | { readonly kind: 'direct' }

/**
 * Sends the record as a file, once for each state of it and each place. @returns what to say about it; the text itself is before the
 * reader's eyes in any case.
 */
export async function sendFile(
  deps: Deps,
  turn: Turn<Action | Submission>,
  { decision }: Kept,
  file: RecordFile,
  wanted: Wanted,
): Promise<string> {
  const { team, request } = turn
  const target = wanted.kind === 'direct' ? turn.delivery.user : wanted.place.channel
  const where = wanted.kind === 'direct' ? 'to your direct messages with me' : `in <#${wanted.place.channel}>`
  const key = ['file', decision.id, decision.version, target]
  const sent = await once(deps, { team, key, request }, () => attempt(deps, turn, file, wanted))
  if (sent.kind === 'again') return `The file was sent ${where} already, so I did not send it again.`
  if (sent.kind === 'unknown' || sent.outcome.kind === 'unknown') return unknownWords(where)
  return sent.outcome.kind === 'sent' ? `The file was sent ${where}.` : refusedWords(sent.outcome.reason, wanted)
}

/** The message that the file hangs on is written once Slack has the content, and taken back where the file is refused at the end. */
async function attempt(
  deps: Deps,
  turn: Turn<Action | Submission>,
  file: RecordFile,
  wanted: Wanted,
): Promise<Outcome> {
  const { outbound } = deps
  const { client, request } = turn
  if (wanted.kind === 'place') return outbound.upload(client, file, async () => wanted.place, request)
  let written: Place | undefined
  const outcome = await outbound.upload(
    client,
    file,
    async () => {
      const place = await write(deps, turn, file)
      if ('channel' in place) written = place
      return place
    },
    request,
  )
  if (outcome.kind === 'refused' && written)
    await outbound.call(client, 'chat.delete', { channel: written.channel, ts: written.thread }, request)
  return outcome
}

/** Writing to a person's id opens the direct messages with them, and says where that is. */
async function write(
  { outbound }: Deps,
  { client, request, delivery }: Turn<Action | Submission>,
  file: RecordFile,
): Promise<Place | Outcome> {
  const message = sentence(`${escape(file.title)}. You asked for it as a file; it is in this thread.`)
  const outcome = await outbound.call(
    client,
    'chat.postMessage',
    { channel: delivery.user, ...fieldsOf(message) },
    request,
  )
  if (outcome.kind !== 'sent') return outcome
  const { channel, ts } = outcome.body ?? {}
  return typeof channel === 'string' && typeof ts === 'string'
    ? { channel, thread: ts }
    : { kind: 'unknown', reason: 'no_place' }
}

const unknownWords = (where: string): string =>
  `Slack did not tell me whether the file arrived ${where}. Please look there first; I do not send it again by myself. The text is below in any case.`

const here = 'The text is below, to copy.'

function refusedWords(reason: string, wanted: Wanted): string {
  if (reason === 'missing_scope')
    return `I may not send files in this workspace: whoever runs me has not allowed it (the scope files:write). ${here}`
  if (reason === 'ratelimited')
    return `Slack takes no more files at the moment, so none was sent. Please try again in a minute. ${here}`
  return wanted.kind === 'place'
    ? `I cannot post files in <#${wanted.place.channel}>. Invite me there with /invite @gofer, then press the button again. ${here}`
    : `Slack did not take the file, so none was sent. ${here}`
}
