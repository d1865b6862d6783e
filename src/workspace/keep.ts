import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Slack } from '#standin/api/state.ts'

const kept = z.object({
  version: z.literal(1),
  messages: z.array(
    z.looseObject({
      team: z.string(),
      channel: z.string(),
      ts: z.string(),
      user: z.string().exactOptional(),
      thread: z.string().exactOptional(),
      via: z.enum(['chat.postMessage', 'response_url', 'ack', 'person', 'slack']),
      text: z.string(),
      blocks: z.array(z.record(z.string(), z.unknown())),
      edits: z.number(),
    }),
  ),
  members: z.record(z.string(), z.array(z.string())),
})

/** Less than anybody waits, more than a burst of changes. */
const settleMs = 300

/**
 * Keeps what everybody can see, and who is a member of what, in a file: messages for one person vanish, as in Slack.
 * A file that cannot be read is said and left as it is.
 * @returns what writes the last changes and stops
 */
export function keepIn(file: string, slack: Slack): () => void {
  if (existsSync(file)) restore(file, slack)
  let timer: NodeJS.Timeout | undefined
  const save = (): void => {
    clearTimeout(timer)
    timer = undefined
    // A new file in place of the old one: a process that ends half way leaves one of the two.
    writeFileSync(`${file}.new`, JSON.stringify(stateOf(slack)), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  const look = (): void => {
    timer ??= setTimeout(save, settleMs)
  }
  trySave(file, save)
  slack.lookers.add(look)
  return () => {
    slack.lookers.delete(look)
    save()
  }
}

/** At the start, where somebody reads it: a later failure would end the program in the middle of a conversation. */
function trySave(file: string, save: () => void): void {
  try {
    save()
  } catch {
    throw new UnreadableWorkspace(`WORKSPACE_FILE: a path that can be written; ${file} cannot`)
  }
}

/** A workspace file that is none: the path, and what to do. */
export class UnreadableWorkspace extends Error {
  override readonly name = 'UnreadableWorkspace'
}

function restore(file: string, slack: Slack): void {
  const read = kept.safeParse(parse(file))
  if (!read.success)
    throw new UnreadableWorkspace(
      `WORKSPACE_FILE: a file that this program wrote, or a path where there is none yet; ${file} is something else`,
    )
  slack.messages = read.data.messages
  for (const team of slack.world.teams)
    for (const channel of team.channels) channel.members = read.data.members[channel.id] ?? channel.members
}

const stateOf = (slack: Slack): z.infer<typeof kept> => ({
  version: 1,
  messages: slack.messages.flatMap((message) =>
    message.only === undefined && message.via !== 'chat.postEphemeral' ? [{ ...message, via: message.via }] : [],
  ),
  members: Object.fromEntries(
    slack.world.teams.flatMap(({ channels }) => channels.map(({ id, members }) => [id, members])),
  ),
})

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
