import type { Json } from '../json.ts'
import { channelNamed, type Team, type User } from '../description.ts'
import type { Ids } from '../ids.ts'
import type { Scene } from './scene.ts'
import type { Payloads } from './types.ts'

/** What is said and what happens, as the Events API tells it (slack-platform.md, 2.3). */
export function eventPayloads({ api, someone }: Scene): Pick<Payloads, 'appMention' | 'directMessage' | 'event'> {
  const { ids, world, clock } = api.slack

  const event: Payloads['event'] = (inner, who = {}) => {
    const { team, user } = someone(who)
    const channel = typeof inner['channel'] === 'string' ? inner['channel'] : undefined
    return {
      kind: 'event',
      payload: {
        token: world.verificationToken,
        team_id: team.id,
        context_team_id: team.id,
        context_enterprise_id: null,
        api_app_id: world.appId,
        event: { event_ts: ids.ts(), ...inner },
        type: 'event_callback',
        event_id: ids.make('Ev'),
        event_time: Math.floor(clock.now() / 1000),
        authorizations: [
          { enterprise_id: null, team_id: team.id, user_id: team.botUser, is_bot: true, is_enterprise_install: false },
        ],
        is_ext_shared_channel: who.shared ?? user.team !== undefined,
        event_context: ids.make('4-'),
        ...(channel === undefined ? {} : { context_channel: channel }),
      },
    }
  }

  const said = (user: User, team: Team, text: string, thread: string | undefined): Json =>
    spoken(ids, { user, team, text, ts: ids.ts(), thread })

  return {
    appMention: (text, where = {}) => {
      const { team, user } = someone(where)
      const channel = channelNamed(team, where.channel ?? 'general')
      return event(
        { type: 'app_mention', ...said(user, team, `<@${team.botUser}> ${text}`, where.thread), channel: channel.id },
        { ...where, shared: channel.shared ?? false },
      )
    },

    directMessage: (text, more = {}) => {
      const { team, user } = someone(more)
      const channel = team.channels.find(({ kind, members }) => kind === 'im' && members.includes(user.id))
      if (!channel) throw new Error(`${user.name} has no direct messages with the bot`)
      return event(
        { type: 'message', ...said(user, team, text, more.thread), channel: channel.id, channel_type: 'im' },
        more,
      )
    },

    event,
  }
}

type Spoken = {
  readonly user: User
  readonly team: Team
  readonly text: string
  readonly ts: string
  readonly thread: string | undefined
}

/** The fields of a person's message in an event. */
export function spoken(ids: Ids, { user, team, text, ts, thread }: Spoken): Json {
  const blocks = [
    {
      type: 'rich_text',
      block_id: ids.make('').slice(0, 5),
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
    },
  ]
  return {
    user: user.id,
    text,
    ts,
    event_ts: ts,
    team: user.team ?? team.id,
    blocks,
    client_msg_id: ids.uuid(),
    ...(thread === undefined ? {} : { thread_ts: thread }),
  }
}
