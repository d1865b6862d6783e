import type { AckKind } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import type { Json } from '../json.ts'

/** Something Slack delivers, before it is put on the wire. */
export type Delivery = { readonly kind: AckKind; readonly payload: Json }

/** The body and content type of a delivery over HTTP (slack-platform.md, 2.1 to 2.3). */
export function encode({ kind, payload }: Delivery): { readonly body: string; readonly contentType: string } {
  if (kind === 'event') return { body: JSON.stringify(payload), contentType: 'application/json' }
  const fields =
    kind === 'slash_command'
      ? Object.entries(payload).map(([field, value]): [string, string] => [field, String(value)])
      : [['payload', JSON.stringify(payload)]]
  return { body: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' }
}

/** The `type` of the envelope that carries it over a socket. */
export const envelopeType = ({ kind }: Delivery): 'slash_commands' | 'events_api' | 'interactive' =>
  kind === 'slash_command' ? 'slash_commands' : kind === 'event' ? 'events_api' : 'interactive'

/** How a delivery stands in the record of the wire. */
export function entitled({ kind, payload }: Delivery): {
  readonly direction: 'to the app'
  readonly title: string
  readonly team?: string
} {
  const team = payload['team_id'] ?? (isObject(payload['team']) ? payload['team']['id'] : undefined)
  return {
    direction: 'to the app',
    title: [kind.replaceAll('_', ' '), detailOf({ kind, payload })].filter((part) => part !== '').join(': '),
    ...(typeof team === 'string' ? { team } : {}),
  }
}

function detailOf({ kind, payload }: Delivery): string {
  if (kind === 'slash_command') return `${words(payload['command'])} ${words(payload['text'])}`.trim()
  if (kind === 'event') return isObject(payload['event']) ? words(payload['event']['type']) : ''
  const [action] = Array.isArray(payload['actions']) ? payload['actions'] : [payload]
  const held = isObject(payload['view']) ? payload['view'] : {}
  return isObject(action) ? words(action['action_id'] ?? action['callback_id'] ?? held['callback_id']) : ''
}

const words = (value: unknown): string => (typeof value === 'string' ? value : '')
