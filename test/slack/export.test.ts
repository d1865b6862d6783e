import { array, assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEvents } from '#events.ts'
import { createLog } from '#log.ts'
import { blocks } from '#slack/ids.ts'
import { createOutbound, type Client, type Fetch } from '#slack/outbound.ts'
import { piecesOf } from '#slack/decisions/pieces.ts'
import { realClock } from '#standin/clock.ts'
import { goferScopes } from '#standin/description.ts'
import {
  choicesOf,
  decisionOf,
  missing,
  north,
  startDeciding,
  type Deciding,
  type DecidingOptions,
  type Person,
} from './deciding.ts'
import { buttonsOf, type Json } from './reading.ts'
import { frailStorage } from './walking.ts'

const id = decisionOf().id
const withFiles: DecidingOptions = { scopes: [...goferScopes, 'files:write', 'files:read'] }

/** Ana with the window of an export, opened from the record. */
async function exporting(
  options: DecidingOptions = withFiles,
  more: Parameters<typeof decisionOf>[0] = {},
): Promise<{ town: Deciding; ana: Person }> {
  const town = await startDeciding(options)
  await town.storage.decisions.create(decisionOf(more))
  const ana = town.person('ana')
  await ana.type('decisions')
  await ana.press('Open', ana.told())
  await ana.press('Export')
  return { town, ana }
}

/** What stands in the fields, one beneath the other. */
function copied(person: Person): string {
  return person
    .window()
    .view.blocks.filter((block) => String(block['block_id']).startsWith(blocks.copy))
    .map((block) => String((block['element'] as Json)['initial_value']))
    .join('\n')
}

const files = (town: Deciding): readonly { channel: string; thread?: string; content: string; name: string }[] =>
  town.world.api.slack.messages.flatMap(({ channel, thread, files: held }) =>
    (held ?? []).map((file) => {
      const found = town.world.api.slack.files.find(String(file['id'])) ?? missing('no such file')
      return {
        channel,
        ...(thread ? { thread } : {}),
        content: new TextDecoder().decode(found.content),
        name: found.name,
      }
    }),
  )

describe('the text to copy', () => {
  test('is the whole record, whatever somebody typed into it', async () => {
    const { town, ana } = await exporting()
    const text = copied(ana)
    expect(text).toContain('status: "accepted"')
    expect(text).toContain(String.raw`# Kiln for A \*tea\* set \‹!channel\>: try it`)
    expect(text).toContain('decision-makers: ["Slack user U1ANA"]')
    expect(text).toContain('## More Information')
    expect(ana.seen()).toContain('as 2026-11-21-a-tea-set-channel.md')
    expect([...buttonsOf({ view: ana.window().view }).keys()]).toEqual([])
    expect(town.problems()).toEqual([])
  })

  test('is turned over where it is longer than a window, and nothing is cut', async () => {
    const long = Array.from({ length: 30 }, (_one, at) => `an option of ${at} ${'and more '.repeat(400)}`)
    const { town, ana } = await exporting(withFiles, { proposal: { project: 'A tea set', alternatives: long } })
    const first = copied(ana)
    await ana.press('Next parts')
    expect([...buttonsOf({ view: ana.window().view }).keys()]).toContain('Previous parts')
    const pages = [first, copied(ana)]
    while (buttonsOf({ view: ana.window().view }).has('Next parts')) {
      await ana.press('Next parts')
      pages.push(copied(ana))
    }
    for (const words of long) expect(pages.join('\n').replaceAll(/\s+/g, ' ')).toContain(words.trim())
    expect(town.problems()).toEqual([])
  })

  test('says what has changed since', async () => {
    const { ana } = await exporting(withFiles, { framework: { id: 'kiln-fit', version: 1 } })
    expect(copied(ana)).toContain('Decided with the framework `kiln-fit`, version 1.')
    expect(copied(ana)).toContain('**What has changed since**\n\n* Made with version 1 of the framework')
  })
})

