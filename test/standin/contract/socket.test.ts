import { expect } from 'vitest'
import type { JsonObject } from '#slack/validate/json.ts'
import { limitOf } from '#slack/validate.ts'
import { connect } from '../socket-client.ts'
import { ana, type Outside } from './outside.ts'
import { docs, ran, rule, told } from './rule.ts'

const page = docs('apis/events-api/using-socket-mode')

async function address({ call, world }: Outside): Promise<string> {
  const { url } = await call('apps.connections.open', {}, world.world.appToken)
  return String(url)
}

const ack = (frame: JsonObject): unknown => ({ envelope_id: frame['envelope_id'] })

rule('a connection is greeted with hello', page, async (slack) => {
  const { frames, next } = connect(await address(slack))
  await next(1)
  expect(frames[0]).toMatchObject({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0GOFER' } })
})

rule('an address opens one connection', page, async (slack) => {
  const url = await address(slack)
  await connect(url).next(1)
  expect(await connect(url).closed).toBe(1006)
})

rule('only the app-level token opens a connection', page, async ({ call }) => {
  expect(await call('apps.connections.open', {}, 'xapp-other')).toEqual({ ok: false, error: 'invalid_auth' })
  expect(await call('apps.connections.open', {}, '')).toEqual({ ok: false, error: 'not_authed' })
})

rule('at most ten connections: too_many_websockets', page, async (slack) => {
  const most = limitOf('protocol.socket_mode.connections.maxCount')
  for (let n = 0; n < most; n += 1) connect(await address(slack))
  await slack.world.socket.connected(most)
  const { frames, closed } = connect(await address(slack))
  await closed
  expect(frames).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }])
})

for (const reason of ['warning', 'refresh_requested', 'link_disabled'] as const) {
  rule(`a connection is told to leave: ${reason}`, page, async (slack) => {
    const { frames, next } = connect(await address(slack))
    await slack.world.socket.connected()
    slack.world.socket.disconnect(reason)
    await next(2)
    expect(frames[1]).toMatchObject({ type: 'disconnect', reason })
  })
}

rule('pings are answered', ran('socket-mode 3.1.0'), async (slack) => {
  const { socket, next } = connect(await address(slack))
  await next(1)
  const answered = new Promise<string>((resolve) => socket.on('pong', () => resolve('pong')))
  socket.ping()
  expect(await answered).toBe('pong')
})

rule('an envelope says what it is, and whether an answer is read', page, async (slack) => {
  const { socket, payloads } = slack.world
  const { frames, next } = connect(await address(slack), ack)
  await socket.connected()
  await socket.send(payloads.slashCommand('x'))
  await socket.send(payloads.shortcut('ask'))
  await socket.send(payloads.appMention('x'), { retry: { attempt: 1, reason: 'timeout' } })
  await next(4)
  expect(frames.slice(1)).toMatchObject([
    { type: 'slash_commands', accepts_response_payload: true, envelope_id: expect.any(String) },
    { type: 'interactive', accepts_response_payload: true },
    { type: 'events_api', accepts_response_payload: false, retry_attempt: 1, retry_reason: 'timeout' },
  ])
})

rule('the payload of an ack is an answer', page, async (slack) => {
  const payload = { response_type: 'ephemeral', text: 'Hello' }
  connect(await address(slack), (frame) => ({ envelope_id: frame['envelope_id'], payload }))
  await slack.world.socket.connected()
  const answer = await slack.world.socket.send(slack.world.payloads.slashCommand('help'))
  expect(answer).toMatchObject({ payload, findings: [], late: false })
  expect(slack.eyes(ana).map(({ text }) => text)).toEqual(['Hello'])
})

rule('an envelope can come twice, to whichever connection', told('bolt-js#2487'), async (slack) => {
  const { frames, next } = connect(await address(slack))
  await slack.world.socket.connected()
  const delivery = slack.world.payloads.appMention('x')
  const silent = { envelopeId: 'again', patienceMs: 5 }
  expect(await slack.world.socket.send(delivery, silent)).toBeUndefined()
  expect(await slack.world.socket.send(delivery, silent)).toBeUndefined()
  await next(3)
  expect(frames[1]).toEqual(frames[2])
})

rule('several connections take turns', page, async (slack) => {
  const { socket, payloads } = slack.world
  const clients = [connect(await address(slack)), connect(await address(slack))]
  await socket.connected(2)
  for (const text of ['one', 'two']) await socket.send(payloads.slashCommand(text), { patienceMs: 5 })
  await Promise.all(clients.map(({ next }) => next(2)))
  expect(clients.map(({ frames }) => frames.length)).toEqual([2, 2])
})

rule('frames that are no acks are not minded', ran('socket-mode 3.1.0'), async (slack) => {
  const { socket, next, frames } = connect(await address(slack), ack)
  await next(1)
  socket.send('not json')
  socket.send('{"envelope_id":"nobody"}')
  expect(await slack.world.socket.send(slack.world.payloads.slashCommand('x'))).toMatchObject({ late: false })
  expect(frames).toHaveLength(2)
})
