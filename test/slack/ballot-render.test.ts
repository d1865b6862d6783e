import { describe, expect, test } from 'vitest'
import type { Choice, Choices, Decision } from '#decision/types.ts'
import { tally, type Vote } from '#decision/tally.ts'
import { namesFor } from '#slack/ballot/count.ts'
import { exportView } from '#slack/decisions/export-view.ts'
import { recordFile } from '#slack/decisions/markdown.ts'
import { sameChoices } from '#slack/ballot/typed.ts'
import { ballotMessage } from '#slack/render/ballot.ts'
import { resultMessage, resultParts, type ResultData } from '#slack/render/result.ts'
import { changedTexts, listedText, previewBlocks, sharedMessage } from '#slack/render/record.ts'
import { errorsOf, formatFinding, validateMessage, validateView } from '#slack/validate.ts'
import { seededRandom } from '#standin/clock.ts'
import type { Ballot } from '#storage/ports/ballots.ts'
import { kilnWorld, realWorld, type World } from '../decision/worlds.ts'
import { wordsOf, type Json } from './reading.ts'

// What ballots and records look like, without a program around them.

const nasty = '<!channel> *b* _i_ ~s~ `c` <https://evil.example|here> & <@U0EVIL>'

const ballotOf = (more: Partial<Ballot> = {}): Ballot => ({
  id: 'b1',
  team: 'T1',
  decision: 'd1',
  owner: 'U1ANA',
  channel: 'C1',
  ts: '1.1',
  closesAt: '2026-11-28T23:59:59.000Z',
  namesVisibleTo: 'everyone',
  openedAt: '2026-11-21T12:00:00.000Z',
  ...more,
})
const closed = { at: '2026-11-25T12:00:00.000Z', by: 'date' as const }

const decisionIn = ({ framework, decider }: World, more: Partial<Decision> = {}): Decision => {
  const proposal = { project: nasty.repeat(2).slice(0, 150), alternatives: [nasty] }
  return {
    id: 'd1',
    team: 'T1',
    owner: 'U1ANA',
    state: 'decided',
    proposal,
    choices: {},
    framework: { id: framework.id, version: framework.version },
    verdict: 'fit',
    cited: decider.decide(framework, proposal, {}).cited,
    pilot: false,
    createdAt: '2026-11-21T12:00:00.000Z',
    updatedAt: '2026-11-21T12:00:00.000Z',
    version: 1,
    ...more,
  }
}

/** A crowd that disagrees about everything, at length. */
function crowdIn({ framework }: World, many: number, seed = 7): Vote[] {
  const random = seededRandom(seed)
  const words: readonly Choice[] = ['yes', 'no', 'unsure']
  const asked = [...framework.questions, ...framework.knock_outs]
  return Array.from({ length: many }, (_one, at) => ({
    voter: `U${String(at).padStart(10, '0')}`,
    choices: Object.fromEntries(
      asked.map(({ id }) => {
        const choice = words[Math.floor(random() * 3)] ?? 'unsure'
        return [id, { choice, because: `${at}: ${nasty} ${'because it is so '.repeat(20)}`.slice(0, 300) }]
      }),
    ),
  }))
}

function resultOf(world: World, votes: readonly Vote[], more: Partial<ResultData> = {}): ResultData {
  const decision = decisionIn(world)
  const counted = tally(world.framework, votes)
  return {
    ballot: ballotOf({ closed }),
    decision,
    framework: world.framework,
    verdict: world.decider.decide(world.framework, decision.proposal, counted.overall.choices),
    tally: counted,
    ...more,
  }
}

const problemsOf = (message: object): string[] =>
  validateMessage({ channel: 'C1', unfurl_links: false, unfurl_media: false, ...message }, 'chat.postMessage').map(
    formatFinding,
  )
const everybody = (voter: string): string => `<@${voter}>`

