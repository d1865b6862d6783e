import { describe, expect, test } from 'vitest'
import type { Decision } from '#decision/types.ts'
import { blockOf, blocks } from '#slack/ids.ts'
import type { TypedValues } from '#standin/payloads/state-values.ts'
import type { Message } from '#standin/server.ts'
import type { Ballot } from '#storage/ports/ballots.ts'
import {
  decisionOf,
  idOf,
  initialIn,
  missing,
  north,
  south,
  startDeciding,
  voting,
  type Deciding,
  type DecidingOptions,
  type Person,
} from './deciding.ts'
import { buttonsOf, wordsOf } from './reading.ts'
import { frailStorage } from './walking.ts'

const id = decisionOf().id
const day = 86_400_000

const form = (more: TypedValues = {}): TypedValues => ({
  [blocks.channel]: north.channel,
  [blocks.names]: 'everyone',
  ...more,
})

/** Ana with the form of "Ask the team" before her. */
async function asking(options: DecidingOptions = {}): Promise<{ town: Deciding; ana: Person }> {
  const town = await startDeciding(options)
  await town.storage.decisions.create(decisionOf())
  const ana = town.person('ana')
  await ana.type('decisions')
  await ana.press('Open', ana.told())
  await ana.press('Ask the team')
  return { town, ana }
}

/** A ballot that is posted. */
async function asked(more: TypedValues = {}, options: DecidingOptions = {}) {
  const { town, ana } = await asking(options)
  const sent = await ana.submit(form(more))
  if (sent.kind !== 'done') throw new Error(JSON.stringify(sent))
  return { town, ana }
}

const post = (town: Deciding): Message => town.channel().find((one) => one.thread === undefined) ?? missing('no post')
const results = (town: Deciding): Message[] => town.channel().filter((one) => one.thread !== undefined)
const ballotOf = async (town: Deciding): Promise<Ballot> =>
  (await town.storage.ballots.of(north.id, id))[0] ?? missing('no ballot')
const record = async (town: Deciding): Promise<Decision> =>
  (await town.storage.decisions.read(north.id, id)) ?? missing('no decision')

type Answers = Readonly<Record<string, string>>
const questions = ['many-pots', 'even-heat', 'reuse']
const knockOuts = ['raw-clay', 'no-power']
const pick = (answers: Answers, ids: readonly string[]): Answers =>
  Object.fromEntries(ids.map((one) => [one, answers[one] ?? '?']))
const because = (question: string, words: string): TypedValues => ({ [blockOf(blocks.because, question)]: words })

/** Through all steps of a vote; what is said at the end comes back. */
async function vote(town: Deciding, name: string, answers: Answers, reasons: TypedValues = {}): Promise<string> {
  const person = town.person(name)
  await person.press('Vote', post(town))
  await person.submit({ ...voting(pick(answers, questions.slice(0, 2))), ...reasons })
  await person.submit(voting(pick(answers, questions.slice(2))))
  await person.submit(voting(pick(answers, knockOuts)))
  const said = person.seen()
  await person.close()
  return said
}

const yes: Answers = { 'many-pots': 'y', 'even-heat': 'y', reuse: 'y', 'raw-clay': 'n', 'no-power': 'n' }
const no: Answers = { 'many-pots': 'n', 'even-heat': 'n', reuse: 'n', 'raw-clay': 'n', 'no-power': 'n' }

