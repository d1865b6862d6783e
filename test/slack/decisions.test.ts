import { describe, expect, test } from 'vitest'
import type { Decision } from '#decision/types.ts'
import { blocks } from '#slack/ids.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { NewDecision } from '#storage/ports/decisions.ts'
import {
  choicesOf,
  decisionOf,
  idOf,
  kilnFolder,
  missing,
  north,
  south,
  startDeciding,
  type Deciding,
  type DecidingOptions,
} from './deciding.ts'
import { buttonsOf, wordsOf } from './reading.ts'
import { courseOf, frailStorage } from './walking.ts'

const id = decisionOf().id
const idNumber = (at: number): string => String(at).padStart(32, '0')

async function kept(more: Partial<NewDecision> = {}, options: DecidingOptions = {}): Promise<Deciding> {
  const town = await startDeciding(options)
  await town.storage.decisions.create(decisionOf(more))
  return town
}

const read = async (town: Deciding, which = id): Promise<Decision> =>
  (await town.storage.decisions.read(north.id, which)) ?? missing('no such decision')

/** Opens the record from the list. */
async function opened(town: Deciding, name = 'ana') {
  const person = town.person(name)
  await person.type('decisions')
  await person.press('Open', person.told())
  return person
}

describe('the list', () => {
  test('says so where nothing is recorded', async () => {
    const town = await startDeciding()
    const ana = town.person('ana')
    await ana.type('decisions')
    expect(ana.told().text).toBe(
      "No decisions are recorded in this workspace yet. /golang decide and a project's name begins one.",
    )
    expect(town.channel()).toEqual([])
    expect(town.problems()).toEqual([])
  })

  test('shows open ballots first, then the newest, to the asker alone, ten a page', async () => {
    const town = await startDeciding()
    for (let at = 0; at < 23; at += 1) {
      const state = at === 3 ? 'open' : at === 4 ? 'superseded' : at === 5 ? 'draft' : 'decided'
      const proposal = { project: `Pot ${at}`, alternatives: [] }
      await town.storage.decisions.create(decisionOf({ id: idNumber(at), state, proposal }))
      town.clock.advance(60_000)
    }
    const ben = town.person('ben')
    await ben.type('decisions')
    const names = (): string[] => [...wordsOf(ben.told()).matchAll(/\*Pot (\d+)\*/g)].map(([, at]) => at ?? '')
    expect(names()).toEqual(['3', '22', '21', '20', '19', '18', '17', '16', '15', '14'])
    expect(wordsOf(ben.told())).toContain('*Pot 3*\nBallot open · <@U1ANA> · <!date^')
    expect(wordsOf(ben.told())).toContain('*Pot 22*: try it\nDecided ·')
    expect([...buttonsOf(ben.told()).keys()]).toEqual(['Next'])
    await ben.press('Next', ben.told())
    expect(names()).toEqual(['13', '12', '11', '10', '9', '8', '7', '6', '5', '4'])
    expect(wordsOf(ben.told())).toContain('Draft ·')
    expect(wordsOf(ben.told())).toContain('Superseded ·')
    await ben.press('Next', ben.told())
    expect(names()).toEqual(['2', '1', '0'])
    expect([...buttonsOf(ben.told()).keys()]).toEqual(['Previous'])
    expect(wordsOf(ben.told())).toContain('Page 3, the last one.')
    await ben.press('Previous', ben.told())
    expect(names()[0]).toBe('13')
    expect(town.channel()).toEqual([])
    expect(town.problems()).toEqual([])
  })

  test('is a press away in a direct message, where nothing is shown to one person alone', async () => {
    const town = await kept()
    const ana = town.person('ana')
    await ana.write('decisions')
    const answer = town.world.api.visible({ channel: `D${ana.id}` }).at(-1) ?? missing('no answer')
    expect(answer.text).toContain('The list is shown to you alone')
    await ana.press('Show the decisions', answer)
    expect(wordsOf(ana.told())).toContain('*A ∗tea∗ set &lt;!channel&gt;*: try it')
    expect(town.problems()).toEqual([])
  })

  test('is a sentence where the database does not answer', async () => {
    const frail = frailStorage()
    const town = await startDeciding({ storageFor: frail.storageFor })
    frail.down = (name) => name === 'decisions.list'
    const ana = town.person('ana')
    await ana.type('decisions')
    expect(ana.told().text).toBe(
      'The decisions cannot be read at this moment: my database is full. Please tell whoever runs me; after that, try again. Questions are still answered.',
    )
    expect(town.problems()).toEqual([])
  })
})

