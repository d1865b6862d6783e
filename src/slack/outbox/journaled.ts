import { createHash } from 'node:crypto'
import type { Outbound } from '../outbound.ts'
import type { Outbox } from './outbox.ts'
import type { Pace } from './pace.ts'

/**
 * The same ways to Slack, for turns that may be done anew: what people see goes out once for each turn, and messages to one
 * conversation keep their distance. Views are left out: showing a window twice shows the same, and a trigger is good once anyway.
 */
export function journaled(
  outbound: Outbound,
  { journalOf, mayWait }: Pick<Outbox, 'journalOf' | 'mayWait'>,
  pace: Pace,
): Outbound {
  return {
    call: async (client, method, args, request) => {
      const send = () => outbound.call(client, method, args, request)
      if (!shown.has(method)) return send()
      const journal = journalOf(request)
      const channel = textOf(args['channel'])
      const isForOne = method === 'chat.postEphemeral' || isPerson(channel)
      // Words to one person by what they say; messages by their number, since an answer that is worked out anew may have other words.
      const name = isForOne ? `${method}|${digest(textOf(args['text']))}` : `${method}|${channel}`
      const [step, audience] = isForOne
        ? ([name, 'one'] as const)
        : ([`${name}|${journal?.nth(name) ?? 1}`, 'all'] as const)
      if (method !== 'chat.postMessage' || journal?.knows(step, audience))
        return journal ? journal.step(step, audience, send) : send()
      // Waited for before it is begun: whoever dies in the line has surely not sent anything.
      const giveBack = await pace.turn(channel, mayWait(request))
      const outcome = journal ? await journal.step(step, audience, send) : await send()
      if (outcome.kind === 'refused') giveBack()
      return outcome
    },
    respond: (url, body, request) => {
      const send = () => outbound.respond(url, body, request)
      const audience = body['response_type'] === 'in_channel' ? 'all' : 'one'
      return journalOf(request)?.step(`response_url|${digest(textOf(body['text']))}`, audience, send) ?? send()
    },
    upload: (client, file, place, request) => {
      const send = () => outbound.upload(client, file, place, request)
      return journalOf(request)?.step(`upload|${digest(file.title)}`, 'all', send) ?? send()
    },
  }
}

/** What stays in a conversation once it was sent; everything else shows the same however often it is called. */
const shown: ReadonlySet<string> = new Set(['chat.postMessage', 'chat.postEphemeral'])

/** A direct message is addressed to whoever it is for (docs.slack.dev, chat.postMessage: channel). */
const isPerson = (channel: string): boolean => /^[UW]/.test(channel)

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The journal holds no words that were said. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16)