describe('asking the team', () => {
  test('posts a ballot that says who asks, what, until when, and who will see names', async () => {
    const { town, ana } = await asking()
    expect(initialIn(ana.window())).toEqual({ [blocks.until]: '2026-11-28' })
    await ana.submit(form({ [blocks.quorum]: '5', [blocks.words]: 'Please be *frank* <!here>' }))
    expect(ana.seen()).toContain(`The ballot is in <#${north.channel}>.`)
    const words = wordsOf(post(town))
    expect(words).toContain('<@U1ANA> asks the team:')
    expect(words).toContain('Should this be fired in Kiln? Domain: ')
    expect(words).toContain('5 questions, to be answered by yes, no or not sure, each person alone.')
    expect(words).toContain('“Please be ∗frank∗ &lt;!here&gt;”')
    expect(words).toMatch(
      /It closes on <!date\^\d+\^[^|]+\|2026-11-28 23:59 UTC>, or as soon as 5 people have answered/,
    )
    expect(words).toContain('Names: when it closes, everybody sees who holds another view')
    expect(words).toContain('*0 answers so far.*')
    expect([...buttonsOf(post(town)).keys()]).toEqual(['Vote', 'Close now'])
    expect((await record(town)).state).toBe('open')
    expect((await ballotOf(town)).ts).toBe(post(town).ts)
    const ben = town.person('ben')
    await ben.type('decisions')
    expect(wordsOf(ben.told())).toContain('Ballot open')
    expect(town.problems()).toEqual([])
  })

  test.each<[string, TypedValues, string, string]>([
    ['a day that is over', { [blocks.until]: '2026-11-20' }, blocks.until, 'That day is over'],
    ['a day too far', { [blocks.until]: '2027-03-01' }, blocks.until, 'At most 90 days'],
    ['a quorum of one', { [blocks.quorum]: '1' }, blocks.quorum, 'from 2'],
    ['half a person', { [blocks.quorum]: '2.5' }, blocks.quorum, 'from 2'],
  ])('refuses %s on its field', async (_what, more, block, words) => {
    const { town, ana } = await asking()
    expect(await ana.submit(form(more))).toMatchObject({ errors: { [block]: expect.stringContaining(words) } })
    expect(await town.storage.ballots.of(north.id, id)).toEqual([])
    expect(town.problems()).toEqual([])
  })

  test('leaves no ballot where it cannot be posted, and says how to invite', async () => {
    const { town, ana } = await asking()
    expect(await ana.submit(form({ [blocks.channel]: north.without }))).toMatchObject({
      errors: { [blocks.channel]: expect.stringContaining('/invite @gofer') },
    })
    expect((await record(town)).state).toBe('decided')
    expect(await ana.submit(form())).toEqual({ kind: 'done' })
    expect((await record(town)).state).toBe('open')
    await ana.close()
    await ana.close()
    await ana.press('Open', ana.told())
    expect(ana.seen().match(/• (open|asked) in/g)).toEqual(['• open in'])
    expect(town.problems()).toEqual([])
  })

  test('runs one ballot at a time, and leads to the one that runs', async () => {
    const { town, ana } = await asking()
    await town.storage.ballots.open({
      team: north.id,
      decision: id,
      owner: ana.id,
      channel: north.channel,
      namesVisibleTo: 'nobody',
    })
    expect(await ana.submit(form())).toMatchObject({
      errors: { [blocks.channel]: expect.stringContaining('being asked already, in this very channel') },
    })
    await ana.close()
    await ana.press('Ask the team')
    expect(ana.seen()).toContain(`The team is being asked already, in <#${north.channel}>.`)
    await ana.press('Close now')
    expect(ana.seen()).toContain('The ballot is closed.')
    expect(town.channel()).toEqual([])
    expect(town.problems()).toEqual([])
  })

  test('is for the owner: the team is not asked over their head', async () => {
    const { town, ana } = await asking()
    const open = ana.window()
    await town.storage.decisions.remove(north.id, id, 1)
    await town.storage.decisions.create(decisionOf({ owner: idOf('ben') }))
    await ana.submit(form())
    expect(ana.seen()).toContain('only <@U1BEN> or an admin can ask the team')
    expect(open.view.id).toBe(ana.window().view.id)
    expect(town.channel()).toEqual([])
  })

  test('is honest where Slack never said whether it was posted, and the ballot works if it was', async () => {
    const { town, ana } = await asking()
    town.world.api.fault('chat.postMessage', { kind: 'reset', done: true }, 1)
    await ana.submit(form())
    expect(ana.seen()).toContain('Slack did not tell me whether the ballot was posted')
    expect((await ballotOf(town)).ts).toBeUndefined()
    expect(await vote(town, 'ben', yes)).toContain('Counted.')
    expect((await ballotOf(town)).ts).toBe(post(town).ts)
    expect(wordsOf(post(town))).toContain('*1 answer so far.*')
    expect(town.channel()).toHaveLength(1)
    expect(town.problems()).toEqual([])
  })

  test.each(['ballots.open', 'decisions.change'])('says that nothing was saved where %s fails', async (name) => {
    const frail = frailStorage()
    const { town, ana } = await asking({ storageFor: frail.storageFor })
    frail.down = (one) => one === name
    await ana.submit(form())
    expect(ana.seen()).toContain('Nothing was saved: my database is full.')
    expect(town.channel()).toEqual([])
    frail.down = () => false
    expect((await town.storage.ballots.of(north.id, id)).filter((ballot) => !ballot.closed)).toEqual([])
    expect((await record(town)).state).toBe('decided')
    expect(town.problems()).toEqual([])
  })
})