describe('a record', () => {
  test('shows who, when, how it stands, what was answered and the whole verdict', async () => {
    const town = await kept({
      choices: { ...choicesOf({ reuse: 'no' }), 'many-pots': { choice: 'yes', because: '<@U9> & *we*' } },
    })
    const ana = await opened(town)
    const seen = ana.seen()
    expect(seen).toContain('*Decided* · made by <@U1ANA> on <!date^')
    expect(seen).toContain('• many pots: yes, because: “&lt;@U9&gt; &amp; ∗we∗”')
    expect(seen).toContain('• even heat: not sure')
    expect(seen).toContain('What would flip it')
    expect(seen).not.toContain('<!channel>')
    expect([...buttonsOf({ view: ana.window().view }).keys()]).toEqual([
      'Share',
      'Export',
      'Ask the team',
      'Decide again',
      'Delete',
    ])
    expect(town.problems()).toEqual([])
  })

  test('offers only reading to others, and everything to admins', async () => {
    const town = await kept({}, { admins: [idOf('cem')] })
    const ben = await opened(town, 'ben')
    expect([...buttonsOf({ view: ben.window().view }).keys()]).toEqual(['Share', 'Export'])
    const cem = await opened(town, 'cem')
    expect([...buttonsOf({ view: cem.window().view }).keys()]).toContain('Delete')
  })

  test('says what has changed since: the framework, the verdict, what it rests on', async () => {
    const cited = [
      { entry: 'no-such-entry', grade: 'A' as const, version: 'x' },
      { entry: 'pauses', grade: 'A' as const, version: 'another' },
    ]
    const town = await kept({ framework: { id: 'kiln-fit', version: 1 }, verdict: 'strong-fit', cited })
    const seen = (await opened(town)).seen()
    expect(seen).toContain('*What has changed since it was recorded*')
    expect(seen).toContain('• Made with version 1 of the framework kiln-fit, read here with version 3')
    expect(seen).toContain('it was "fire it" when it was recorded, and is "try it" now.')
    expect(seen).toContain('• Taken out since it was cited: no-such-entry.')
    expect(seen).toContain('• Changed in its text since it was cited: How long are the pauses of the Kiln collector?.')
    expect(town.problems()).toEqual([])
  })

  test('of a framework that is gone says so', async () => {
    const town = await kept({ framework: { id: 'gone-fit', version: 1 } })
    expect((await opened(town)).seen()).toContain('the framework "gone-fit", which is no longer among what is curated')
    expect(town.problems()).toEqual([])
  })

  test('is deleted by its owner, with a ballot that runs on it, and is gone from every button', async () => {
    const town = await kept()
    const ana = await opened(town)
    await ana.press('Delete')
    expect(ana.seen()).toContain('Deleted: the record')
    expect(await town.storage.decisions.read(north.id, id)).toBeUndefined()
    const ben = town.person('ben')
    await ben.type('decisions')
    expect(ben.told().text).toContain('No decisions are recorded')
    await ana.press('Open', ana.told())
    expect(ana.seen()).toContain('I do not have this decision')
    expect(town.problems()).toEqual([])
  })

  test('is not deleted by others who send the press all the same, nor when it changed since', async () => {
    const town = await kept()
    const ana = await opened(town)
    const button = buttonsOf({ view: ana.window().view }).get('Delete') ?? missing('no Delete')
    const ben = await opened(town, 'ben')
    const view = ben.window().view
    const at = view.blocks.findIndex((one) => one['block_id'] === blocks.record)
    view.blocks[at] = { ...view.blocks[at], elements: [button] }
    await ben.press('Delete')
    expect(ben.seen()).toContain('Only <@U1ANA> or an admin can delete this decision. Nothing was deleted.')
    await town.storage.decisions.change(north.id, id, 1, { pilot: true })
    await ana.press('Delete')
    expect(ana.seen()).toContain('was changed since you opened it, so nothing was deleted')
    expect((await read(town)).pilot).toBe(true)
    expect(town.problems()).toEqual([])
  })

  test('that the database does not give is a sentence in the window', async () => {
    const frail = frailStorage()
    const town = await startDeciding({ storageFor: frail.storageFor })
    await town.storage.decisions.create(decisionOf())
    const ana = town.person('ana')
    await ana.type('decisions')
    frail.down = (name) => name.startsWith('decisions')
    await ana.press('Open', ana.told())
    expect(ana.seen()).toContain('my database is full')
    frail.down = () => false
    const ben = await opened(town, 'ana')
    frail.down = (name) => name === 'decisions.remove'
    await ben.press('Delete')
    expect(ben.seen()).toContain('Nothing was saved: my database is full')
    expect(town.problems()).toEqual([])
  })
})

