import { realClock, seededRandom, type KitClock, type Random } from './clock.ts'
import { createPayloads, type Payloads } from './payloads.ts'
import { createSender, type Sender } from './sender.ts'
import { startSlackApi, type Call, type SlackApi } from './server.ts'
import { startSlackSocket, type SlackSocket } from './socket.ts'
import { describeWorld, type World } from './description.ts'

export { channelNamed, team, type Team } from './description.ts'

/** A Slack that is up and running, and everything a test needs to act in it and to look at what came of it. */
export type RunningWorld = AsyncDisposable & {
  readonly world: World
  readonly api: SlackApi
  readonly socket: SlackSocket
  /** Every call that reached Slack: what left the building. */
  readonly requests: readonly Call[]
  readonly payloads: Payloads
  readonly sendTo: (url: string) => Sender
  readonly clock: KitClock
  readonly close: () => Promise<void>
}

export type WorldOptions = {
  readonly clock?: KitClock
  readonly random?: Random
  readonly perChannelRate?: boolean
  readonly tieredRates?: boolean
}

/**
 * Brings a described world to life. `await using slack = await startWorld()` in a test takes it down again.
 * The clock is real unless one is passed: Bolt checks signatures by the time of day.
 */
export async function startWorld(
  description: Partial<World> = {},
  { clock = realClock, random = seededRandom(), perChannelRate = false, tieredRates = false }: WorldOptions = {},
): Promise<RunningWorld> {
  const world = structuredClone(describeWorld(description))
  const api = await startSlackApi({ world, clock, random, perChannelRate, tieredRates })
  const socket = startSlackSocket(api)
  const close = async (): Promise<void> => {
    await socket.close()
    await api.close()
  }
  return {
    world,
    api,
    socket,
    requests: api.requests,
    payloads: createPayloads(api),
    sendTo: (url) => createSender(api, url),
    clock,
    close,
    [Symbol.asyncDispose]: close,
  }
}
