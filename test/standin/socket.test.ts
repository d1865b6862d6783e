import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isObject } from '#slack/validate/json.ts'
import { startSlackSocket } from '#standin/socket.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'
import { connect } from './socket-client.ts'

let slack: RunningWorld
beforeEach(async () => {
  slack = await startWorld()
})
afterEach(() => slack.close())

async function address(): Promise<string> {
  const response = await fetch(`${slack.api.url}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.world.appToken}` },
  })
  const body: unknown = await response.json()
  return isObject(body) ? String(body['url']) : ''
}

describe('a connection', () => {
  test('is counted once it is greeted', async () => {
    await connect(await address()).next(1)
    expect(slack.socket.connections()).toBe(1)
  })

  test('is not greeted where Slack is impolite', async () => {
    slack.socket.greet(false)
    const { socket, frames } = connect(await address())
    await new Promise<void>((resolve) => socket.on('open', resolve))
    expect([frames, slack.socket.connections()]).toEqual([[], 0])
  })

  test.each([
    ['reset', 1006],
    [{ code: 1001 }, 1001],
  ] as const)('breaks: %j', async (how, code) => {
    const { closed } = connect(await address())
    await slack.socket.connected()
    slack.socket.drop(how)
    expect(await closed).toBe(code)
  })

  test('is pinged', async () => {
    await slack.socket.close()
    const eager = startSlackSocket(slack.api, { pingEveryMs: 10 })
    const { socket } = connect(await address())
    await expect(new Promise<void>((resolve) => socket.on('ping', () => resolve()))).resolves.toBeUndefined()
    await eager.close()
  })
})

describe('an envelope', () => {
  test('with a bad answer is a problem', async () => {
    connect(await address(), (frame) => ({
      envelope_id: frame['envelope_id'],
      payload: { text: 'x', blocks: [{ type: 'nonsense' }] },
    }))
    await slack.socket.connected()
    await slack.socket.send(slack.payloads.slashCommand('x'))
    expect(slack.api.problems()).toEqual([
      'ack to slash_command: error /blocks/0/type: unsupported type: nonsense [shape.unknownType, types]',
    ])
    expect([slack.api.visible(), slack.socket.acks.length]).toEqual([[], 1])
  })

  test('needs somebody to take it', () => {
    expect(() => slack.socket.send(slack.payloads.slashCommand('x'))).toThrow('no app is connected')
  })
})

test('any frame can be put on the wire', async () => {
  const { frames, next } = connect(await address())
  await next(1)
  slack.socket.raw('null')
  slack.socket.raw('{"type":"events_api"}')
  await next(3)
  expect(frames.slice(1)).toEqual([null, { type: 'events_api' }])
})
