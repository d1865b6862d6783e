import { expect, onTestFinished, test } from 'vitest'
import { manualClock, seededRandom, type ManualClock } from '#standin/clock.ts'
import { httpLine } from '#standin/line.ts'
import { createPeople } from '#standin/people/people.ts'
import { createWhatIfs, type WhatIfs } from '#standin/what-if.ts'
import { startWorld, team, type RunningWorld } from '#standin/world.ts'
import { modal, section, type Json } from '../support/blocks.ts'
import { connectListener, startListener, type Listener } from './listener.ts'

const ours = team()
const ana = { team: ours.id, user: 'U0ANA0GOFER' }
const general = 'C0GEN0GOFER'

type Scene = {
  readonly world: RunningWorld
  readonly clock: ManualClock
  readonly whatIfs: WhatIfs
  readonly app: Listener
  /** The app calls Slack: its answer as JSON, or its status where it is none. */
  readonly call: (method: string, args: Json) => Promise<unknown>
}

async function scene(): Promise<Scene> {
  const clock = manualClock()
  const world = await startWorld({ teams: [ours] }, { clock, random: seededRandom() })
  onTestFinished(world.close)
  const app = await startListener()
  const line = httpLine(world.sendTo(app.url))
  // Slack's patience is real time; an answer that is late on purpose is waited for as long as it lasts.
  const whatIfs = createWhatIfs(world.api, (delivery, options) =>
    line(delivery, { ...options, ...(options?.late ? { patienceMs: 20 } : {}) }),
  )
  const call = async (method: string, args: Json): Promise<unknown> => {
    const answer = await fetch(world.api.url + method, {
      method: 'POST',
      headers: { authorization: `Bearer ${ours.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    })
    return answer.headers.get('content-type')?.includes('json') && answer.status === 200 ? answer.json() : answer.status
  }
  return { world, clock, whatIfs, app, call }
}

const hello = { channel: general, text: 'Hello' }
const shown = ({ world }: Scene): number => world.api.visible().length

test('a switch stays until it is switched off, and an unknown one is none', async () => {
  const { whatIfs, world, call } = await scene()
  const on = (): string[] => whatIfs.list().flatMap((one) => (one.on ? [one.id] : []))
  let looks = 0
  world.api.slack.lookers.add(() => (looks += 1))
  whatIfs.set('serverError', true)
  whatIfs.set('serverError', true)
  whatIfs.set('nonsense', true)
  expect([on(), looks]).toEqual([['serverError'], 1])
  whatIfs.set('serverError', false)
  expect(on()).toEqual([])
  expect(await call('chat.postMessage', hello)).toMatchObject({ ok: true })
})

test('a slow Slack answers two and a half seconds later', async () => {
  const here = await scene()
  here.whatIfs.set('slowSlack', true)
  const called = here.call('chat.postMessage', hello)
  await expect.poll(here.clock.waiting).toEqual([2_500])
  here.clock.advance(2_499)
  expect([here.clock.waiting(), shown(here)]).toEqual([[1], 0])
  here.clock.advance(1)
  expect(await called).toMatchObject({ ok: true })
})

test.each([
  ['rateLimited', 429],
  ['serverError', 500],
])('%s: every call is answered with %i, and has no effect', async (id, status) => {
  const here = await scene()
  here.whatIfs.set(id, true)
  expect(await here.call('chat.postMessage', hello)).toBe(status)
  expect(shown(here)).toBe(0)
})

test('a lost answer has had its effect', async () => {
  const here = await scene()
  here.whatIfs.set('lostAnswers', true)
  await expect(here.call('chat.postMessage', hello)).rejects.toThrow('fetch failed')
  expect(shown(here)).toBe(1)
})

test('an expired trigger opens nothing, and everything else goes on', async () => {
  const { whatIfs, world, call } = await scene()
  whatIfs.set('expiredTrigger', true)
  const open = () => call('views.open', { trigger_id: world.api.trigger(ana), view: modal([section()]) })
  expect(await open()).toEqual({ ok: false, error: 'expired_trigger_id' })
  expect(await call('chat.postMessage', hello)).toMatchObject({ ok: true })
  whatIfs.set('expiredTrigger', false)
  expect(await open()).toMatchObject({ ok: true })
})

test('what comes twice is the same thing, and an event says that it is a repetition', async () => {
  const { whatIfs, world, app } = await scene()
  whatIfs.set('redelivery', true)
  await whatIfs.line(world.payloads.slashCommand('help'))
  await whatIfs.line(world.payloads.appMention('hi'))
  expect(app.heard).toHaveLength(4)
  expect(app.heard[0]?.payload).toEqual(app.heard[1]?.payload)
  expect(app.heard[2]?.payload).toEqual(app.heard[3]?.payload)
  expect(app.heard.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, undefined, undefined, '1'])
})

test('an answer that is late has no effect, and whoever waited reads operation_timeout', async () => {
  const { whatIfs, world, app } = await scene()
  app.says = { body: { text: 'Too late' } }
  whatIfs.set('lateApp', true)
  await createPeople(world.api, whatIfs.line).say(ana, { channel: general, text: '/golang help' })
  expect(app.heard).toHaveLength(1)
  expect(world.api.visible().map(({ text }) => text)).toEqual(['/golang failed with the error "operation_timeout"'])
})

test('a connection can be cut where there is one', async () => {
  const { world, whatIfs } = await scene()
  expect(whatIfs.list().at(-1)).toMatchObject({ id: 'cutSocket', kind: 'once', unavailable: expect.any(String) })
  whatIfs.set('cutSocket', true)
  const overSocket = createWhatIfs(world.api, whatIfs.line, world.socket)
  expect(overSocket.list().at(-1)).not.toHaveProperty('unavailable')
  await connectListener(world)
  overSocket.set('cutSocket', true)
  await expect.poll(world.socket.connections).toBe(0)
})