describe('another workspace', () => {
  test('sees nothing of it, in the list or by its id', async () => {
    const town = await kept()
    const [ana, stranger] = [town.person('ana'), town.person('ana', south)]
    await stranger.type('decisions')
    expect(stranger.told().text).toContain('No decisions are recorded')
    await town.storage.decisions.create(decisionOf({ team: south.id, owner: stranger.id, id: idNumber(7) }))
    await stranger.type('decisions')
    const list = stranger.told()
    const line = list.blocks.find((block) => block['accessory']) ?? missing('no line')
    line['accessory'] = { ...(line['accessory'] as object), value: id }
    await stranger.press('Open', list)
    expect(stranger.seen()).toContain('I do not have this decision')
    await ana.type('decisions')
    expect(wordsOf(ana.told()).match(/tea/g)).toHaveLength(1)
    expect(town.problems()).toEqual([])
  })
})

describe('sharing a record', () => {
  const where = (channel: string) => ({ [blocks.channel]: channel })
  async function sharing(town: Deciding, name = 'ana') {
    const person = await opened(town, name)
    await person.press('Share')
    return person
  }

  test('shows what will be posted, posts it once with the name, and keeps the way back', async () => {
    const town = await kept({ cited: [{ entry: 'pauses', grade: 'A', version: 'x' }] })
    const ben = await sharing(town, 'ben')
    expect(ben.seen()).toContain('What will be posted, beneath your name:')
    expect(ben.seen()).toContain('Project: A ∗tea∗ set &lt;!channel&gt; (')
    await ben.submit(where(north.channel))
    expect(ben.seen()).toBe(`Posted in <#${north.channel}>, with your name.`)
    const [post] = town.channel()
    expect(post?.text).toMatch(/^<@U1BEN> shared a decision\.\n/)
    expect(wordsOf(post ?? {})).toContain('*What would flip it*')
    expect(wordsOf(post ?? {})).toContain(
      'Rests on 1 entry, 1 of them first-party (grade A). Framework kiln-fit, version 3.',
    )
    expect([...buttonsOf(post ?? {}).keys()]).toEqual(['See the whole record'])
    const { posted } = await read(town)
    expect(posted).toEqual({
      channel: north.channel,
      ts: post?.ts,
      permalink: expect.stringContaining(`/archives/${north.channel}/p`),
    })
    await ben.close()
    expect(ben.seen()).toContain('What would flip it')
    const cem = town.person('cem')
    await cem.press('See the whole record', post)
    expect(cem.seen()).toContain(`Shared in <#${north.channel}>: <https://`)
    expect(town.channel()).toHaveLength(1)
    expect(town.problems()).toEqual([])
  })

  test('posts once however often it is sent, and once more where a ballot turned it', async () => {
    const town = await kept()
    const [ana, ben] = [await sharing(town), await sharing(town, 'ben')]
    const both = await Promise.all([ana.submit(where(north.channel)), ben.submit(where(north.channel))])
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['done', 'errors'])
    expect(town.channel()).toHaveLength(1)
    const { version } = await read(town)
    await town.storage.decisions.change(north.id, id, version, { verdict: 'poor-fit' })
    const cem = await sharing(town, 'cem')
    expect(await cem.submit(where(north.channel))).toEqual({ kind: 'done' })
    expect(town.channel()).toHaveLength(2)
    expect(town.problems()).toEqual([])
  })

  test('goes by the address of the form where the bot is no member', async () => {
    const town = await kept()
    const ana = await sharing(town)
    await ana.submit(where(north.without))
    expect(ana.seen()).toBe(
      `Posted in <#${north.without}>, with your name. I am no member there, so the record knows the place and has no link to the message.`,
    )
    expect(town.world.api.visible({ channel: north.without })).toHaveLength(1)
    expect((await read(town)).posted).toEqual({ channel: north.without })
    expect(town.problems()).toEqual([])
  })

  test('says on the field how to invite where nothing can be posted, and may be tried again', async () => {
    const town = await kept()
    const ana = await sharing(town)
    const end = town.world.api.fault('response_url', { kind: 'status', status: 403, body: 'no_permission' })
    expect(await ana.submit(where(north.without))).toMatchObject({
      errors: { [blocks.channel]: expect.stringContaining('/invite @gofer') },
    })
    end()
    expect(await ana.submit(where(north.without))).toEqual({ kind: 'done' })
    expect(town.problems()).toEqual([])
  })

  test.each([true, false])('does not post again where the answer got lost (%j: it was posted)', async (done) => {
    const town = await kept()
    const ana = await sharing(town)
    town.world.api.fault('chat.postMessage', { kind: 'reset', done }, 1)
    await ana.submit(where(north.channel))
    expect(ana.seen()).toContain(`Slack did not tell me whether it was posted in <#${north.channel}>`)
    const ben = await sharing(town, 'ben')
    await ben.submit(where(north.channel))
    expect(ben.seen()).toContain('did not tell me whether')
    expect(town.channel()).toHaveLength(done ? 1 : 0)
    expect(town.problems()).toEqual([])
  })

  test('tells the end in the window where Slack takes longer than a form may wait', async () => {
    const town = await kept()
    const ana = await sharing(town)
    town.world.api.fault('chat.postMessage', { kind: 'slow', ms: 2_200 }, 1)
    const sent = ana.submit(where(north.channel))
    await expect.poll(() => town.world.api.calls('chat.postMessage')).toHaveLength(1)
    town.clock.advance(2_100)
    await expect.poll(() => ana.seen()).toContain('Slack takes its time with the post')
    town.clock.advance(200)
    await sent
    expect(ana.seen()).toContain('Posted in')
    expect(town.channel()).toHaveLength(1)
    expect(town.problems()).toEqual([])
  })

  test('saves nothing and posts nothing where the database is full, and says so', async () => {
    const frail = frailStorage()
    const town = await startDeciding({ storageFor: frail.storageFor })
    await town.storage.decisions.create(decisionOf())
    const ana = await sharing(town)
    frail.down = (name) => name === 'shares.claim'
    await ana.submit(where(north.channel))
    expect(ana.seen()).toContain('Nothing was saved: my database is full.')
    expect(town.channel()).toEqual([])
    expect(town.problems()).toEqual([])
  })
})

