import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { startWorld } from '#standin/world.ts'

/** What one call to Slack costs the program in CPU, all threads counted. */
export type Outgoing = { readonly cpuMicros: number; readonly refused: number }

const shape = z.strictObject({ cpuMicros: z.number(), refused: z.number() })
const server = fileURLToPath(new URL('servers/outgoing.ts', import.meta.url))

/** Posts messages by the way that the program takes, from a process of its own. */
export async function timeOutgoing(): Promise<Outgoing> {
  await using slack = await startWorld()
  const [team] = slack.world.teams
  const env = {
    ...process.env,
    SLACK_API_URL: slack.api.url,
    SLACK_BOT_TOKEN: team?.token,
    CHANNEL: team?.channels[0]?.id,
  }
  const { stdout } = await promisify(execFile)(process.execPath, [server], { env })
  return shape.parse(JSON.parse(stdout))
}
