import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isObject } from '#slack/validate/json.ts'
import { actions, button, element, input, modal, option } from '../support/blocks.ts'
import { channelNamed, startWorld, team, type RunningWorld } from '#standin/world.ts'
import type { Sender } from '#standin/sender.ts'

// The kit is true when Bolt itself cannot tell it from Slack: these tests run a real app against it, both ways in.

let slack: RunningWorld
const ours = team()
const quiet = { unfurl_links: false, unfurl_media: false }

beforeEach(async () => {
  slack = await startWorld()
})
afterEach(() => slack.close())

/** A small app that uses one of everything. */
function listen(app: App): void {
  app.error(async (error) => {
    throw error
  })
  app.command('/golang', async ({ ack, command, client, respond }) => {
    if (command.text === 'decide') {
      await ack()
      await client.views.open({ trigger_id: command.trigger_id, view: decide })
    } else if (command.text === 'later') {
      await ack()
      await respond({ text: 'Here it is', response_type: 'ephemeral' })
    } else if (command.text !== 'silence') await ack({ response_type: 'ephemeral', text: 'Hello', blocks: [ask] })
  })
  app.action('press', async ({ ack, respond }) => {
    await ack()
    await respond({ text: 'Pressed', replace_original: true })
  })
  app.options('domain', async ({ ack, options }) =>
    ack({ options: [{ text: { type: 'plain_text', text: options.value }, value: options.value }] }),
  )
  app.view('decide', async ({ ack, view }) => {
    const why = view.state.values['why']?.['act']?.value
    await ack(why === 'bad' ? { response_action: 'errors', errors: { why: 'Not that' } } : { response_action: 'clear' })
  })
  app.shortcut('ask', async ({ ack }) => ack())
  app.event('app_mention', async ({ event, client }) => {
    await client.chat.postMessage({
      channel: event.channel,
      thread_ts: event.ts,
      text: `You said ${event.text.split(' ').slice(1).join(' ')}`,
      ...quiet,
    })
  })
  app.message(async ({ message, say }) => {
    await say({ text: `Direct: ${'text' in message ? (message.text ?? '') : ''}`, ...quiet })
  })
}

// The pieces are plain objects, which Bolt's types do not know for blocks.
const ask = actions([button({ value: 'v' })]) as never
const decide = modal(
  [
    input(element('plain_text_input'), { block_id: 'why' }),
    input(element('external_select', { action_id: 'domain', min_query_length: 0 }), {
      block_id: 'domain',
      optional: true,
    }),
  ],
  { callback_id: 'decide' },
) as never

describe('over HTTP', () => {
  let app: App
  let send: Sender

  beforeEach(async () => {
    const receiver = new HTTPReceiver({ signingSecret: slack.world.signingSecret, logLevel: LogLevel.ERROR })
    app = new App({
      receiver,
      token: ours.token,
      botId: ours.botId,
      botUserId: ours.botUser,
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: slack.api.url },
    })
    listen(app)
    const server = await app.start(0)
    // A string only for pipes; Bolt's own type says no more than "a server".
    send = slack.sendTo(
      `http://127.0.0.1:${(server as unknown as { address: () => AddressInfo }).address().port}/slack/events`,
    )
  })
  afterEach(() => app.stop())

  test('a command is answered, and a press replaces the answer', async () => {
    const reply = await send(slack.payloads.slashCommand('help'))
    expect(reply).toMatchObject({ status: 200, body: { text: 'Hello' }, findings: [] })
    const [seen] = slack.api.visible({ user: ours.users[0]?.id ?? '' })
    if (!seen) throw new Error('nothing seen')
    await send(slack.payloads.blockActions({ message: seen }, 'press'))
    await until(() => seen.edits === 1)
    expect([seen.text, slack.api.problems()]).toEqual(['Pressed', []])
  })

  test('a late answer comes by the response_url, once', async () => {
    expect(await send(slack.payloads.slashCommand('later'))).toMatchObject({ status: 200, text: '' })
    await until(() => slack.api.visible().length === 1)
    expect(slack.requests.map(({ method, outcome }) => [method, outcome.kind])).toEqual([['response_url', 'answered']])
  })

  test('a modal is opened, suggests, refuses and closes', async () => {
    await send(slack.payloads.slashCommand('decide'))
    await until(() => slack.api.views().length === 1)
    const [open] = slack.api.views()
    if (!open) throw new Error('no view')
    const suggested = await send(slack.payloads.blockSuggestion({ view: open }, 'domain', 'fin'))
    expect(suggested).toMatchObject({
      findings: [],
      body: { options: [{ value: 'fin', text: option('fin', { text: { type: 'plain_text', text: 'fin' } })['text'] }] },
    })
    expect(await send(slack.payloads.viewSubmission(open, { why: 'bad' }))).toMatchObject({
      findings: [],
      body: { response_action: 'errors' },
    })
    expect(slack.api.views()).toHaveLength(1)
    await send(slack.payloads.viewSubmission(open, { why: 'speed', domain: 'fin' }))
    expect([slack.api.views(), slack.api.problems()]).toEqual([[], []])
  })

  test('a mention is answered in the thread, a direct message where it was written', async () => {
    const mention = slack.payloads.appMention('what is go?')
    await send(mention)
    await send(slack.payloads.directMessage('and rust?'), { retry: { num: 1, reason: 'http_timeout' } })
    await until(() => slack.api.visible().length === 2)
    const event = mention.payload['event']
    const seen = (name: string): unknown[] =>
      slack.api.visible({ channel: channelNamed(ours, name).id }).map(({ text, thread }) => [text, thread])
    expect(seen('general')).toEqual([['You said what is go?', isObject(event) ? event['ts'] : '']])
    expect(seen('directmessage')).toEqual([['Direct: and rust?', undefined]])
  })

  test('a shortcut is taken', async () => {
    expect(await send(slack.payloads.shortcut('ask'))).toMatchObject({ status: 200, findings: [] })
  })

  test('a wrong secret and an old signature are refused', async () => {
    const delivery = slack.payloads.slashCommand('help')
    expect(await send(delivery, { secret: 'wrong' })).toMatchObject({ status: 401 })
    expect(await send(delivery, { at: Date.now() - 302_000 })).toMatchObject({ status: 401 })
    expect(slack.api.visible()).toEqual([])
  })

  test('silence is an operation_timeout', async () => {
    expect(await send(slack.payloads.slashCommand('silence'), { patienceMs: 100 })).toMatchObject({
      status: 0,
      text: 'operation_timeout',
      findings: [],
    })
  })
})

