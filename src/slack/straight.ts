import type { Authorize, AuthorizeResult } from '@slack/bolt'
import type { Standing } from './authorize.ts'
import type { Deps } from './deps.ts'
import type { Taken } from './door/take.ts'
import { longestRemembered } from './recall.ts'
import type { Client } from './outbound.ts'

/** Whose delivery it is, and the way to Slack there: what Bolt's context says of it. */
export type Whose = Pick<AuthorizeResult, 'botUserId' | 'teamId' | 'enterpriseId'> & {
  readonly standing: Standing | undefined
  readonly client: Client
}

/** @returns false where it is for Bolt to pass on; then nothing was done about it */
export type Straight = (taken: Taken) => Promise<boolean>

/** Answers that stand in the acknowledgement as a whole. The others open something, or something has to be kept of them. */
const wholly: ReadonlySet<string> = new Set(['found', 'choose', 'about'])

/**
 * The short way of a command whose answer is in memory: Bolt would look for a listener, make a client, a way to say something and a way
 * to respond, and none of it is wanted. Whose it is, whether it came before and what is said are decided by the same code.
 */
export function straightWay(
  deps: Pick<Deps, 'answerer' | 'clientFor'>,
  authorize: Authorize<boolean>,
  enter: (taken: Taken, whose: Whose) => Promise<void>,
): Straight {
  function isWhole(text: string): boolean {
    if (text.length > longestRemembered) return false
    try {
      return wholly.has(deps.answerer.answer(text).kind)
    } catch {
      // Told to the person where it happens again.
      return false
    }
  }

  return async (taken) => {
    const { body, delivery } = taken
    // Bolt takes anything that holds an event for one.
    if (delivery.surface !== 'command' || body['event'] !== undefined || !isWhole(delivery.text)) return false
    const found = await authorize(...sourceOf(body))
    const standing = found['standing'] as Standing | undefined
    const teamId = found.teamId ?? textOf(body['team_id'])
    const client = standing?.kind === 'installed' && standing.client ? standing.client : deps.clientFor(teamId ?? '')
    if (!client) return false
    await enter(taken, {
      standing,
      client,
      ...(found.botUserId ? { botUserId: found.botUserId } : {}),
      ...(teamId ? { teamId } : {}),
    })
    return true
  }
}

/** What Bolt asks with for a command (`buildSource` of its App.ts). */
function sourceOf(body: Taken['body']): Parameters<Authorize<boolean>> {
  const enterprise = body['is_enterprise_install']
  return [
    {
      teamId: textOf(body['team_id']),
      enterpriseId: textOf(body['enterprise_id']),
      userId: textOf(body['user_id']) ?? '',
      conversationId: textOf(body['channel_id']) ?? '',
      isEnterpriseInstall: enterprise === true || enterprise === 'true',
    },
    // Checked by `readDelivery`: a command.
    body as unknown as NonNullable<Parameters<Authorize<boolean>>[1]>,
  ]
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
