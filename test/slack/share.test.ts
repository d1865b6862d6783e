import { describe, expect, test } from 'vitest'
import type { Fault } from '#standin/api/faults.ts'
import type { Channel } from '#standin/description.ts'
import type { SlackApi } from '#standin/server.ts'
import { StorageDown } from '#storage/down.ts'
import { memoryStorage } from '#storage/memory.ts'
import { found } from './answers.ts'
import { sentTo, startLocal, type Local, type LocalOptions } from './local.ts'
import { buttonOf, buttonsOf, wordsOf } from './reading.ts'
import { pass } from './time.ts'
import { bot, direct, general, leads, payments } from './town.ts'

const asked = async (options: LocalOptions = {}, place: Channel = general): Promise<Local> => {
  const local = await startLocal(options)
  await local.slack.type('who builds', place)
  return local
}

/** Presses Share on the answer; what was said to the presser comes back. */
async function share(local: Local): Promise<string> {
  const answer = local.shown.find((shown) => shown.kind === 'message')
  if (answer?.kind !== 'message') throw new Error('no answer')
  const label = [...buttonsOf(answer).keys()].find((one) => one.startsWith('Share')) ?? ''
  await local.slack.press(buttonOf(answer, label), answer)
  return local.message().text
}

const posts = (local: Local) => local.shown.filter((shown) => shown.kind === 'message' && !shown.ephemeral)
/** What meets every post. */
const meeting =
  (fault: Fault) =>
  (api: SlackApi): void =>
    void api.fault('chat.postMessage', fault)

/** Nobody listens where Slack was, until what comes back is called. */
async function takeDown({ server, url }: SlackApi): Promise<() => Promise<void>> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
  return () => new Promise((resolve) => server.listen(Number(new URL(url).port), '127.0.0.1', resolve))
}

