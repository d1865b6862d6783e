import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { startWorld } from '#standin/world.ts'
import { median } from './load.ts'

/** What one call to Slack costs the program in CPU, all threads counted, beside Slack's own client as it comes. */
export type Outgoing = { readonly cpuMicros: number; readonly refused: number; readonly clientCpuMicros: number }

const shape = z.strictObject({ cpuMicros: z.number(), refused: z.number() })
const server = fileURLToPath(new URL('servers/outgoing.ts', import.meta.url))

/** Posts messages by either way in turn, each time from a process of its own; of each the median. */
export async function timeOutgoing(): Promise<Outgoing> {
  await using slack = await startWorld()
  const [team] = slack.world.teams
  const env = {
    ...process.env,
    SLACK_API_URL: slack.api.url,
    SLACK_BOT_TOKEN: team?.token,
    CHANNEL: team?.channels[0]?.id,
  }
  const timed = async (way: 'program' | 'client') => {
    const { stdout } = await promisify(execFile)(process.execPath, [server, way], { env })
    return shape.parse(JSON.parse(stdout))
  }
  const ours: Awaited<ReturnType<typeof timed>>[] = []
  const theirs: typeof ours = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await timed('program'))
    theirs.push(await timed('client'))
  }
  return {
    cpuMicros: median(ours.map((one) => one.cpuMicros)),
    refused: ours.reduce((sum, one) => sum + one.refused, 0),
    clientCpuMicros: median(theirs.map((one) => one.cpuMicros)),
  }
}

const rounds = 3