describe('a vote', () => {
  test('is given alone, shows nothing of the asker, and counts once it is kept', async () => {
    const { town } = await asked({ [blocks.words]: 'Think of the winter.' })
    const ben = town.person('ben')
    await ben.press('Vote', post(town))
    expect(ben.seen()).toContain('*A ∗tea∗ set &lt;!channel&gt;*')
    expect(ben.seen()).toContain('<@U1ANA>: “Think of the winter.”')
    expect(ben.seen()).toContain('Nobody sees your answers before it closes. Names: when it closes, everybody sees')
    expect(initialIn(ben.window())).toEqual({})
    expect(await town.storage.ballots.count(north.id, (await ballotOf(town)).id)).toBe(0)
    await ben.close()
    expect(await vote(town, 'ben', yes)).toMatch(/^Counted\. You can change it until <!date\^/)
    expect(wordsOf(post(town))).toContain('*1 answer so far.*')
    expect(wordsOf(post(town))).toContain('“Think of the winter.”')
    expect(results(town)).toEqual([])
    expect(town.problems()).toEqual([])
  })

  test('can be changed until it closes, and holds what was answered before', async () => {
    const { town } = await asked()
    await vote(town, 'ben', yes, because('many-pots', 'A whole service.'))
    const ben = town.person('ben')
    await ben.press('Vote', post(town))
    expect(initialIn(ben.window())).toMatchObject({
      [blockOf(blocks.choice, 'many-pots')]: 'yes',
      [blockOf(blocks.because, 'many-pots')]: 'A whole service.',
    })
    await ben.close()
    expect(await vote(town, 'ben', no)).toMatch(/^Changed\. Counted\./)
    const ballot = await ballotOf(town)
    expect(await town.storage.ballots.count(north.id, ballot.id)).toBe(1)
    expect((await town.storage.ballots.own(north.id, ballot.id, ben.id))?.choices).toMatchObject({
      'many-pots': { choice: 'no' },
    })
    expect(town.problems()).toEqual([])
  })

  test('that was closed or turned back half way goes on where it was', async () => {
    const { town } = await asked()
    const ben = town.person('ben')
    await ben.press('Vote', post(town))
    await ben.submit(voting({ 'many-pots': 'y', 'even-heat': 'n' }))
    expect(ben.seen()).toContain('Step 2 of 3')
    await ben.press('Back', undefined, voting({ reuse: 'y' }))
    expect(ben.seen()).toContain('Step 1 of 3')
    expect(initialIn(ben.window())).toMatchObject({ [blockOf(blocks.choice, 'even-heat')]: 'no' })
    await ben.close()
    await ben.press('Vote', post(town))
    expect(initialIn(ben.window())).toMatchObject({ [blockOf(blocks.choice, 'many-pots')]: 'yes' })
    await ben.submit(voting({ 'many-pots': 'y', 'even-heat': 'n' }))
    expect(initialIn(ben.window())).toEqual({ [blockOf(blocks.choice, 'reuse')]: 'yes' })
    expect(await town.storage.ballots.count(north.id, (await ballotOf(town)).id)).toBe(0)
    expect(town.problems()).toEqual([])
  })

  test('of one window sent twice is one vote, and another window does not undo it', async () => {
    const { town } = await asked()
    const ben = town.person('ben')
    await ben.press('Vote', post(town))
    const second = town.person('ben')
    await second.press('Vote', post(town))
    for (const answers of [pick(yes, questions.slice(0, 2)), pick(yes, questions.slice(2))])
      await ben.submit(voting(answers))
    const last = voting(pick(yes, knockOuts))
    await Promise.all([ben.submit(last), ben.submit(last).catch(() => undefined)])
    expect(ben.seen()).toContain('Counted.')
    expect(await town.storage.ballots.count(north.id, (await ballotOf(town)).id)).toBe(1)
    await ben.close()
    for (const answers of [pick(no, questions.slice(0, 2)), pick(no, questions.slice(2)), pick(no, knockOuts)])
      await second.submit(voting(answers))
    expect(second.seen()).toContain('You changed your vote in another window since')
    expect(town.problems()).toEqual([])
  })

  test('after the closing counts for nothing, and is told so', async () => {
    const { town, ana } = await asked()
    const ben = town.person('ben')
    await ben.press('Vote', post(town))
    await ben.submit(voting(pick(yes, questions.slice(0, 2))))
    await ben.submit(voting(pick(yes, questions.slice(2))))
    await ana.press('Close now', post(town))
    await ben.submit(voting(pick(yes, knockOuts)))
    expect(ben.seen()).toContain('This ballot is closed since')
    expect(results(town)[0]?.text).toContain('0 people answered.')
    expect(results(town)).toHaveLength(1)
    expect((await record(town)).state).toBe('decided')
    expect(town.problems()).toEqual([])
  })

  test('counts only when the database has it', async () => {
    const frail = frailStorage()
    const { town } = await asked({}, { storageFor: frail.storageFor })
    const ben = town.person('ben')
    await ben.press('Vote', post(town))
    await ben.submit(voting(pick(yes, questions.slice(0, 2))))
    await ben.submit(voting(pick(yes, questions.slice(2))))
    frail.down = (name) => name === 'ballots.vote'
    await ben.submit(voting(pick(yes, knockOuts)))
    expect(ben.seen()).toContain('Nothing was saved: my database is full.')
    frail.down = (name) => name === 'drafts.drop'
    await ben.close()
    await ben.press('Vote', post(town))
    for (const ids of [questions.slice(0, 2), questions.slice(2), knockOuts]) await ben.submit(voting(pick(yes, ids)))
    expect(ben.seen()).toContain('Counted.')
    expect(town.problems()).toEqual([])
  })

  test('from another workspace finds no ballot', async () => {
    const { town } = await asked()
    await town.storage.decisions.create(decisionOf({ team: south.id, owner: idOf('ana', south) }))
    const stranger = town.person('ben', south)
    await stranger.type('decisions')
    const list = stranger.told()
    const line = list.blocks.find((block) => block['accessory']) ?? missing('no line')
    line['accessory'] = {
      ...(line['accessory'] as object),
      action_id: 'gofer_ballot_vote',
      value: (await ballotOf(town)).id,
    }
    await stranger.press('Open', list)
    expect(stranger.seen()).toContain('This ballot is gone')
    expect(town.problems()).toEqual([])
  })
})