describe('a database that is slow', () => {
  /** Holds back some methods until it is opened. */
  function gated(method: 'read' | 'list') {
    const gate = Promise.withResolvers<void>()
    let isClosed = false
    const storageFor = (now: () => number) => {
      const storage = memoryStorage(now)
      const { decisions } = storage
      const held = {
        ...decisions,
        read: async (...given: Parameters<typeof decisions.read>) => {
          if (isClosed && method === 'read') await gate.promise
          return decisions.read(...given)
        },
        list: async (...given: Parameters<typeof decisions.list>) => {
          if (isClosed && method === 'list') await gate.promise
          return decisions.list(...given)
        },
      }
      return { ...storage, decisions: held }
    }
    return { storageFor, close: () => (isClosed = true), open: () => gate.resolve() }
  }

  test('finds a window that was opened in time, and fills it', async () => {
    const gate = gated('read')
    const town = await startDeciding({ storageFor: gate.storageFor })
    await town.storage.decisions.create(decisionOf())
    const ana = town.person('ana')
    await ana.type('decisions')
    gate.close()
    const waiting = town.clock.waiting().length
    const pressed = ana.press('Open', ana.told())
    await expect.poll(() => town.clock.waiting().length).toBeGreaterThan(waiting)
    town.clock.advance(1_300)
    await expect.poll(() => !ana.isWithoutWindow() && ana.seen()).toBe('One moment…')
    gate.open()
    await pressed
    expect(ana.seen()).toContain('*Decided* · made by')
    expect(town.problems()).toEqual([])
  })

  test('is told of in time, and the list follows', async () => {
    const gate = gated('list')
    const town = await startDeciding({ storageFor: gate.storageFor })
    await town.storage.decisions.create(decisionOf())
    gate.close()
    const ana = town.person('ana')
    const waiting = town.clock.waiting().length
    const typed = ana.type('decisions')
    await expect.poll(() => town.clock.waiting().length).toBeGreaterThan(waiting)
    town.clock.advance(2_500)
    await expect.poll(() => town.world.api.visible({ user: ana.id }).length).toBe(1)
    expect(ana.told().text).toBe('That takes a moment. The answer follows here.')
    gate.open()
    await typed
    expect(wordsOf(ana.told())).toContain('tea')
    expect(town.problems()).toEqual([])
  })
})

