import { describe, expect, test } from 'vitest'
import { ana, ben, general, opened, payments } from './opened.ts'

const command = { kind: 'send', channel: general, text: '/golang who builds' } as const
const textsOf = ({ messages }: { readonly messages: readonly { readonly text: string }[] }): string[] =>
  messages.map(({ text }) => text)

describe.each(['http', 'socket'])('delivering by %s', (delivery) => {
  test('a command is answered to whoever typed it, a mention to everybody', async () => {
    const { act, look, slack } = await opened({ WORKSPACE_DELIVERY: delivery })
    if (delivery === 'socket') await slack.socket.connected()
    await look(ana, 'page')
    expect(await act(ana, command)).toEqual({ kind: 'done' })
    await act(ana, { kind: 'send', channel: general, text: '<@U0GOFERBR> who measures' })
    await expect.poll(async () => textsOf(await look(ben, 'other')).join()).toContain('Bridges: who measures')
    expect(textsOf(await look(ana, 'page')).join()).toContain('Bridges: who builds')
    expect(textsOf(await look(ben, 'other')).join()).not.toContain('Bridges: who builds')
    expect(slack.api.problems()).toEqual([])
  })
})

test('a message for one person is gone at the next load, and stays while the page does', async () => {
  const { act, look } = await opened()
  await look(ana, 'first')
  await act(ana, command)
  expect((await look(ana, 'first')).messages.filter(({ ephemeral }) => ephemeral)).toHaveLength(1)
  expect((await look(ana, 'second')).messages.filter(({ ephemeral }) => ephemeral)).toEqual([])
  expect((await look(ana, 'first')).messages.filter(({ ephemeral }) => ephemeral)).toHaveLength(1)
})

test('starting over is everything as at the first start', async () => {
  const { act, look } = await opened()
  const before = await look(ana, 'before')
  await act(ana, { kind: 'openHome' })
  await act(ana, { kind: 'send', channel: payments, text: '/invite <@U0GOFERBR>' })
  await act(ana, { kind: 'send', channel: general, text: 'hello' })
  await act(ana, { kind: 'whatIf', id: 'serverError', on: true })
  expect(await look(ana, 'between')).not.toMatchObject({ channels: before.channels })
  await act(ana, { kind: 'startOver' })
  const after = await look(ana, 'after')
  expect(textsOf(after)).toEqual(textsOf(before))
  const { channels, views, whatIfs } = before
  expect(after).toMatchObject({ channels, views, whatIfs })
  expect(after).not.toHaveProperty('home')
})

test('what the app is told is kept with a command for a shell that sends the same again', async () => {
  const { act, look, address } = await opened()
  await act(ana, command)
  const { wire } = await look(ana, 'page')
  const sent = wire.find(({ title }) => title === 'slash command: /golang who builds')
  const detail: unknown = await (await fetch(`${address}workspace/wire/${sent?.n}`)).json()
  expect(detail).toMatchObject({ status: '200', curl: expect.stringContaining('x-slack-signature') })
  expect((await fetch(`${address}workspace/wire/99999`)).status).toBe(404)
})