describe('while the team is being asked', () => {
  test('nobody but its owner reads the record, so that nobody is swayed', async () => {
    const { town, ana } = await asked({}, { admins: [idOf('cem')] })
    for (const name of ['ben', 'cem']) {
      const person = town.person(name)
      await person.type('decisions')
      expect(wordsOf(person.told())).not.toContain('try it')
      await person.press('Open', person.told())
      expect(person.seen()).toContain('Its answers and its verdict are shown once the ballot is closed')
      expect(person.seen()).not.toContain('many pots')
      expect(person.seen()).not.toContain('Try it')
      const buttons = [...buttonsOf({ view: person.window().view }).keys()]
      expect(buttons).toEqual(name === 'cem' ? ['Close now', 'Delete'] : [])
    }
    await ana.close()
    await ana.close()
    await ana.press('Open', ana.told())
    expect(ana.seen()).toContain('many pots: yes')
    expect([...buttonsOf({ view: ana.window().view }).keys()]).toEqual(['Export', 'Close now', 'Delete'])
    await ana.press('Export')
    expect(buttonsOf({ view: ana.window().view }).has('Post the file where it was shared')).toBe(false)
    expect(town.problems()).toEqual([])
  })

  test('a window that was open before shares nothing either', async () => {
    const { town, ana } = await asking()
    const ben = town.person('ben')
    await ben.type('decisions')
    await ben.press('Open', ben.told())
    await ben.press('Share')
    await ana.submit(form())
    await ben.submit({ [blocks.channel]: north.channel })
    expect(ben.seen()).toContain('so that nobody is swayed')
    await ben.close()
    await ben.press('Export')
    expect(ben.seen()).toContain('so that nobody is swayed')
    expect(town.channel()).toHaveLength(1)
    expect(town.problems()).toEqual([])
  })
})

