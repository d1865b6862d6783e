import { errorsOf, validateAck, type Finding } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import type { Json } from '../json.ts'
import type { Delivery } from '../payloads/delivery.ts'
import { addMessage } from './chat.ts'
import type { Slack } from './state.ts'
import { answerSubmission, closeView } from './views.ts'

/** Does what the body of an ack asks for, if nothing is wrong with it; returns the validator's verdict. */
export function acknowledge(slack: Slack, delivery: Delivery, body: unknown): Finding[] {
  const viewId = isObject(delivery.payload['view']) ? String(delivery.payload['view']['id']) : ''
  const findings = validateAck(
    delivery.kind,
    body,
    delivery.kind === 'view_submission' ? slack.views.get(viewId)?.view : undefined,
  )
  if (errorsOf(findings).some((finding) => finding.refusal !== undefined)) return findings
  if (delivery.kind === 'slash_command') showAnswer(slack, delivery, body)
  if (delivery.kind === 'view_submission') answerSubmission(slack, viewId, body === '' ? undefined : body)
  if (delivery.kind === 'view_closed') closeView(slack, viewId, delivery.payload['is_cleared'] === true)
  return findings
}

function showAnswer(slack: Slack, delivery: Delivery, body: unknown): void {
  const args: Json = typeof body === 'string' ? { text: body } : isObject(body) ? { ...body } : {}
  if ((args['text'] ?? '') === '' && args['blocks'] === undefined) return
  const { team_id: team, channel_id: channel, user_id: user } = delivery.payload
  const isPublic = args['response_type'] === 'in_channel'
  addMessage(slack, {
    team: String(team),
    channel: String(channel),
    via: 'ack',
    args,
    ...(isPublic ? {} : { only: String(user) }),
  })
}
