import { expect, onTestFinished, test } from 'vitest'
import type { As, Update } from '#page/protocol.ts'
import { addMessage } from '#standin/api/chat.ts'
import { manualClock, seededRandom } from '#standin/clock.ts'
import { createPeople, type People } from '#standin/people/people.ts'
import { httpLine } from '#standin/line.ts'
import { createWhatIfs, type WhatIfs } from '#standin/what-if.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'
import { manifestFeatures } from '#workspace/manifest.ts'
import { seededWorld } from '#workspace/seed.ts'
import { createSession } from '#workspace/session.ts'
import { modal, section } from '../support/blocks.ts'
import { ana, ben, general, payments } from './opened.ts'

type Scene = { readonly world: RunningWorld; readonly people: People; readonly news: (as?: As) => Update[] }

/** A world with a page that Ana looks at, and one of Ben's. */
async function scene(): Promise<Scene & { readonly whatIfs: WhatIfs }> {
  const world = await startWorld(seededWorld(manifestFeatures('/golang')), {
    clock: manualClock(),
    random: seededRandom(),
  })
  onTestFinished(world.close)
  // Nobody listens: what is told to the app fails, and that is a line of the wire as well.
  const whatIfs = createWhatIfs(world.api, httpLine(world.sendTo('http://127.0.0.1:1/events')))
  const sight = (as: As) => ({ slack: world.api.slack, as, since: world.api.slack.ids.ts() })
  const sessions = new Map([ana, ben].map((as) => [as, createSession(sight(as), whatIfs.list)]))
  const people = createPeople(world.api, whatIfs.line)
  return { world, whatIfs, people, news: (as = ana) => sessions.get(as)?.news() ?? [] }
}

test('where nothing changed there is no news', async () => {
  const { news } = await scene()
  expect(news()).toEqual([])
})

test('a message, its edit and its end are told, once each, to everybody who sees it', async () => {
  const { people, world, news } = await scene()
  await people.say(ana, { channel: general, text: 'first' })
  const ts = world.api.visible().at(-1)?.ts ?? ''
  expect(news(ben)).toMatchObject([{ kind: 'message', message: { ts, text: 'first', edited: false } }])
  await people.edit(ana, { channel: general, ts, text: 'second' })
  expect(news(ben)).toMatchObject([{ kind: 'message', message: { ts, text: 'second', edited: true } }])
  await people.remove(ana, { channel: general, ts })
  expect(news(ben)).toEqual([{ kind: 'gone', channel: general, ts }])
  // Ana looks only now: what came and went in between is no news.
  expect(news()).toEqual([])
  expect(news(ben)).toEqual([])
})

test('what one cannot see is not told', async () => {
  const { people, news, world } = await scene()
  await people.say(ben, { channel: 'C0BRLEADS', text: 'secret' })
  addMessage(world.api.slack, { team: ben.team, channel: general, via: 'ack', only: ben.user, args: { text: 'yours' } })
  expect(news(ben)).toHaveLength(2)
  expect(news()).toEqual([])
})

test('channels, switches and windows are told as a whole', async () => {
  const { people, world, news, whatIfs } = await scene()
  await people.say(ana, { channel: payments, text: '/invite <@U0GOFERBR>' })
  expect(news().map(({ kind }) => kind)).toEqual(['channels', 'message'])
  whatIfs.set('slowSlack', true)
  expect(news()).toMatchObject([{ kind: 'whatIfs' }])
  whatIfs.set('slowSlack', false)
  news()
  await fetch(`${world.api.url}views.open`, {
    method: 'POST',
    headers: { authorization: 'Bearer xoxb-local-brightwater', 'content-type': 'application/json' },
    body: JSON.stringify({ trigger_id: world.api.trigger(ana), view: modal([section()]) }),
  })
  expect(news().map(({ kind }) => kind)).toEqual(['views', 'wire'])
  expect(news(ben).map(({ kind }) => kind)).not.toContain('views')
})

test('a line of the wire is told when it begins, and again when it ended', async () => {
  const { people, news } = await scene()
  const pressed = people.shortcut(ana, 'gofer_open')
  expect(news()).toMatchObject([{ kind: 'wire', wire: { title: 'shortcut: gofer_open', status: 'waiting' } }])
  await pressed
  expect(news()).toMatchObject([{ kind: 'wire', wire: { status: 'connection_failed', isFailure: true } }])
  expect(news()).toEqual([])
})