describe('progress', () => {
  test('is written at most once in three seconds, and always with the last count', async () => {
    const { town } = await asked({}, { people: ['ana', 'ben', 'cem', 'dan', 'eva'] })
    const updates = () => town.world.api.calls('chat.update').length
    await vote(town, 'ben', yes)
    expect(updates()).toBe(1)
    for (const name of ['cem', 'dan', 'eva']) await vote(town, name, yes)
    expect(updates()).toBe(1)
    await town.pass(3_000)
    await expect.poll(updates).toBe(2)
    expect(wordsOf(post(town))).toContain('*4 answers so far.*')
    await town.pass(10_000)
    expect(updates()).toBe(2)
    expect(town.problems()).toEqual([])
  })

  test('that Slack refuses harms no vote', async () => {
    const { town } = await asked()
    town.world.api.fault('chat.update', { kind: 'refuse', error: 'cant_update_message' })
    expect(await vote(town, 'ben', yes)).toContain('Counted.')
    expect(await town.storage.ballots.count(north.id, (await ballotOf(town)).id)).toBe(1)
    expect(town.problems()).toEqual([])
  })

  test('that waits never brings the buttons of a closed ballot back', async () => {
    const { town, ana } = await asked()
    await vote(town, 'ben', yes)
    await vote(town, 'cem', yes)
    await ana.press('Close now', post(town))
    await town.pass(5_000)
    expect([...buttonsOf(post(town)).keys()]).toEqual([])
    expect(wordsOf(post(town))).toContain('with 2 answers. The result is in the thread.')
    expect(town.problems()).toEqual([])
  })
})