describe('over a socket', () => {
  let app: App

  beforeEach(async () => {
    // The receiver has a client of its own, which must find the stand-in too.
    const receiver = new SocketModeReceiver({
      appToken: slack.world.appToken,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions: { slackApiUrl: slack.api.url } },
    })
    app = new App({
      receiver,
      token: ours.token,
      botId: ours.botId,
      botUserId: ours.botUser,
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: slack.api.url },
    })
    listen(app)
    await app.start()
    await slack.socket.connected()
  })
  afterEach(async () => {
    await app.stop()
    await until(() => slack.socket.connections() === 0)
  })

  test('a command is acked with its answer', async () => {
    expect(await slack.socket.send(slack.payloads.slashCommand('help'))).toMatchObject({
      payload: { text: 'Hello' },
      findings: [],
    })
    expect(slack.api.visible()).toHaveLength(1)
  })

  test('a modal goes its way', async () => {
    await slack.socket.send(slack.payloads.slashCommand('decide'))
    await until(() => slack.api.views().length === 1)
    const [open] = slack.api.views()
    expect(open && (await slack.socket.send(slack.payloads.viewSubmission(open, { why: 'speed' })))).toMatchObject({
      payload: { response_action: 'clear' },
      findings: [],
    })
    expect(slack.api.views()).toEqual([])
  })

  test('an event is acked and answered', async () => {
    expect(await slack.socket.send(slack.payloads.appMention('hi'))).toMatchObject({ late: false })
    await until(() => slack.api.visible().length === 1)
    expect(slack.api.problems()).toEqual([])
  })

  test('silence is no ack', async () => {
    expect(await slack.socket.send(slack.payloads.slashCommand('silence'), { patienceMs: 100 })).toBeUndefined()
  })
})

test("Slack's own client uploads a file", async () => {
  await using open = await startWorld({ teams: [team({ scopes: ['chat:write', 'files:write'] })] })
  const { client } = new App({
    receiver: new HTTPReceiver({ signingSecret: 'x' }),
    deferInitialization: true,
    token: ours.token,
    clientOptions: { slackApiUrl: open.api.url },
  })
  const channel = channelNamed(ours, 'general').id
  await client.filesUploadV2({
    token: ours.token,
    channel_id: channel,
    filename: 'decision.md',
    content: '# Decision',
    initial_comment: 'For the record',
  })
  expect(open.api.visible({ channel })).toMatchObject([
    { text: 'For the record', files: [{ name: 'decision.md', size: 10, filetype: 'markdown' }] },
  ])
  expect(open.api.problems()).toEqual([])
})

test('the same description and seed give the same ids', async () => {
  await using again = await startWorld()
  const ids = (world: RunningWorld): unknown[] => [
    world.payloads.slashCommand('x').payload['trigger_id'],
    world.payloads.appMention('x').payload['event_id'],
  ]
  expect(ids(again)).toEqual(ids(slack))
})

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 2000
  while (!holds()) {
    if (Date.now() > end) throw new Error('it did not happen within two seconds')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