describe.each([
  ['a made-up framework', kilnWorld()],
  ['the real one', realWorld()],
])('%s', (_name, world) => {
  const { framework, decider } = world

  test.each(['everyone', 'owner', 'nobody'] as const)('asks, with names for %s, and passes every limit', (names) => {
    const data = { decision: decisionIn(world), framework, domain: nasty, count: 0, words: nasty.repeat(6) }
    for (const ballot of [
      ballotOf({ namesVisibleTo: names, quorum: 12 }),
      ballotOf({ namesVisibleTo: names, closed }),
    ]) {
      const message = ballotMessage({ ...data, ballot })
      expect(problemsOf(message)).toEqual([])
      expect(`${message.text}${wordsOf(message as Json)}`).not.toContain('<@U0EVIL>')
    }
  })

  test.each([0, 1, 2, 3, 40, 200])('tells the result of %i people within every limit', (many) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const votes = crowdIn(world, many, seed)
      for (const more of [{}, { nameOf: everybody }]) {
        const message = resultMessage(resultOf(world, votes, more))
        expect(problemsOf(message)).toEqual([])
        expect(`${message.text}${wordsOf(message as Json)}`).not.toContain('<@U0EVIL>')
      }
      expect(wordsOf(resultMessage(resultOf(world, votes)) as Json)).not.toMatch(/<@U0{4}/)
    }
  })

  test('counts every reason that it leaves out', () => {
    const data = resultOf(world, crowdIn(world, 200))
    const words = resultParts(data, 3_200).join('\n')
    const shown = (words.match(/“\d+: /g) ?? []).length
    const left = [...words.matchAll(/(\d+) (?:more )?reasons?(?: on other questions)?,/g)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    )
    const { dissent, raised, given } = data.tally
    const all =
      dissent.flatMap((one) => one.differences.flatMap(({ reasons }) => reasons)).length +
      [...raised, ...given].flatMap(({ reasons }) => reasons).length
    expect(shown + left).toBe(all)
    expect(shown).toBeGreaterThan(3)
  })

  test('shares a record in a post and in its preview, within every limit', () => {
    const decision = decisionIn(world)
    const verdict = decider.decide(framework, decision.proposal, decision.choices)
    const data = { decision, framework, verdict, domain: nasty, since: [], ballots: [] }
    expect(problemsOf(sharedMessage(data, 'U1BEN'))).toEqual([])
    const view = {
      type: 'modal',
      title: { type: 'plain_text', text: 'Share' },
      callback_id: 'x',
      blocks: previewBlocks(data),
    }
    expect(errorsOf(validateView(view, 'modal')).map(formatFinding)).toEqual([])
  })

  test('exports 200 people with all they wrote, page by page, within every limit', () => {
    const votes = crowdIn(world, 200)
    const decision = decisionIn(world)
    const verdict = decider.decide(framework, decision.proposal, decision.choices)
    const kept = { decision, framework, verdict, since: [], ballots: [] }
    const counted = { ballot: ballotOf({ closed }), tally: tally(framework, votes) }
    const file = recordFile(kept, counted, 'everybody')
    for (let page = 1; page < 99; page += 1) {
      const view = exportView({ decision: 'd1', file, page, place: { channel: 'C1' }, note: 'A note.' })
      expect(errorsOf(validateView(view, 'modal')).map(formatFinding)).toEqual([])
      expect(JSON.stringify(view).length).toBeLessThan(250_000)
      if (!JSON.stringify(view).includes('Next parts')) break
    }
  })
})

test('who differs is named to those to whom it was promised', () => {
  const named = (names: Ballot['namesVisibleTo'], reader: Parameters<typeof namesFor>[1]): boolean =>
    namesFor(ballotOf({ namesVisibleTo: names }), reader) !== undefined
  expect(named('everyone', 'everybody')).toBe(true)
  expect(named('owner', 'everybody')).toBe(false)
  expect(named('owner', { user: 'U1ANA' })).toBe(true)
  expect(named('owner', { user: 'U1BEN' })).toBe(false)
  expect(named('nobody', { user: 'U1ANA' })).toBe(false)
})