describe('the result', () => {
  test('says where three people differ, who dissents and why, and changes the record', async () => {
    const { town, ana } = await asked()
    await vote(town, 'ana', yes)
    await vote(town, 'ben', yes)
    await vote(
      town,
      'cem',
      { ...yes, 'even-heat': 'n', 'raw-clay': 'y' },
      because('even-heat', 'Rough clay *forgives*.'),
    )
    await ana.press('Close now', post(town))
    const [result] = results(town)
    const words = wordsOf(result ?? {})
    expect(result?.thread).toBe(post(town).ts)
    expect(result?.broadcast).toBeUndefined()
    expect(words).toContain('The ballot on A ∗tea∗ set &lt;!channel&gt; is closed by hand. 3 people answered.')
    expect(words).toContain('*Wait, because 1 of 3 see something that would rule it out: raw clay*')
    expect(words).toContain(
      '*Not settled*: whether it is ruled out (raw clay). The record stays a proposal until <@U1ANA>',
    )
    expect(words).toContain('*Where people differ*\n• even heat: 2 yes, 1 no\n• raw clay: 1 yes, 2 no')
    expect(words).toContain('would rule it out if it is true*\n• raw clay: 1 of 3 say yes: <@U1CEM>.')
    expect(words).toContain('• fire it: 2\n• leave it: 1')
    expect(words).toContain('_leave it_ (1 person: <@U1CEM>) answered otherwise:')
    expect(words).toContain('• even heat. Because: “Rough clay ∗forgives∗.” (<@U1CEM>)')
    expect(words).toContain('*The other questions*\n• many pots: 3 yes, 0 no')
    expect([...buttonsOf(post(town)).keys()]).toEqual([])
    const decision = await record(town)
    expect(decision).toMatchObject({
      state: 'draft',
      verdict: 'strong-fit',
      choices: { 'even-heat': { choice: 'yes' }, 'raw-clay': { choice: 'no' } },
    })
    expect(decision.reviewAt).toBe(decisionOf().reviewAt)
    expect(decision.cited.length).toBeGreaterThan(0)
    const ben = town.person('ben')
    await ben.press('See the whole record', result)
    expect(ben.seen()).toContain('*The last ballot*: 3 people answered.')
    expect(ben.seen()).toContain('closed on <!date^')
    expect(town.problems()).toEqual([])
  })

  test('that is settled is decided, keeps the asker’s own reasons, and lists those of who agrees', async () => {
    const { town, ana } = await asked()
    const before = await record(town)
    const reasons = {
      'many-pots': { choice: 'yes', because: 'As I said.' },
      reuse: { choice: 'no', because: 'Never.' },
    }
    await town.storage.decisions.change(north.id, id, before.version, {
      choices: reasons as Decision['choices'],
    })
    await vote(town, 'ben', yes, because('many-pots', 'A whole service.'))
    await vote(town, 'cem', yes)
    await ana.press('Close now', post(town))
    expect(wordsOf(results(town)[0] ?? {})).toContain(
      '*Reasons given*\n• many pots: yes, “A whole service.” (<@U1BEN>)',
    )
    expect(await record(town)).toMatchObject({
      state: 'decided',
      verdict: 'strong-fit',
      choices: {
        'many-pots': { choice: 'yes', because: 'As I said.' },
        reuse: { choice: 'yes', because: 'Before the ballot, for “no”: Never.' },
      },
      reviewAt: new Date(town.clock.now() + 90 * day).toISOString(),
    })
    expect(town.problems()).toEqual([])
  })

  test('of two opposite answers is a tie: the record stays a proposal, also after a ballot that nobody answers', async () => {
    const { town, ana } = await asked()
    await vote(town, 'ben', yes)
    await vote(town, 'cem', no)
    await ana.press('Close now', post(town))
    expect(wordsOf(results(town)[0] ?? {})).toContain('*Not settled*: what is tied (many pots, even heat, reuse).')
    const tied = await record(town)
    expect(tied).toMatchObject({ state: 'draft', choices: { reuse: { choice: 'unsure' } } })
    expect(tied.reviewAt).toBe(decisionOf().reviewAt)
    await ana.press('See the whole record', results(town)[0])
    expect(ana.seen()).toContain('*Not settled*')
    await ana.press('Ask the team')
    await ana.submit(form())
    const second = town.channel().filter((one) => one.thread === undefined)[1] ?? missing('no second post')
    await ana.press('Close now', second)
    expect((await record(town)).state).toBe('draft')
    expect(town.problems()).toEqual([])
  })

  test('that raises a knock-out leaves a proposal a proposal, without a review that it never had', async () => {
    const { town, ana } = await asking()
    expect(JSON.stringify(ana.window().view)).toContain(
      'Everybody in that channel sees the question and, when it closes, the result.',
    )
    const { version } = await record(town)
    await town.storage.decisions.change(north.id, id, version, { state: 'draft', reviewAt: null })
    await ana.submit(form())
    for (const name of ['ana', 'ben']) await vote(town, name, yes)
    await vote(town, 'cem', { ...yes, 'no-power': 'y' })
    await ana.press('Close now', post(town))
    const proposal = await record(town)
    expect(proposal.state).toBe('draft')
    expect(proposal.reviewAt).toBeUndefined()
    const words = wordsOf(results(town)[0] ?? {})
    expect(words).toContain('*Not settled*: whether it is ruled out (no power).')
    expect(words).toContain('as a proposal.')
    expect(words).not.toContain('looked at again')
    expect(town.problems()).toEqual([])
  })

  test('names nobody where that was promised, in the thread and in the record', async () => {
    const { town, ana } = await asked({ [blocks.names]: 'nobody' })
    await vote(town, 'ana', yes)
    await vote(town, 'ben', yes)
    await vote(town, 'cem', no, because('many-pots', 'One pot.'))
    await ana.press('Close now', post(town))
    const words = wordsOf(results(town)[0] ?? {})
    expect(words).toContain('“One pot.”')
    expect(words).not.toContain('U1CEM')
    await ana.press('See the whole record', results(town)[0])
    expect(ana.seen()).toContain('“One pot.”')
    expect(ana.seen()).not.toContain('U1CEM')
    expect(town.problems()).toEqual([])
  })

  test('names people to the asker alone where that was promised', async () => {
    const { town, ana } = await asked({ [blocks.names]: 'owner' })
    await vote(town, 'ana', yes)
    await vote(town, 'ben', yes)
    await vote(town, 'cem', no, because('many-pots', 'One pot.'))
    await ana.press('Close now', post(town))
    const [result] = results(town)
    expect(wordsOf(result ?? {})).not.toContain('U1CEM')
    await ana.press('See the whole record', result)
    expect(ana.seen()).toContain('“One pot.” (<@U1CEM>)')
    const ben = town.person('ben')
    await ben.press('See the whole record', result)
    expect(ben.seen()).toContain('“One pot.”')
    expect(ben.seen()).not.toContain('U1CEM')
    expect(town.problems()).toEqual([])
  })
})