describe('the file', () => {
  test('comes by direct message, in the thread of a word about it, and equals the text', async () => {
    const { town, ana } = await exporting()
    await ana.submit()
    expect(ana.seen()).toContain('The file was sent to your direct messages with me.')
    const [file] = files(town)
    expect(files(town)).toHaveLength(1)
    expect(file?.channel).toMatch(/^D/)
    expect(file?.thread).toBe(town.world.api.visible({ channel: file?.channel ?? '' })[0]?.ts)
    expect(file?.name).toBe('2026-11-21-a-tea-set-channel.md')
    expect(file?.content.trim().replaceAll('<!', '‹!')).toBe(copied(ana))
    await ana.submit()
    expect(ana.seen()).toContain('was sent to your direct messages with me already')
    expect(files(town)).toHaveLength(1)
    expect(town.problems()).toEqual([])
  })

  test('is posted beneath the message that shared the decision', async () => {
    const town = await startDeciding(withFiles)
    await town.storage.decisions.create(decisionOf())
    const ana = town.person('ana')
    await ana.type('decisions')
    await ana.press('Open', ana.told())
    await ana.press('Share')
    await ana.submit({ [blocks.channel]: north.channel })
    await ana.close()
    await ana.press('Export')
    await ana.press('Post the file where it was shared')
    expect(ana.seen()).toContain(`The file was sent in <#${north.channel}>.`)
    const [post] = town.channel()
    expect(files(town)).toMatchObject([{ channel: north.channel, thread: post?.ts }])
    expect(files(town)[0]?.content).toContain('Shared in Slack: <https://')
    expect(town.problems()).toEqual([])
  })

  test('is not allowed everywhere: then nothing is posted, it is said, and the text stays', async () => {
    const { town, ana } = await exporting({})
    await ana.submit()
    expect(ana.seen()).toContain('I may not send files in this workspace: whoever runs me has not allowed it')
    expect(copied(ana)).toContain('## More Information')
    expect(town.world.api.calls('chat.postMessage')).toEqual([])
    expect(town.problems()).toEqual([])
  })

  test.each([
    ['files.completeUploadExternal', true, 1],
    ['files.completeUploadExternal', false, 0],
    ['chat.postMessage', true, 0],
  ])('is not sent again where the answer of %s got lost (done: %j)', async (method, done, many) => {
    const { town, ana } = await exporting()
    town.world.api.fault(method, { kind: 'reset', done }, 1)
    await ana.submit()
    expect(ana.seen()).toContain('Slack did not tell me whether the file arrived to your direct messages with me')
    await ana.submit()
    expect(ana.seen()).toContain('did not tell me whether')
    expect(files(town)).toHaveLength(many)
    expect(town.world.api.calls(method)).toHaveLength(1)
    expect(town.problems()).toEqual([])
  })

  test.each(['files.getUploadURLExternal', 'upload'])(
    'may be asked for again where %s was lost, since nobody has seen anything',
    async (method) => {
      const { town, ana } = await exporting()
      town.world.api.fault(method, { kind: 'reset', done: true }, 1)
      await ana.submit()
      expect(ana.seen()).toContain('Slack did not take the file, so none was sent.')
      await ana.submit()
      expect(files(town)).toHaveLength(1)
      expect(town.problems()).toEqual([])
    },
  )

  test('that Slack refuses at the end leaves no word behind', async () => {
    const { town, ana } = await exporting()
    town.world.api.fault('files.completeUploadExternal', { kind: 'refuse', error: 'file_not_found' }, 1)
    await ana.submit()
    expect(ana.seen()).toContain('Slack did not take the file')
    expect(town.world.api.calls('chat.delete')).toHaveLength(1)
    expect(town.problems()).toEqual([])
  })

  test('is not begun where the database is full', async () => {
    const frail = frailStorage()
    const { town, ana } = await exporting({ ...withFiles, storageFor: frail.storageFor })
    frail.down = (name) => name.startsWith('shares')
    await ana.submit()
    expect(ana.seen()).toContain('Nothing was saved: my database is full.')
    expect(files(town)).toEqual([])
    expect(town.problems()).toEqual([])
  })

  test('of a ballot names nobody to whom names were not promised', async () => {
    const town = await startDeciding(withFiles)
    await town.storage.decisions.create(decisionOf())
    const opened = await town.storage.ballots.open({
      team: north.id,
      decision: id,
      owner: 'U1ANA',
      channel: north.channel,
      namesVisibleTo: 'owner',
    })
    if (opened.kind !== 'opened') throw new Error('not opened')
    await town.storage.ballots.posted(north.id, opened.ballot.id, '1.1')
    const yes = { ...choicesOf({ 'many-pots': 'yes' }), 'even-heat': { choice: 'yes' as const, because: 'thin glaze' } }
    await town.storage.ballots.vote(north.id, opened.ballot.id, 'U1ANA', yes)
    await town.storage.ballots.vote(north.id, opened.ballot.id, 'U1CEM', yes)
    await town.storage.ballots.vote(north.id, opened.ballot.id, 'U1BEN', {
      'raw-clay': { choice: 'yes', because: 'It is adobe.' },
    })
    await town.storage.ballots.close(north.id, opened.ballot.id, 'owner')
    const [ana, ben] = [town.person('ana'), town.person('ben')]
    for (const person of [ana, ben]) {
      await person.type('decisions')
      await person.press('Open', person.told())
      await person.press('Export')
    }
    expect(copied(ana)).toContain('It is adobe.')
    expect(copied(ana)).toContain('Slack user U1BEN: It is adobe.')
    expect(copied(ben)).toContain('It is adobe.')
    expect(copied(ben)).not.toContain('U1BEN')
    expect(town.problems()).toEqual([])
  })
})