test('what rules it out for some is the headline, and never that nothing does', () => {
  const world = realWorld()
  const { framework } = world
  const all = Object.fromEntries(framework.questions.map(({ id }) => [id, { choice: 'yes' as const }]))
  const [out] = framework.knock_outs
  if (!out) throw new Error('no knock-out')
  const seeing = { ...all, [out.id]: { choice: 'yes' as const, because: 'We train models.' } }
  const votes = ['U1', 'U2', 'U3'].map((voter, at) => ({ voter, choices: at === 1 ? seeing : all }))
  const decision = decisionIn(world, { state: 'draft' })
  const message = resultMessage(resultOf(world, votes, { decision, nameOf: everybody }))
  expect(problemsOf(message)).toEqual([])
  const words = wordsOf(message as Json)
  expect(words).toContain(`*Not clear, because 1 of 3 see something that would rule it out: ${out.short}*`)
  expect(words).toContain(
    `*Not settled*: whether it is ruled out (${out.short}). The record stays a proposal until <@U1ANA> settles it: answer it together, then save.`,
  )
  expect(words).toContain('*Seen by some, and it would rule it out if it is true*')
  expect(`${message.text}${words}`).not.toMatch(/nothing rules it out|Outvoted/i)
})

test('two opposite answers are a tie, and nobody is outvoted', () => {
  const world = realWorld()
  const { framework } = world
  const saying = (choice: Choice): Choices =>
    Object.fromEntries(framework.questions.map(({ id }) => [id, { choice, because: `${choice} it is` }]))
  const votes = [
    { voter: 'U1', choices: saying('yes') },
    { voter: 'U2', choices: saying('no') },
  ]
  const decision = decisionIn(world, { state: 'draft' })
  const words = wordsOf(resultMessage(resultOf(world, votes, { decision })) as Json)
  expect(words).toContain('*Tied. With what is tied as not sure: not clear*')
  expect(words).toContain('*Not settled*: what is tied (')
  expect(words).toMatch(/\*Tied\*\n• .*: 1 yes, 1 no/)
  expect(words).not.toMatch(/majority’s answer to each|Outvoted|\*Where people differ/)
})

test('what everybody comes to is said as such, with the reasons of who agrees', () => {
  const world = kilnWorld()
  const choices: Choices = { 'many-pots': { choice: 'yes', because: 'A whole service.' } }
  const votes = ['U1', 'U2'].map((voter) => ({ voter, choices }))
  const words = wordsOf(resultMessage(resultOf(world, votes, { nameOf: everybody })) as Json)
  expect(words).toContain('*Everybody comes to the same verdict: try it*')
  expect(words).toContain(
    '*Reasons given*\n• many pots: yes, “A whole service.” (<@U1>); yes, “A whole service.” (<@U2>)',
  )
  expect(words).not.toContain('another verdict')
  expect(wordsOf(resultMessage(resultOf(world, votes)) as Json)).not.toContain('<@U1>')
})

test('a result of nobody says so and nothing else', () => {
  const message = resultMessage(resultOf(kilnWorld(), []))
  expect(message.text).toMatch(
    /is closed because its time was over\. 0 people answered\.\nNobody answered, so the record/,
  )
})

test('a list names the verdict as it was recorded, even where nobody knows its kind any more', () => {
  const world = kilnWorld()
  const decision = decisionIn(world, { proposal: { project: 'Cups', alternatives: [] } })
  expect(listedText(decision, world.framework)).toMatch(/^\*Cups\*: try it\n/)
  expect(listedText({ ...decision, verdict: 'maybe' }, world.framework)).toMatch(/^\*Cups\*: maybe\n/)
  expect(listedText(decision, undefined)).toMatch(/^\*Cups\*\n/)
})

test('what has changed is nothing where nothing has', () => {
  const world = kilnWorld()
  const decision = decisionIn(world)
  const verdict = world.decider.decide(world.framework, decision.proposal, decision.choices)
  const data = { decision: { ...decision, verdict: verdict.kind }, framework: world.framework, verdict, ballots: [] }
  expect(changedTexts({ ...data, since: [] })).toEqual([])
  const many = Array.from({ length: 20 }, (_one, at) => ({
    entry: `entry-${at}`,
    title: `Entry ${at}`,
    version: '',
    is: 'gone' as const,
  }))
  expect(changedTexts({ ...data, since: many })[0]).toContain('Entry 11 and 8 more.')
})

test('answers are the same in any order, and a reason is part of them', () => {
  const one: Choices = { a: { choice: 'yes' }, b: { choice: 'no', because: 'x' } }
  expect(sameChoices(one, { b: { choice: 'no', because: 'x' }, a: { choice: 'yes' } })).toBe(true)
  expect(sameChoices(one, { a: { choice: 'yes' }, b: { choice: 'no' } })).toBe(false)
})