describe('closing', () => {
  test('is for who asked and for admins; others are told', async () => {
    const { town } = await asked({}, { admins: [idOf('cem')] })
    const [ben, cem] = [town.person('ben'), town.person('cem')]
    await ben.press('Close now', post(town))
    expect(ben.told().text).toContain('Only <@U1ANA>, who asked, or an admin can close this ballot. It is still open.')
    expect((await ballotOf(town)).closed).toBeUndefined()
    await cem.press('Close now', post(town))
    expect((await ballotOf(town)).closed?.by).toBe('owner')
    expect(town.problems()).toEqual([])
  })

  test('pressed by several at once tells one result', async () => {
    const { town, ana } = await asked()
    await vote(town, 'ben', yes)
    const open = post(town)
    await Promise.all([1, 2, 3].map(() => ana.press('Close now', open)))
    expect(results(town)).toHaveLength(1)
    expect(town.problems()).toEqual([])
  })

  test('by date comes from the clock, without anybody, once', async () => {
    const { town } = await asked({ [blocks.until]: '2026-11-22' })
    await vote(town, 'ben', yes)
    await town.pass(day)
    expect((await ballotOf(town)).closed).toBeUndefined()
    await town.pass(day)
    await town.pass(31_000)
    await expect.poll(() => results(town).length).toBe(1)
    expect((await ballotOf(town)).closed?.by).toBe('date')
    expect(results(town)[0]?.text).toContain('is closed because its time was over. 1 person answered.')
    await town.pass(day)
    expect(results(town)).toHaveLength(1)
    expect(town.problems()).toEqual([])
  })

  test('by date is noticed by whoever votes before the clock comes by', async () => {
    const { town } = await asked({ [blocks.until]: '2026-11-22' })
    // The program slept through it: its timers have not run.
    const ballot = await ballotOf(town)
    const late = Date.parse(ballot.closesAt ?? '') + 1
    const now = town.clock.now
    Object.assign(town.clock, { now: () => late })
    const ben = town.person('ben')
    await ben.press('Vote', post(town))
    expect(ben.seen()).toContain('This ballot is closed')
    expect((await ballotOf(town)).closed?.by).toBe('date')
    Object.assign(town.clock, { now })
  })

  test('by quorum happens with the vote that reaches it', async () => {
    const { town } = await asked({ [blocks.quorum]: '2' })
    expect(await vote(town, 'ben', yes)).toContain('Counted. You can change it')
    expect(await vote(town, 'ben', no)).toContain('Changed.')
    expect(await vote(town, 'cem', yes)).toContain('Yours was the last answer that was waited for')
    expect((await ballotOf(town)).closed?.by).toBe('quorum')
    expect(results(town)).toHaveLength(1)
    expect(results(town)[0]?.text).toContain('is closed because enough people had answered. 2 people answered.')
    expect(town.problems()).toEqual([])
  })

  test('whose result Slack lost is not told twice', async () => {
    const { town, ana } = await asked()
    const open = post(town)
    town.world.api.fault('chat.postMessage', { kind: 'reset', done: true }, 1)
    await ana.press('Close now', open)
    await ana.press('See the whole record', results(town)[0])
    await ana.close()
    expect(results(town)).toHaveLength(1)
    expect((await record(town)).state).toBe('decided')
    expect(town.problems()).toEqual([])
  })

  test('that broke off half way is finished by whoever opens the record', async () => {
    const frail = frailStorage()
    const { town, ana } = await asked({}, { storageFor: frail.storageFor })
    await vote(town, 'ben', no)
    frail.down = (name) => name === 'decisions.change'
    await ana.press('Close now', post(town))
    expect(results(town)).toEqual([])
    expect(ana.told().text).toContain(
      'The ballot is closed and nobody can answer any more. Its result is not worked out',
    )
    expect((await record(town)).state).toBe('open')
    frail.down = () => false
    const ben = town.person('ben')
    await ben.type('decisions')
    await ben.press('Open', ben.told())
    expect(ben.seen()).toContain('*Decided*')
    expect(results(town)).toHaveLength(1)
    expect((await record(town)).verdict).toBe('poor-fit')
    expect(town.problems()).toEqual([])
  })

  test('that broke off half way is finished by the next press on its message, too', async () => {
    const frail = frailStorage()
    const { town } = await asked({ [blocks.quorum]: '2' }, { storageFor: frail.storageFor })
    await vote(town, 'cem', no)
    frail.down = (name) => name === 'decisions.change'
    expect(await vote(town, 'ben', no)).toContain('Counted. Yours was the last answer')
    expect(town.person('ben').isWithoutWindow()).toBe(true)
    expect(results(town)).toEqual([])
    frail.down = () => false
    const cem = town.person('cem')
    await cem.press('Vote', post(town))
    expect(cem.seen()).toContain('This ballot is closed')
    expect(results(town)).toHaveLength(1)
    expect([...buttonsOf(post(town)).keys()]).toEqual([])
    expect(town.problems()).toEqual([])
  })

  test('with its decision deleted says so where the ballot stood', async () => {
    const { town, ana } = await asked()
    const open = post(town)
    await ana.close()
    await ana.close()
    await ana.press('Open', ana.told())
    await ana.press('Delete')
    expect(wordsOf(post(town))).toContain('The decision was deleted, so this ballot is over')
    expect(open.ts).toBe(post(town).ts)
    expect(town.problems()).toEqual([])
  })
})

