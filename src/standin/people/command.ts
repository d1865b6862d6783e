import { addMessage } from '../api/chat.ts'
import type { Channel, Team, User } from '../description.ts'
import type { Acted, Stage } from './stage.ts'
import { onTheWire } from './person.ts'
import { tellOnly } from './tell.ts'

type Typed = {
  readonly team: Team
  readonly user: User
  readonly channel: Channel
  readonly text: string
  readonly thread: string | undefined
}

/**
 * A slash command, as typed. A failure stands in the conversation, for the typist alone, in Slack's words
 * (docs.slack.dev/interactivity/implementing-slash-commands: operation_timeout, dispatch_failed).
 */
export async function runCommand(stage: Stage, typed: Typed): Promise<Acted> {
  const { slack } = stage.api
  const { team, user, channel, thread } = typed
  const [command = '', text = ''] = typed.text.trim().split(/\s+([\s\S]*)/)
  if (command === '/invite') return invite(stage, typed, text)
  const isKnown = slack.world.features.commands.some((one) => one.command === command)
  // An app of the host's workspace is not an app of the guests from another company.
  if (!isKnown || user.team !== undefined) {
    tellOnly(slack, typed, `${command} is not a valid command.`, thread)
    return { kind: 'done' }
  }
  if (thread !== undefined) {
    tellOnly(slack, typed, `${command} is not supported in threads. Sorry!`, thread)
    return { kind: 'done' }
  }
  const came = await stage.line(
    stage.payloads.slashCommand(escaped(onTheWire(text.trim()), team), {
      team,
      user: user.id,
      channel: channel.id,
      command,
    }),
  )
  if (came.kind === 'failed') tellOnly(slack, typed, `${command} failed with the error "${came.error}"`)
  return { kind: 'done' }
}

/** `should_escape` of the manifest: mentions come with names. */
const escaped = (text: string, team: Team): string =>
  text
    .replaceAll(/<@([A-Z0-9]+)>/g, (whole, id: string) => {
      const name = id === team.botUser ? 'gofer' : team.users.find((user) => user.id === id)?.name
      return name === undefined ? whole : `<@${id}|${name}>`
    })
    .replaceAll(/<#([A-Z0-9]+)>/g, (whole, id: string) => {
      const name = team.channels.find((channel) => channel.id === id)?.name
      return name === undefined ? whole : `<#${id}|${name}>`
    })

/** Slack's own command: how the app gets into a channel. */
async function invite({ api }: Stage, { team, user, channel, thread }: Typed, text: string): Promise<Acted> {
  const { slack } = api
  const wanted = /<@([A-Z0-9]+)>|@?([\w.-]+)/.exec(text)
  const guest =
    wanted?.[1] === team.botUser || wanted?.[2] === 'gofer'
      ? { id: team.botUser, name: 'gofer' }
      : team.users.find(({ id, name }) => id === wanted?.[1] || name === wanted?.[2])
  if (!guest || channel.kind === 'im')
    tellOnly(slack, { team, user, channel }, 'Nobody of that name can be invited here.', thread)
  else if (channel.members.includes(guest.id))
    tellOnly(slack, { team, user, channel }, `@${guest.name} is already in this channel.`, thread)
  else {
    channel.members.push(guest.id)
    addMessage(slack, {
      team: team.id,
      channel: channel.id,
      via: 'slack',
      args: { text: `<@${guest.id}> was added to #${channel.name} by <@${user.id}>.` },
    })
  }
  return { kind: 'done' }
}
