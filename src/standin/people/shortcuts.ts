import type { Acted, As, Stage } from './stage.ts'
import { actedOf, channelFor, messageFor, personOf } from './person.ts'

/** From the menu beside the composer: no channel, no response_url. */
export async function shortcut({ api, payloads, line }: Stage, as: As, callback: string): Promise<Acted> {
  const { team, user } = personOf(api.slack, as)
  return actedOf(await line(payloads.shortcut(callback, { team, user: user.id })))
}

/** From a message's own menu. */
export async function messageShortcut(
  { api, payloads, line }: Stage,
  as: As,
  callback: string,
  at: { readonly channel: string; readonly ts: string },
): Promise<Acted> {
  const { team, user } = personOf(api.slack, as)
  const channel = channelFor(team, user, at.channel)
  const { text, ts, thread, user: author } = messageFor(api.slack, as, at.channel, at.ts)
  return actedOf(
    await line(
      payloads.messageAction(
        callback,
        { text, ts, user: author ?? team.botUser, ...(thread === undefined ? {} : { thread }) },
        { team, user: user.id, channel: channel.id },
      ),
    ),
  )
}
