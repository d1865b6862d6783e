import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { isObject, type JsonObject } from '#slack/validate/json.ts'
import { limitOf } from '#slack/validate.ts'
import { startSlackSocket } from '#standin/socket.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'

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

type Client = {
  readonly socket: WebSocket
  readonly frames: unknown[]
  readonly closed: Promise<number>
  readonly next: (count: number) => Promise<void>
}

/** A client that keeps every frame, and answers envelopes as it is told. */
function connect(url: string, answer?: (frame: JsonObject) => unknown): Client {
  const socket = new WebSocket(url)
  const frames: unknown[] = []
  let tell = (): void => undefined
  socket.on('error', () => undefined)
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('message', (data) => {
    const frame: unknown = JSON.parse(data.toString())
    frames.push(frame)
    if (isObject(frame) && frame['envelope_id'] !== undefined && answer) socket.send(JSON.stringify(answer(frame)))
    tell()
  })
  return {
    socket,
    frames,
    closed,
    next: async (count) => {
      while (frames.length < count)
        await new Promise<void>((resolve) => {
          tell = resolve
        })
    },
  }
}

describe('a connection', () => {
  test('is greeted, and a ticket opens only one', async () => {
    const url = await address()
    const { frames, next } = connect(url)
    await next(1)
    expect(frames[0]).toMatchObject({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0GOFER' } })
    expect(slack.socket.connections()).toBe(1)
    expect(await connect(url).closed).toBe(1006)
    expect(slack.socket.connections()).toBe(1)
  })

  test('is not greeted where Slack is impolite', async () => {
    slack.socket.greet(false)
    const { socket, frames } = connect(await address())
    await new Promise<void>((resolve) => socket.on('open', resolve))
    expect([frames, slack.socket.connections()]).toEqual([[], 0])
  })

  test('beyond the tenth is sent away', async () => {
    const most = limitOf('protocol.socket_mode.connections.maxCount')
    for (let n = 0; n < most; n += 1) connect(await address())
    await slack.socket.connected(most)
    const { frames, closed } = connect(await address())
    await closed
    expect(frames).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }])
  })

  test.each(['warning', 'refresh_requested', 'link_disabled'] as const)('is told to leave: %s', async (reason) => {
    const { frames, next } = connect(await address())
    await slack.socket.connected()
    slack.socket.disconnect(reason)
    await next(2)
    expect(frames[1]).toMatchObject({ type: 'disconnect', reason })
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
  test('carries a command, and its ack is judged and shown', async () => {
    connect(await address(), (frame) => ({
      envelope_id: frame['envelope_id'],
      payload: { response_type: 'ephemeral', text: 'Hello' },
    }))
    await slack.socket.connected()
    const ack = await slack.socket.send(slack.payloads.slashCommand('help'))
    expect(ack).toMatchObject({ payload: { text: 'Hello' }, findings: [], late: false })
    expect(slack.api.visible({ user: 'U0ANA0GOFER' }).map(({ text }) => text)).toEqual(['Hello'])
    expect(slack.socket.acks).toHaveLength(1)
  })

  test('says what it is, and whether an answer is read', async () => {
    const { frames, next } = connect(await address(), (frame) => ({ envelope_id: frame['envelope_id'] }))
    await slack.socket.connected()
    await slack.socket.send(slack.payloads.slashCommand('x'))
    await slack.socket.send(slack.payloads.shortcut('ask'))
    await slack.socket.send(slack.payloads.appMention('x'), { retry: { attempt: 1, reason: 'timeout' } })
    await next(4)
    expect(frames.slice(1)).toMatchObject([
      { type: 'slash_commands', accepts_response_payload: true },
      { type: 'interactive', accepts_response_payload: true },
      { type: 'events_api', accepts_response_payload: false, retry_attempt: 1, retry_reason: 'timeout' },
    ])
  })

  test('can come twice', async () => {
    const { frames, next } = connect(await address())
    await slack.socket.connected()
    const delivery = slack.payloads.appMention('x')
    const silent = { envelopeId: 'again', patienceMs: 5 }
    expect([await slack.socket.send(delivery, silent), await slack.socket.send(delivery, silent)]).toEqual([
      undefined,
      undefined,
    ])
    await next(3)
    expect(frames[1]).toEqual(frames[2])
  })

  test('goes over the connections in turn', async () => {
    const clients = [connect(await address()), connect(await address())]
    await slack.socket.connected(2)
    for (const text of ['one', 'two']) await slack.socket.send(slack.payloads.slashCommand(text), { patienceMs: 5 })
    await Promise.all(clients.map(({ next }) => next(2)))
    expect(clients.map(({ frames }) => frames.length)).toEqual([2, 2])
  })

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
    expect(slack.api.visible()).toEqual([])
  })

  test('needs somebody to take it', () => {
    expect(() => slack.socket.send(slack.payloads.slashCommand('x'))).toThrow('no app is connected')
  })
})

test('any frame can be put on the wire, and nonsense from the app is not minded', async () => {
  const { socket, frames, next } = connect(await address())
  await next(1)
  socket.send('not json')
  socket.send('{"envelope_id":"nobody"}')
  slack.socket.raw('null')
  slack.socket.raw('{"type":"events_api"}')
  await next(3)
  expect(frames.slice(1)).toEqual([null, { type: 'events_api' }])
})
