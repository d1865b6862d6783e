import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '#log.ts'
import { createService, type Overrides, type Service } from '#service.ts'
import { manualClock } from '#standin/clock.ts'
import type { Delivery } from '#standin/payloads.ts'
import type { Ack } from '#standin/socket.ts'
import { channelNamed, startWorld, team, type RunningWorld } from '#standin/world.ts'
import { memoryStorage } from '#storage/memory.ts'
import { answererOf } from './answers.ts'
import { configOf } from './local.ts'

let slack: RunningWorld
let service: Service
const ours = team()

beforeEach(async () => {
  slack = await startWorld({ teams: [ours] })
  service = serviceWith({})
})
afterEach(async () => {
  await service.stop()
  await slack.close()
})

function serviceWith(overrides: Overrides): Service {
  const config = configOf({
    SLACK_BOT_TOKEN: ours.token,
    SLACK_APP_TOKEN: slack.world.appToken,
    SLACK_API_URL: slack.api.url,
    PORT: '0',
  })
  const log = createLog({ level: 'silent', format: 'json' })
  return createService(config, { answerer: answererOf(), log, ...overrides })
}

const uninstalled = (): Delivery => ({
  kind: 'event',
  payload: {
    type: 'event_callback',
    team_id: ours.id,
    event_id: 'Ev1',
    event_time: Math.floor(Date.now() / 1000),
    event: { type: 'app_uninstalled' },
  },
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

  test('leaves no command without an answer while Slack moves its connections, one after the other or both', async () => {
    await service.start()
    await slack.socket.connected(2)
    const sent: Promise<Ack | undefined>[] = []
    const talk = { isOver: false }
    const talking = (async () => {
      while (!talk.isOver) {
        expect(slack.socket.connections()).toBeGreaterThan(0)
        sent.push(slack.socket.send(slack.payloads.slashCommand('who builds')))
        await sleep(5)
      }
    })()
    for (const reason of ['warning', 'refresh_requested', 'warning'] as const) {
      await sleep(60)
      const before = slack.socket.connections()
      slack.socket.disconnect(reason)
      await slack.socket.connected(before + 2)
    }
    await sleep(60)
    talk.isOver = true
    await talking
    const answers = await Promise.all(sent)
    expect(answers.length).toBeGreaterThan(20)
    expect(answers.filter((ack) => ack?.payload === undefined)).toEqual([])
  })

  test('leaves a connection that Slack wants back to Slack, and closes it itself when Slack does not', async () => {
    const clock = manualClock(Date.now())
    service = serviceWith({ clock })
    await service.start()
    await slack.socket.connected(2)
    slack.socket.disconnect('warning')
    await slack.socket.connected(4)
    clock.advance(11_999)
    await slack.socket.send(slack.payloads.slashCommand('who builds'))
    expect(slack.socket.connections()).toBe(4)
    clock.advance(1)
    await expect.poll(() => slack.socket.connections()).toBe(2)
  })

  test.each([
    ['reset', () => slack.socket.drop('reset')],
    ['closed as if all were well', () => slack.socket.drop({ code: 1000 })],
    ['closed because Slack restarts', () => slack.socket.drop({ code: 1012 })],
    ['turned away, as if there were too many', () => slack.socket.disconnect('too_many_websockets')],
  ])('is back soon when its connections are %s', async (_how, cut) => {
    await service.start()
    await slack.socket.connected(2)
    cut()
    await expect.poll(() => slack.api.calls('apps.connections.open').length, { timeout: 15_000 }).toBe(4)
    await expect.poll(() => slack.socket.connections(), { timeout: 15_000 }).toBe(2)
    const reply = await slack.socket.send(slack.payloads.slashCommand('who builds'))
    expect(reply?.payload).toMatchObject({ response_type: 'ephemeral' })
  })

  test('is back soon when its connections say nothing any more, without being closed', async () => {
    await service.start()
    await slack.socket.connected(2)
    slack.socket.drop('freeze')
    // The silent ones stay in the stand-in's books.
    await expect.poll(() => slack.socket.connections(), { timeout: 15_000 }).toBe(4)
  }, 20_000)

  test('tries again when Slack opens a connection and does not greet it', async () => {
    await service.start()
    await slack.socket.connected(2)
    slack.socket.greet(false)
    slack.socket.drop('reset')
    await expect.poll(() => slack.api.calls('apps.connections.open').length).toBe(4)
    slack.socket.greet(true)
    await expect.poll(() => slack.socket.connections(), { timeout: 15_000 }).toBe(2)
  }, 20_000)

  test('acknowledges over another connection what came by one that is gone', async () => {
    await service.start()
    await service.settled()
    await slack.socket.connected(2)
    // Whether the app is still there is asked of Slack before the acknowledgement.
    slack.api.fault('auth.test', { kind: 'slow', ms: 1_000 })
    const removal = slack.socket.send(uninstalled())
    await expect.poll(() => slack.api.calls('auth.test')).toHaveLength(2)
    slack.socket.drop('reset')
    await slack.socket.connected(2)
    expect(await removal).toMatchObject({ late: false })
  })

  test('answers by the response_url where no connection is left to do it over', async () => {
    const gone = Promise.withResolvers<void>()
    const asked = Promise.withResolvers<void>()
    const storage = memoryStorage(Date.now)
    const take = async (): Promise<'first'> => {
      asked.resolve()
      await gone.promise
      return 'first'
    }
    service = serviceWith({ storage: { ...storage, outbox: { ...storage.outbox, take } } })
    await service.start()
    await slack.socket.connected(2)
    const reply = slack.socket.send(slack.payloads.slashCommand('who builds'), { patienceMs: 1_000 })
    await asked.promise
    slack.socket.greet(false)
    slack.socket.drop('reset')
    await expect.poll(() => service.readiness().ready).toBe(false)
    gone.resolve()
    await expect.poll(() => slack.api.calls('response_url')).toHaveLength(1)
    expect(await reply).toBeUndefined()
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
