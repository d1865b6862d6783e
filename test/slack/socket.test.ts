import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '#log.ts'
import { createService, type Service } from '#service.ts'
import { channelNamed, startWorld, team, type RunningWorld } from '#standin/world.ts'
import { answererOf } from './answers.ts'
import { configOf } from './local.ts'

let slack: RunningWorld
let service: Service
const ours = team()

beforeEach(async () => {
  slack = await startWorld({ teams: [ours] })
  const config = configOf({
    SLACK_BOT_TOKEN: ours.token,
    SLACK_APP_TOKEN: slack.world.appToken,
    SLACK_API_URL: slack.api.url,
    PORT: '0',
  })
  service = createService(config, { answerer: answererOf(), log: createLog({ level: 'silent', format: 'json' }) })
})
afterEach(async () => {
  await service.stop()
  await slack.close()
})

describe('over a socket', () => {
  test('is ready when a connection is open, and not before', async () => {
    slack.socket.greet(false)
    const origin = await service.start()
    expect((await fetch(`${origin}/readyz`)).status).toBe(503)
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    slack.socket.greet(true)
    slack.socket.drop('reset')
    await expect.poll(async () => (await fetch(`${origin}/readyz`)).status, { timeout: 15_000 }).toBe(200)
  })

  test('answers a command in the ack, a mention in its thread, and a repeated envelope once', async () => {
    await service.start()
    await slack.socket.connected(2)
    const command = await slack.socket.send(slack.payloads.slashCommand('who builds'))
    expect(command?.payload).toMatchObject({ response_type: 'ephemeral' })
    const mention = slack.payloads.appMention('who builds')
    await slack.socket.send(mention, { envelopeId: 'e-1' })
    await slack.socket.send(mention, { envelopeId: 'e-1', retry: { attempt: 0, reason: 'timeout' } })
    await slack.socket.send(mention, { envelopeId: 'e-2' })
    await expect.poll(() => slack.api.calls('chat.postMessage')).toHaveLength(1)
    expect(
      slack.api.visible({ channel: channelNamed(ours, 'general').id }).filter(({ only }) => only === undefined),
    ).toHaveLength(1)
    expect(slack.socket.acks).toHaveLength(4)
    expect(slack.api.problems()).toEqual([])
  })

  test('outlives frames that are none', async () => {
    await service.start()
    await slack.socket.connected(2)
    for (const frame of [
      'null',
      '[]',
      '123',
      '{',
      '{}',
      '{"type":"events_api","envelope_id":"x"}',
      '{"type":"events_api","envelope_id":"y","payload":{"type":"app_rate_limited"}}',
    ])
      slack.socket.raw(frame)
    const reply = await slack.socket.send(slack.payloads.slashCommand('who builds'))
    expect(reply?.payload).toMatchObject({ response_type: 'ephemeral' })
  })
})
