import type { Outcome } from './outcome.ts'

/** A text on its way to becoming a file. */
export type FileWords = { readonly name: string; readonly title: string; readonly content: string }
/** Where it is shared; with a thread, as a reply. */
export type Place = { readonly channel: string; readonly thread?: string }

type Way = {
  readonly call: (method: string, args: Record<string, unknown>) => Promise<Outcome>
  readonly send: (url: string, content: string) => Promise<Outcome>
}

/**
 * The three steps of a file (https://docs.slack.dev/messaging/working-with-files). Until the last one nobody has seen anything, so a
 * lost answer before it is a refusal; a lost answer to the last one may be a file that is there, and is not tried again.
 */
export async function uploadFile(
  { name, title, content }: FileWords,
  place: () => Promise<Place | Outcome>,
  { call, send }: Way,
): Promise<Outcome> {
  const announced = await call('files.getUploadURLExternal', { filename: name, length: Buffer.byteLength(content) })
  if (announced.kind !== 'sent') return unseen(announced)
  const { upload_url: url, file_id: id } = announced.body ?? {}
  if (typeof url !== 'string' || typeof id !== 'string') return { kind: 'refused', reason: 'no_upload_url' }
  const sent = await send(url, content)
  if (sent.kind !== 'sent') return unseen(sent)
  const where = await place()
  if ('kind' in where) return where
  return call('files.completeUploadExternal', {
    files: [{ id, title }],
    channel_id: where.channel,
    ...(where.thread ? { thread_ts: where.thread } : {}),
  })
}

/** What nobody can see yet may be begun again from the start. */
const unseen = (outcome: Exclude<Outcome, { kind: 'sent' }>): Outcome => ({ kind: 'refused', reason: outcome.reason })