describe('share', () => {
  test.each([
    [general, 'Share to #general', 'posted to #general'],
    [direct, 'Share here', 'posted in this conversation'],
    [leads, 'Share here', 'posted in this conversation'],
  ])('names its target and asks once: %j', async (place, label, where) => {
    const local = await asked({}, place)
    const button = buttonOf(local.message(), label)
    expect(JSON.stringify(button['confirm'])).toContain(where)
  })

  test('posts the answer once, with the question and the name of who shared it', async () => {
    const local = await asked()
    expect(await share(local)).toBe('Posted to #general, with your name and the question.')
    const [post] = posts(local)
    expect(post).toMatchObject({ place: general, ephemeral: false })
    if (post?.kind !== 'message') throw new Error('no post')
    expect(post.text).toMatch(/^<@U1YOU> asked “who builds” and shared this\.\nBridges: who builds/)
    expect(wordsOf(post)).toContain('<@U1YOU> asked “who builds” and shared this.\nBridges: who builds')
    expect([...buttonsOf(post).keys()]).not.toContain('Share to #general')
    expect(local.problems()).toEqual([])
  })

  test('posts once for two presses at the same time, and for any later one', async () => {
    const local = await asked()
    await Promise.all([share(local), share(local)])
    expect(await share(local)).toContain('shared already')
    expect(posts(local)).toHaveLength(1)
    const told = local.shown.flatMap((shown) => (shown.kind === 'message' && shown.ephemeral ? [shown.text] : []))
    expect(told.filter((text) => text.startsWith('Posted'))).toHaveLength(1)
    expect(told.filter((text) => text.includes('shared already'))).toHaveLength(2)
  })

  test('posts once from whichever page', async () => {
    const local = await asked()
    await share(local)
    const other = local.shown[0]
    const button = buttonOf(other?.kind === 'message' ? other : {}, 'Share to #general')
    if (other?.kind !== 'message') throw new Error('no answer')
    const value = String(button['value']).replace('}', ',"p":2}')
    await local.slack.press(local.slack.forge(other, button, { value }), other)
    expect(posts(local)).toHaveLength(1)
  })

  test.each(['not_in_channel', 'channel_not_found', 'restricted_action'])(
    'goes by the response_url where Slack says %s',
    async (error) => {
      const local = await asked({ slack: meeting({ kind: 'refuse', error }) })
      expect(await share(local)).toContain('Posted to #general')
      expect(posts(local)).toHaveLength(1)
      expect(sentTo(local, 'response_url')[0]?.args).toMatchObject({
        response_type: 'in_channel',
        replace_original: false,
      })
      expect(local.problems()).toEqual([])
    },
  )

  test('says how to invite where nothing can be posted, and may be pressed again then', async () => {
    const local = await asked(
      { slack: (api) => void api.fault('response_url', { kind: 'status', status: 403, body: 'no_permission' }, 1) },
      payments,
    )
    expect(await share(local)).toContain('/invite <@U1GOFER>')
    expect(posts(local)).toHaveLength(0)
    local.world.api.slack.world.teams[0]?.channels.find(({ id }) => id === payments.id)?.members.push(bot.id)
    expect(await share(local)).toContain('Posted to #payments')
    expect(posts(local)).toHaveLength(1)
  })

  test.each<[string, Fault]>([
    ['the connection broke after it was sent', { kind: 'reset', done: false }],
    ['Slack broke', { kind: 'status', status: 502, body: '<html>' }],
    ['Slack is not sure itself', { kind: 'refuse', error: 'internal_error' }],
    ['no verdict came', { kind: 'status', status: 200, body: '<html>maintenance</html>' }],
  ])('does not post again when %s, and says so honestly', async (_what, fault) => {
    const local = await asked({ slack: meeting(fault) })
    expect(await share(local)).toContain('did not tell me whether')
    expect(await share(local)).toContain('did not tell me whether')
    expect(sentTo(local, 'chat.postMessage')).toHaveLength(1)
    expect(posts(local)).toHaveLength(0)
  })

  test('tries again where nothing arrived', async () => {
    const local = await asked()
    const back = await takeDown(local.world.api)
    const said = share(local)
    // The app heard that nobody is there, and waits before it tries again.
    await expect.poll(local.clock.waiting).toContain(300)
    await back()
    local.clock.advance(300)
    expect(await said).toContain('Posted to #general')
    expect(posts(local)).toHaveLength(1)
  })

  test('is kept where Slack takes nothing for a while, which is said, and posted once when it does', async () => {
    const local = await asked()
    const calm = local.world.api.fault('chat.postMessage', { kind: 'rateLimited', retryAfter: 60 })
    expect(await share(local)).toContain('I keep it and post it as soon as Slack does')
    expect(await share(local)).toContain('was shared already')
    calm()
    await pass(local, 50)
    expect(sentTo(local, 'chat.postMessage')).toHaveLength(1)
    await pass(local, 20)
    expect(sentTo(local, 'chat.postMessage')).toHaveLength(2)
    expect(posts(local)).toHaveLength(1)
    expect(local.message().text).toContain('Posted to #general')
    expect(local.problems()).toEqual([])
  })

  test('is given up where nothing can be kept, and may be pressed again', async () => {
    const local = await asked({
      slack: meeting({ kind: 'rateLimited', retryAfter: 60 }),
      storage: {
        outbox: { ...memoryStorage(() => 0).outbox, take: () => Promise.reject(new StorageDown('gone', 'a test')) },
      },
    })
    expect(await share(local)).toContain('Please press Share again in a minute')
    expect(posts(local)).toHaveLength(0)
  })

  test('leaves the table out where Slack refuses it: its words are there', async () => {
    const local = await startLocal({
      slack: meeting({ kind: 'refuseBlock', block: 'table' }),
      answers: {
        'who builds': {
          ...found('who builds'),
          sections: [
            {
              kind: 'table',
              heading: 'By material',
              columns: ['', 'Stone', 'Steel'],
              rows: [{ name: 'Age', cells: ['old', 'new'], reasons: ['Stone: it lasts.'] }],
            },
          ],
        },
      },
    })
    await local.slack.type('who builds')
    expect(local.message().blocks.map((block) => block['type'])).toContain('table')
    expect(await share(local)).toContain('Posted')
    const [post] = posts(local)
    if (post?.kind !== 'message') throw new Error('no post')
    expect(post.blocks.map((block) => block['type'])).not.toContain('table')
    expect(wordsOf(post)).toContain('*Age*: Stone: old; Steel: new')
  })
})