describe('a crowd', () => {
  const crowd = Array.from({ length: 200 }, (_one, at) => `p${String(at).padStart(3, '0')}`)
  const long = (name: string): string => `${name} says that ${'this matters a great deal '.repeat(11)}`.slice(0, 300)

  test('of 200 is counted exactly, with one result that fits, whatever they write', async () => {
    const { town, ana } = await asked({}, { people: ['ana', ...crowd] })
    // What each of them answers: 120 for, 50 against with a long reason each, 30 see something that rules it out.
    const answersOf = (at: number): Answers => (at < 120 ? yes : at < 170 ? no : { ...yes, 'no-power': 'y' })
    const votes = crowd.map((name, at) => async () => {
      const reasons =
        at >= 120 && at < 170 ? { ...because('many-pots', long(name)), ...because('even-heat', long(name)) } : {}
      return vote(town, name, answersOf(at), reasons)
    })
    for (let at = 0; at < votes.length; at += 25) {
      const said = await Promise.all(votes.slice(at, at + 25).map((one) => one()))
      expect(said.filter((one) => one.startsWith('Counted.'))).toHaveLength(25)
    }
    await ana.press('Close now', post(town))
    const words = wordsOf(results(town)[0] ?? {})
    expect(results(town)).toHaveLength(1)
    expect(words).toContain('200 people answered.')
    expect(words).toContain('• many pots: 150 yes, 50 no')
    expect(words).toContain('• no power: 30 yes, 170 no')
    expect(words).toContain('• fire it: 120\n• leave it: 80')
    expect(words).toMatch(/and \d+ more reasons, in the export/)
    expect(wordsOf(post(town))).toContain('with 200 answers')
    expect(town.world.api.calls('chat.update').length).toBeLessThan(20)
    await ana.press('See the whole record', results(town)[0])
    expect(ana.seen()).toContain('*The last ballot*: 200 people answered.')
    await ana.press('Export')
    expect(ana.seen()).toContain('The record as Markdown, part 1 of')
    expect(town.problems()).toEqual([])
  }, 120_000)

  test('that races for the quorum closes it once, and whoever comes after does not count', async () => {
    const { town } = await asked({ [blocks.quorum]: '10' }, { people: ['ana', ...crowd.slice(0, 25)] })
    const said = await Promise.all(crowd.slice(0, 25).map((name) => vote(town, name, yes).catch(() => 'broke off')))
    expect(said.filter((one) => one.includes('Yours was the last'))).toHaveLength(1)
    const counted = said.filter((one) => one.startsWith('Counted.'))
    expect(counted).toHaveLength(10)
    expect(results(town)).toHaveLength(1)
    expect(results(town)[0]?.text).toContain('10 people answered.')
    expect(await town.storage.ballots.count(north.id, (await ballotOf(town)).id)).toBe(10)
    expect(town.problems()).toEqual([])
  }, 60_000)
})
