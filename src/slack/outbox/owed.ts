import { z } from 'zod'
import type { NewOwed, OwedKey } from '#storage/ports/outbox.ts'
import type { Turn } from '../turn.ts'

/** A delivery as it is kept: the body as Slack sent it, without its verification token, and what it does not say itself. */
const deliveryShape = z.strictObject({
  body: z.record(z.string(), z.unknown()),
  botUser: z.string().exactOptional(),
  isOutsider: z.boolean(),
})
const ballotShape = z.strictObject({ ballot: z.string() })

export const readOwedDelivery = (payload: unknown) => deliveryShape.parse(payload)
export const readOwedBallot = (payload: unknown) => ballotShape.parse(payload)

/** Under which the result of a closed ballot is owed. */
export const resultKey = (team: string, ballot: string): OwedKey => ({ team, id: `ballot-${ballot}` })

/** What has to be kept to do a turn anew. Its id is the request's, so that logs and journals go on under the same name. */
export function owedDelivery(
  { team, request, botUser }: Turn,
  { body, isOutsider }: { readonly body: Readonly<Record<string, unknown>>; readonly isOutsider: boolean },
): NewOwed {
  const { token: _token, message, ...rest } = body
  return {
    team,
    id: request,
    kind: 'delivery',
    payload: {
      body: { ...rest, ...(message ? { message: withoutBlocks(message) } : {}) },
      isOutsider,
      ...(botUser ? { botUser } : {}),
    },
  }
}

/** The message that was pressed in is ours and long, and nobody reads its blocks. */
function withoutBlocks(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message
  const { blocks: _blocks, ...rest } = { blocks: undefined, ...message }
  return rest
}
