import type { AckKind } from '#slack/validate.ts'
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
