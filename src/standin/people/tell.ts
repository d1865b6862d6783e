import { addMessage } from '../api/chat.ts'
import type { Slack } from '../api/state.ts'
import type { Channel, Team, User } from '../description.ts'

/** A sentence of Slack's own that only one person sees. */
export function tellOnly(
  slack: Slack,
  { team, user, channel }: { readonly team: Team; readonly user: User; readonly channel: Channel },
  text: string,
  thread?: string,
): void {
  addMessage(slack, {
    team: team.id,
    channel: channel.id,
    via: 'slack',
    only: user.id,
    args: { text, ...(thread === undefined ? {} : { thread_ts: thread }) },
  })
  slack.touch()
}
