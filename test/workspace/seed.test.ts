import { expect, onTestFinished, test } from 'vitest'
import { manualClock, seededRandom } from '#standin/clock.ts'
import { startWorld } from '#standin/world.ts'
import { manifestFeatures } from '#workspace/manifest.ts'
import { seededTalk, seededWorld } from '#workspace/seed.ts'
import { opened, ana } from './opened.ts'

const described = () => seededWorld(manifestFeatures('/golang'))

/** Ids of every make, from a world that was begun with this seed. */
async function idsOf(seed: number): Promise<unknown[]> {
  const world = await startWorld(described(), { clock: manualClock(), random: seededRandom(seed) })
  onTestFinished(world.close)
  const { payload } = world.payloads.slashCommand('help')
  return [payload['trigger_id'], world.payloads.appMention('hi').payload, world.api.slack.ids.uuid()]
}

test('a seed makes the same world twice, and another one another', async () => {
  expect(described()).toEqual(described())
  expect(await idsOf(7)).toEqual(await idsOf(7))
  expect(await idsOf(7)).not.toEqual(await idsOf(8))
})

test('the seed is a setting, and the first sight is the same each time', async () => {
  const look = async (seed: string): Promise<unknown> => {
    const { messages, people, channels } = await (await opened({ WORKSPACE_SEED: seed })).look(ana, 'page')
    return { people, channels, said: messages.map(({ text, user, channel }) => ({ text, user, channel })) }
  }
  expect(await look('3')).toEqual(await look('3'))
})

test('whoever speaks in the beginning is there, and hears the answer', () => {
  const { teams } = described()
  for (const { team: id, channel, user } of seededTalk) {
    const place = teams.find((team) => team.id === id)?.channels.find((one) => one.id === channel)
    expect([channel, place?.members.includes(user)]).toEqual([channel, true])
  }
})
