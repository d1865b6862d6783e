import { createHash } from 'node:crypto'
import type { Outbound } from '../outbound.ts'
import type { Outbox } from './outbox.ts'
import type { Pace } from './pace.ts'

/**
 * The same ways to Slack, for turns that may be done anew: what people see goes out once for each turn, and messages to one
 * conversation keep their distance. Views are left out: showing a window twice shows the same, and a trigger is good once anyway.
 */
export function journaled(outbound: Outbound, { journalOf }: Pick<Outbox, 'journalOf'>, pace: Pace): Outbound {
  return {
    call: async (client, method, args, request) => {
      const send = async () => {
        if (method !== 'chat.postMessage') return outbound.call(client, method, args, request)
        const giveBack = await pace.turn(textOf(args['channel']))
        const outcome = await outbound.call(client, method, args, request)
        if (outcome.kind === 'refused') giveBack()
        return outcome
      }
      const journal = journalOf(request)
      const channel = textOf(args['channel'])
      if (!journal || !shown.has(method)) return send()
      // Words to one person by what they say; messages by their number, since an answer that is worked out anew may have other words.
      if (method === 'chat.postEphemeral' || isPerson(channel))
        return journal.step(`${method}|${digest(textOf(args['text']))}`, 'one', send)
      const name = `${method}|${channel}`
      return journal.step(`${name}|${journal.nth(name)}`, 'all', send)
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
