import { expect } from 'vitest'
import type { Delivery } from '#standin/payloads.ts'
import type { Json } from '../../support/blocks.ts'
import { ana, general, type Outside } from './outside.ts'
import { docs, rule } from './rule.ts'

const page = docs('apis/events-api/')

async function bodyOf({ tell }: Outside, delivery: Delivery): Promise<Json> {
  const { got } = await tell(delivery)
  return JSON.parse(got.body) as Json
}

rule('an event comes in an envelope with token, app, authorizations and an id', page, async (slack) => {
  const body = await bodyOf(slack, slack.world.payloads.appMention('hi'))
  expect(Object.keys(body).toSorted()).toEqual([
    'api_app_id',
    'authorizations',
    'context_channel',
    'context_enterprise_id',
    'context_team_id',
    'event',
    'event_context',
    'event_id',
    'event_time',
    'is_ext_shared_channel',
    'team_id',
    'token',
    'type',
  ])
  expect(body).toMatchObject({
    type: 'event_callback',
    event_id: expect.stringMatching(/^Ev\w{10}$/),
    event_time: Math.floor(slack.clock.now() / 1000),
    is_ext_shared_channel: false,
    authorizations: [
      { enterprise_id: null, team_id: 'T0GOFER', user_id: 'U0BOT0GOFER', is_bot: true, is_enterprise_install: false },
    ],
  })
})

rule('a mention has the mention in its text', docs('reference/events/app_mention'), async (slack) => {
  const body = await bodyOf(slack, slack.world.payloads.appMention('is gorm maintained?', { thread: '1.000001' }))
  expect(body['event']).toMatchObject({
    type: 'app_mention',
    text: '<@U0BOT0GOFER> is gorm maintained?',
    channel: general,
    thread_ts: '1.000001',
    user: ana,
    ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
    event_ts: expect.any(String),
    blocks: [{ type: 'rich_text' }],
  })
})

rule('a direct message is a message with channel_type im', docs('reference/events/message.im'), async (slack) => {
  const body = await bodyOf(slack, slack.world.payloads.directMessage('hello'))
  expect(body['event']).toMatchObject({
    type: 'message',
    channel_type: 'im',
    channel: 'D0ANA0GOFER',
    text: 'hello',
    user: ana,
  })
})

rule('every event has an id of its own', page, async (slack) => {
  const [one, two] = [slack.world.payloads.appMention('x'), slack.world.payloads.appMention('x')]
  expect((await bodyOf(slack, one))['event_id']).not.toBe((await bodyOf(slack, two))['event_id'])
})

rule(
  'in a channel shared with another company the authorization tells the workspace, the event the author',
  docs('apis/slack-connect'),
  async (slack) => {
    slack.ours.users.push({ id: 'U0EVE', name: 'eve', team: 'T0ELSE' })
    for (const channel of slack.ours.channels) if (channel.id === general) channel.shared = true
    const body = await bodyOf(slack, slack.world.payloads.appMention('hi', { user: 'eve' }))
    expect(body).toMatchObject({
      is_ext_shared_channel: true,
      team_id: 'T0GOFER',
      authorizations: [{ team_id: 'T0GOFER' }],
      event: { user: 'U0EVE', team: 'T0ELSE' },
    })
  },
)

rule('an event about the app has no channel', docs('reference/events/app_uninstalled'), async (slack) => {
  const body = await bodyOf(slack, slack.world.payloads.event({ type: 'app_uninstalled' }))
  expect(body).toMatchObject({ team_id: 'T0GOFER', event: { type: 'app_uninstalled', event_ts: expect.any(String) } })
  expect(body).not.toHaveProperty('context_channel')
})