describe('an address to upload to', () => {
  test.each([
    ['https://files.slack.com/upload/v1/abc', true],
    ['https://files.slack-gov.com/upload/v1/abc', true],
    ['http://127.0.0.1:9/upload/v1/abc', true],
    ['http://files.slack.com/upload/v1/abc', false],
    ['https://files.slack.com.evil.example/upload', false],
    ['https://hooks.slack.com/upload', false],
    ['http://169.254.169.254/latest', false],
    ['nonsense', false],
  ])('%s is used: %s', async (url, isSlacks) => {
    const sent: string[] = []
    const fetch: Fetch = async (to) => (sent.push(String(to)), new Response('OK - 1'))
    const events = createEvents(createLog({ level: 'silent', format: 'json' }))
    const outbound = createOutbound({ fetch, clock: realClock, events, apiUrl: 'http://127.0.0.1:9/api/' })
    const methods: string[] = []
    const client: Client = {
      apiCall: async (method) => (methods.push(method), { ok: true, upload_url: url, file_id: 'F1' }),
    }
    const file = { name: 'a.md', title: 'A', content: 'é' }
    const outcome = await outbound.upload(client, file, async () => ({ channel: 'C1' }), 'r')
    expect(outcome.kind).toBe(isSlacks ? 'sent' : 'refused')
    expect(sent).toHaveLength(isSlacks ? 1 : 0)
    expect(methods.includes('files.completeUploadExternal')).toBe(isSlacks)
  })
})

describe('a text in pieces', () => {
  test('says the same when the pieces stand one beneath the other', () => {
    const line = string({ maxLength: 90, unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' '))
    assert(
      property(array(line, { maxLength: 60 }), (lines) => {
        const text = lines.join('\n').replace(/\n+$/, '')
        const pieces = piecesOf(text, 200)
        expect(pieces.every((piece) => piece.length <= 200)).toBe(true)
        expect(pieces.join('\n')).toBe(text)
      }),
    )
  })

  test('parts a line that is too long only before a letter, and never inside a sign', () => {
    const words = `* Because: ${'it is so - and 12 # things '.repeat(30)}`
    const pieces = piecesOf(words, 100)
    expect(pieces.slice(1).every((piece) => /^\p{L}/u.test(piece))).toBe(true)
    expect(pieces.join(' ')).toBe(words)
    expect(piecesOf('😀'.repeat(80), 101).join('')).toBe('😀'.repeat(80))
    expect(piecesOf('', 10)).toEqual([])
  })
})
