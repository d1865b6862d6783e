import { expect } from 'vitest'
import type { Json } from '../../support/blocks.ts'
import { general, type Outside } from './outside.ts'
import { docs, known, method, own, rule } from './rule.ts'

const words = '# Decision\n'
const way = docs('messaging/working-with-files')

/** Asks for an address, and posts the content there. */
async function uploaded(slack: Outside, body: NonNullable<RequestInit['body']> = words): Promise<string> {
  const args = { filename: 'decision.md', length: words.length }
  const { upload_url, file_id } = await slack.call('files.getUploadURLExternal', args)
  const sent = await slack.http(String(upload_url), { method: 'POST', body })
  expect([sent.status, sent.text]).toEqual([200, `OK - ${words.length}`])
  return String(file_id)
}

const complete = (slack: Outside, id: string, more: Json = {}): Promise<Json> =>
  slack.call('files.completeUploadExternal', { files: [{ id, title: 'Our decision' }], ...more })

async function shared(slack: Outside): Promise<Json> {
  const { files } = await complete(slack, await uploaded(slack), { channel_id: general })
  const [file] = files as Json[]
  return file ?? expect.fail('no file')
}

rule('a file comes in three steps, and is shared as a message', way, async (slack) => {
  const id = await uploaded(slack)
  const answer = await complete(slack, id, { channel_id: general, initial_comment: 'For the record' })
  expect(answer).toMatchObject({ ok: true, files: [{ id, title: 'Our decision', name: 'decision.md' }] })
  expect(await slack.call('conversations.history', { channel: general })).toMatchObject({
    messages: [
      {
        text: 'For the record',
        files: [
          {
            id,
            name: 'decision.md',
            title: 'Our decision',
            mimetype: 'text/plain',
            filetype: 'markdown',
            size: words.length,
            url_private: expect.stringMatching(/decision\.md$/),
            permalink: expect.stringMatching(/^https:\/\/0gofer\.slack\.com\/files\//),
          },
        ],
      },
    ],
  })
})

rule('the content may be raw or a form', method('files.getUploadURLExternal'), async (slack) => {
  const body = new FormData()
  body.append('filename', new Blob([words]), 'decision.md')
  expect(await complete(slack, await uploaded(slack, body))).toMatchObject({ files: [{ size: words.length }] })
})

rule('without a channel a file stays private', method('files.completeUploadExternal'), async (slack) => {
  expect(await complete(slack, await uploaded(slack))).toMatchObject({ files: [{ channels: [], is_public: false }] })
  expect(await slack.said()).toEqual([])
})

rule('a file may be a reply in a thread', method('files.completeUploadExternal'), async (slack) => {
  const { ts } = await slack.call('chat.postMessage', { channel: general, text: 'root' })
  await complete(slack, await uploaded(slack), { channel_id: general, thread_ts: ts })
  const { messages } = await slack.call('conversations.replies', { channel: general, ts })
  expect(messages).toMatchObject([{ text: 'root' }, { thread_ts: ts, files: [{ name: 'decision.md' }] }])
})

for (const [where, channel_id, error] of [
  ['a channel that is not', 'C0NONE', 'channel_not_found'],
  ['a channel without the bot', 'C0PAY0GOFER', 'not_in_channel'],
] as const) {
  rule(`a file cannot be shared to ${where}: ${error}`, method('files.completeUploadExternal'), async (slack) => {
    const id = await uploaded(slack)
    expect(await complete(slack, id, { channel_id })).toEqual({ ok: false, error })
  })
}

rule(
  'only what was uploaded can be completed, once: file_not_found',
  method('files.completeUploadExternal'),
  async (slack) => {
    const refused = { ok: false, error: 'file_not_found' }
    const args = { filename: 'decision.md', length: 1 }
    const { file_id } = await slack.call('files.getUploadURLExternal', args)
    expect(await complete(slack, String(file_id))).toEqual(refused)
    expect(await complete(slack, 'F0NONE')).toEqual(refused)
    const id = await uploaded(slack)
    await complete(slack, id)
    expect(await complete(slack, id)).toEqual(refused)
  },
)

rule('an empty file is not taken: missing_argument', method('files.getUploadURLExternal'), async ({ call }) => {
  expect(await call('files.getUploadURLExternal', { filename: 'a.md', length: 0 })).toEqual({
    ok: false,
    error: 'missing_argument',
  })
})

rule('a file that is too large: file_upload_size_restricted', own, async ({ call }) => {
  const args = { filename: 'a.md', length: 2 ** 30 }
  expect(await call('files.getUploadURLExternal', args)).toEqual({ ok: false, error: 'file_upload_size_restricted' })
})

rule('an address that Slack never made takes nothing', known, async ({ http }) => {
  expect((await http('/upload/v1/made-up', { method: 'POST', body: 'x' })).status).toBe(404)
})

rule(
  'url_private gives the content to a token with files:read, and the login page to anybody else',
  way,
  async (slack) => {
    const { url_private } = await shared(slack)
    const headers = { authorization: `Bearer ${slack.ours.token}` }
    const given = await slack.http(String(url_private), { headers })
    expect([given.status, given.text]).toEqual([200, words])
    expect((await slack.http(String(url_private))).status).toBe(302)
  },
)

rule('a file tells of itself until it is deleted', method('files.info'), async (slack) => {
  const { id: file } = await shared(slack)
  expect(await slack.call('files.info', { file })).toMatchObject({ file: { id: file, channels: [general] } })
  expect(await slack.call('files.delete', { file })).toEqual({ ok: true })
  for (const name of ['files.info', 'files.delete'])
    expect(await slack.call(name, { file })).toEqual({ ok: false, error: 'file_deleted' })
  expect(await slack.call('files.info', { file: 'F0NONE' })).toEqual({ ok: false, error: 'file_not_found' })
})

rule('a deleted file leaves a tombstone in its message', known, async (slack) => {
  const { id: file } = await shared(slack)
  await slack.call('files.delete', { file })
  const { messages } = await slack.call('conversations.history', { channel: general })
  expect(messages).toMatchObject([{ files: [{ id: file, mode: 'tombstone' }] }])
})