test('what was posted is said to be, whatever the database does after it', async () => {
  const frail = frailStorage()
  const town = await startDeciding({ storageFor: frail.storageFor })
  await town.storage.decisions.create(decisionOf())
  const ana = await opened(town)
  await ana.press('Share')
  frail.down = (name) => name === 'shares.settle' || name === 'decisions.change'
  await ana.submit({ [blocks.channel]: north.channel })
  expect(ana.seen()).toBe(
    `Posted in <#${north.channel}>, with your name. I could not note in the record where that is.`,
  )
  expect(town.channel()).toHaveLength(1)
  expect(town.problems()).toEqual([])
})

describe('a verdict that nobody has saved', () => {
  test('is kept as a proposal when it is shared', async () => {
    const { framework } = courseOf(kilnFolder)
    const town = await startDeciding()
    const ana = town.person('ana')
    await ana.type('decide Tea set')
    await ana.submit()
    for (let at = 0; at < framework.questions.length; at += 2)
      await ana.submit(
        Object.fromEntries(framework.questions.slice(at, at + 2).map((one) => [`gofer_block_choice:${one.id}`, 'yes'])),
      )
    await ana.submit(Object.fromEntries(framework.knock_outs.map((one) => [`gofer_block_choice:${one.id}`, 'no'])))
    await ana.press('Share to a channel')
    await ana.submit({ [blocks.channel]: north.channel })
    expect(ana.seen()).toContain('Posted in')
    const [decision] = await town.storage.decisions.list(north.id, { limit: 10 })
    expect(decision).toMatchObject({ state: 'draft', verdict: 'strong-fit', posted: { channel: north.channel } })
    expect(town.channel()).toHaveLength(1)
    expect(town.problems()).toEqual([])
  })
})
