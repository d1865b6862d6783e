import { describe, expect, test } from 'vitest'
import { direct, general, type Place } from '#workspace/bodies.ts'
import type { Said } from '#workspace/fetch.ts'
import { buttonOf, buttonsOf, sentTo, startLocal, wordsOf, type Local, type LocalOptions } from './local.ts'

const asked = async (options: LocalOptions = {}, place: Place = general): Promise<Local> => {
  const local = await startLocal(options)
  await local.slack.type('who builds', place)
  return local
}

/** Presses Share on the answer; what was said to the presser comes back. */
async function share(local: Local): Promise<string> {
  const answer = local.slack.shown.find((shown) => shown.kind === 'message')
  if (answer?.kind !== 'message') throw new Error('no answer')
  const label = [...buttonsOf(answer).keys()].find((one) => one.startsWith('Share')) ?? ''
  await local.slack.press(buttonOf(answer, label), answer)
  return local.message().text
}

const posts = (local: Local) => local.slack.shown.filter((shown) => shown.kind === 'message' && !shown.ephemeral)
const refusing =
  (error: string, method = 'chat.postMessage') =>
  (call: { method: string }): Said | undefined =>
    call.method === method ? { ok: false, error } : undefined

describe('share', () => {
  test.each([
    [general, 'Share to #general', 'posted to #general'],
    [direct, 'Share here', 'posted in this conversation'],
    [{ id: 'G1', name: 'privategroup' }, 'Share here', 'posted in this conversation'],
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
    const told = local.slack.shown.flatMap((shown) => (shown.kind === 'message' && shown.ephemeral ? [shown.text] : []))
    expect(told.filter((text) => text.startsWith('Posted'))).toHaveLength(1)
    expect(told.filter((text) => text.includes('shared already'))).toHaveLength(2)
  })

  test('posts once from whichever page', async () => {
    const local = await asked()
    await share(local)
    const other = local.slack.shown[0]
    const button = buttonOf(other?.kind === 'message' ? other : {}, 'Share to #general')
    const onPageTwo = { ...button, value: String(button['value']).replace('}', ',"p":2}') }
    await local.slack.press(onPageTwo, other ?? local.message())
    expect(posts(local)).toHaveLength(1)
  })

  test.each(['not_in_channel', 'channel_not_found', 'restricted_action'])(
    'goes by the response_url where Slack says %s',
    async (error) => {
      const local = await asked({ slack: refusing(error) })
      expect(await share(local)).toContain('Posted to #general')
      expect(posts(local)).toHaveLength(1)
      expect(sentTo(local, 'response_url')[0]?.body).toMatchObject({
        response_type: 'in_channel',
        replace_original: false,
      })
      expect(local.problems()).toEqual([])
    },
  )

  test('says how to invite where nothing can be posted, and may be pressed again then', async () => {
    let member = false
    const local = await asked({
      slack: ({ method, body }) => {
        if (member) return undefined
        if (method === 'chat.postMessage') return { ok: false, error: 'not_in_channel' }
        return method === 'response_url' && body['response_type'] === 'in_channel'
          ? new Response('no_permission', { status: 403 })
          : undefined
      },
    })
    expect(await share(local)).toContain('/invite <@U1GOFER>')
    expect(posts(local)).toHaveLength(0)
    member = true
    expect(await share(local)).toContain('Posted to #general')
    expect(posts(local)).toHaveLength(1)
  })

  test.each<[string, () => Said]>([
    [
      'the connection broke after it was sent',
      () => {
        throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } })
      },
    ],
    ['Slack broke', () => new Response('<html>', { status: 502 })],
    ['Slack is not sure itself', () => ({ ok: false, error: 'internal_error' })],
    ['no verdict came', () => new Response('<html>maintenance</html>', { headers: { 'content-type': 'text/html' } })],
  ])('does not post again when %s, and says so honestly', async (_what, answer) => {
    const local = await asked({ slack: ({ method }) => (method === 'chat.postMessage' ? answer() : undefined) })
    expect(await share(local)).toContain('did not tell me whether')
    expect(await share(local)).toContain('did not tell me whether')
    expect(sentTo(local, 'chat.postMessage')).toHaveLength(1)
    expect(posts(local)).toHaveLength(0)
  })

  test('tries again where nothing arrived', async () => {
    let tries = 0
    const local = await asked({
      slack: ({ method }) => {
        if (method !== 'chat.postMessage' || (tries += 1) > 1) return undefined
        throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
      },
    })
    const said = share(local)
    await expect.poll(() => tries).toBe(1)
    await expect.poll(() => (local.clock.advance(300), posts(local).length)).toBe(1)
    expect(await said).toContain('Posted to #general')
  })

  test('waits as long as Slack asks for, within reason', async () => {
    let tries = 0
    const busy = () =>
      new Response('{"ok":false,"error":"ratelimited"}', { status: 429, headers: { 'retry-after': '60' } })
    const local = await asked({
      slack: ({ method }) => (method === 'chat.postMessage' && (tries += 1) ? busy() : undefined),
    })
    expect(await share(local)).toContain('in a minute')
    expect(tries).toBe(1)
    expect(posts(local)).toHaveLength(0)
  })

  test('leaves the table out where Slack refuses it: its words are there', async () => {
    const local = await startLocal({
      slack: ({ method, body }) =>
        method === 'chat.postMessage' && JSON.stringify(body['blocks']).includes('"type":"table"')
          ? { ok: false, error: 'invalid_blocks' }
          : undefined,
      answers: {
        'who builds': {
          ...(await import('./answers.ts')).found('who builds'),
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
