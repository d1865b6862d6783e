import { toSlackError } from '#slack/validate.ts'
import type { Json } from '../json.ts'
import { words, type Answer, type Call } from './call.ts'
import { addMessage, rewrite } from './chat.ts'
import { takeAway } from './messages.ts'
import type { Slack } from './state.ts'
import type { ResponseFor } from './tickets.ts'

/** A POST to a response_url: it asks for no membership, only for the address, five times within half an hour. */
export function respond(slack: Slack, path: string, call: Call): Answer {
  const refused = toSlackError(call.findings)
  if (refused) return words(400, refused.error)
  const where = slack.tickets.useResponse(path)
  if (typeof where === 'string') return words(404, where)
  if (call.args['delete_original'] === true) remove(slack, where)
  else post(slack, where, call.args)
  return { status: 200, body: { ok: true } }
}

function post(slack: Slack, where: ResponseFor, args: Json): void {
  const original = originalOf(slack, where)
  if (args['replace_original'] === true && original) return rewrite(slack, original, args)
  const isPublic = args['response_type'] === 'in_channel'
  addMessage(slack, {
    team: where.team,
    channel: where.channel,
    via: 'response_url',
    args,
    ...(isPublic ? {} : { only: where.user }),
  })
}

/** Takes the pressed message away; the command itself is not ours to take (https://docs.slack.dev/interactivity/handling-user-interaction). */
function remove(slack: Slack, where: ResponseFor): void {
  const original = originalOf(slack, where)
  if (original) takeAway(slack, original)
  else slack.violations.push('delete_original does not work on a slash command')
}

const originalOf = (slack: Slack, where: ResponseFor): Slack['messages'][number] | undefined =>
  slack.messages.find((message) => message.channel === where.channel && message.ts === where.original)
