import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge } from '#decision/judge.ts'
import { tally, type Vote } from '#decision/tally.ts'
import type { Choice } from '#decision/types.ts'
import { answering, choices, kilnWorld } from './worlds.ts'

const { framework } = kilnWorld()
const ids = [...framework.questions, ...framework.knock_outs].map((one) => one.id)
const vote = (voter: string, asked: string, ruled = 'nn'): Vote => ({
  voter,
  choices: answering(framework, asked, ruled),
})

describe('a ballot', () => {
  test('counts each question and takes what most people chose; a tie is not sure', () => {
    const { rows, overall, voters } = tally(framework, [vote('ann', 'yy?'), vote('bob', 'yn?'), vote('cy', 'nny')])
    expect(voters).toBe(3)
    expect(rows.map(({ id, yes, no, unsure, majority }) => [id, yes, no, unsure, majority])).toEqual([
      ['many-pots', 2, 1, 0, 'yes'],
      ['even-heat', 1, 2, 0, 'no'],
      ['reuse', 1, 0, 2, 'unsure'],
      ['raw-clay', 0, 3, 0, 'no'],
      ['no-power', 0, 3, 0, 'no'],
    ])
    expect(overall).toEqual({
      choices: answering(framework, 'yn?', 'nn'),
      kind: 'fit',
      isCapped: false,
      isUnanimous: true,
      hangsOnTies: false,
      settled: true,
    })
    expect(tally(framework, [vote('ann', 'y'), vote('bob', 'n')]).rows[0]).toMatchObject({ majority: 'unsure' })
  })

  test('shows where people differ, the most evenly split first', () => {
    const votes = [vote('ann', 'yyy'), vote('bob', 'yyn'), vote('cy', 'yn?'), vote('di', 'nn?', 'yn')]
    expect(tally(framework, votes).divided.map(({ id, yes, no }) => [id, yes, no])).toEqual([
      ['even-heat', 2, 2],
      ['reuse', 1, 1],
      ['many-pots', 3, 1],
      ['raw-clay', 1, 3],
    ])
  })

  test('groups people by the verdict of their own answers and keeps the reasons of those who dissent', () => {
    const against: Vote = {
      voter: 'di',
      choices: { ...answering(framework, 'yn?', 'nn'), 'no-power': { choice: 'yes', because: ' the camp ' } },
    }
    const counted = tally(framework, [vote('ann', 'yn?'), vote('bob', 'yy?'), against])
    expect(counted.groups).toEqual([
      { kind: 'fit', voters: ['ann', 'bob'] },
      { kind: 'poor-fit', voters: ['di'] },
    ])
    expect(counted.dissent).toEqual([
      {
        kind: 'poor-fit',
        voters: ['di'],
        differences: [{ id: 'no-power', voters: 1, reasons: [{ voter: 'di', choice: 'yes', because: 'the camp' }] }],
      },
    ])
    expect(counted.raised).toEqual([
      { id: 'no-power', voters: ['di'], reasons: [{ voter: 'di', choice: 'yes', because: 'the camp' }] },
    ])
  })

  test('never outvotes a knock-out: the verdict is capped, nothing is settled, and nobody dissents from a cap', () => {
    const counted = tally(framework, [vote('ana', 'yn?'), vote('ben', 'yyy', 'yn'), vote('chiara', 'yyy')])
    expect(counted.overall).toMatchObject({ kind: 'not-clear', isCapped: true, settled: false })
    expect(judge(framework, counted.overall.choices).kind).toBe('strong-fit')
    expect(counted.raised.map(({ id, voters }) => [id, voters])).toEqual([['raw-clay', ['ben']]])
    expect(counted.dissent.map(({ kind }) => kind).toSorted()).toEqual(['fit', 'poor-fit'])
  })

  test('a knock-out that most see applies, and one that most do not see makes no poor fit better', () => {
    const most = [vote('ana', 'yyy', 'yn'), vote('ben', 'yyy', 'yn'), vote('chiara', 'yyy')]
    expect(tally(framework, most)).toMatchObject({ raised: [], overall: { kind: 'poor-fit', settled: true } })
    const both = [vote('ana', 'yyy', 'yy'), vote('ben', 'yyy', 'yn'), vote('chiara', 'yyy')]
    expect(tally(framework, both).overall).toMatchObject({ kind: 'poor-fit', isCapped: false, settled: false })
  })

  test('tells ties apart, and whether the verdict hangs on them', () => {
    const opposed = tally(framework, [vote('ana', 'yyy'), vote('ben', 'nnn')])
    expect(opposed.rows.map(({ id, isTied }) => [id, isTied])).toEqual([
      ['many-pots', true],
      ['even-heat', true],
      ['reuse', true],
      ['raw-clay', false],
      ['no-power', false],
    ])
    expect(opposed.overall).toMatchObject({ kind: 'not-clear', isCapped: false, hangsOnTies: true, settled: false })
    const beside = tally(framework, [vote('ana', 'yyn'), vote('ben', 'ynn')])
    expect(beside.rows[1]).toMatchObject({ isTied: true, majority: 'unsure' })
    expect(beside.overall).toMatchObject({ kind: 'fit', settled: true })
    // Nobody said yes to the knock-out, so no way to break the tie rules it out.
    const unsure = tally(framework, [vote('ana', 'ynn', 'n?'), vote('ben', 'ynn', 'nn')])
    expect(unsure).toMatchObject({ raised: [], overall: { kind: 'fit', settled: true } })
    expect(unsure.rows[4]?.isTied).toBe(true)
    const ruling = tally(framework, [vote('ana', 'ynn', 'y?'), vote('ben', 'ynn', 'nn')])
    expect(ruling).toMatchObject({ raised: [{ id: 'raw-clay' }], overall: { kind: 'not-clear', settled: false } })
  })

  test('everybody comes to the same verdict: that is the verdict, and nobody dissents', () => {
    const counted = tally(framework, [vote('ana', 'ynn'), vote('ben', 'nyn'), vote('chiara', 'nny')])
    expect(counted.groups).toHaveLength(1)
    expect(counted.dissent).toEqual([])
    // Most say no to each question, so the record's answers come to something else.
    expect(counted.overall).toMatchObject({ isUnanimous: true, isCapped: false, settled: false })
    expect(counted.overall.kind).toBe(judge(framework, answering(framework, 'ynn', 'nn')).kind)
    const each = tally(framework, [vote('ana', 'yyy', 'yn'), vote('ben', 'yyy', 'ny')])
    expect(each).toMatchObject({ dissent: [], overall: { kind: 'poor-fit', settled: false } })
  })

  test('loses no reason: those of who agrees stand apart from those of who dissents', () => {
    const saying = (voter: string, asked: string, ruled: string, id: string): Vote => {
      const given = answering(framework, asked, ruled)
      return { voter, choices: { ...given, [id]: { choice: given[id]?.choice ?? 'unsure', because: `${voter} says` } } }
    }
    const counted = tally(framework, [
      saying('ana', 'yyn', 'nn', 'many-pots'),
      saying('ben', 'ynn', 'nn', 'even-heat'),
      saying('cy', 'yyn', 'nn', 'many-pots'),
      saying('di', 'yyn', 'yn', 'raw-clay'),
    ])
    expect(counted.given.map(({ id, reasons }) => [id, reasons.map(({ voter, choice }) => [voter, choice])])).toEqual([
      [
        'many-pots',
        [
          ['ana', 'yes'],
          ['cy', 'yes'],
        ],
      ],
      ['even-heat', [['ben', 'no']]],
    ])
    expect(counted.raised[0]?.reasons.map(({ voter }) => voter)).toEqual(['di'])
  })

  test('a changed answer counts once', () => {
    const counted = tally(framework, [vote('ann', 'nnn'), vote('ann', 'yyy')])
    expect(counted).toMatchObject({ voters: 1, overall: { kind: 'strong-fit' }, dissent: [] })
  })

  test('nobody voted', () => {
    expect(tally(framework, [])).toMatchObject({ voters: 0, groups: [], divided: [], overall: { kind: 'not-clear' } })
  })

  test('is exact at 200 voters', () => {
    const answer = fc.constantFrom<Choice | undefined>('yes', 'no', 'unsure', undefined)
    const ballot = fc.array(fc.array(answer, { minLength: ids.length, maxLength: ids.length }), {
      minLength: 200,
      maxLength: 200,
    })
    fc.assert(
      fc.property(ballot, (given) => {
        const votes = given.map((answers, at) => ({
          voter: `U${at}`,
          choices: choices(
            Object.fromEntries(ids.flatMap((id, column) => (answers[column] ? [[id, answers[column]] as const] : []))),
          ),
        }))
        const counted = tally(framework, votes)
        counted.rows.forEach((row, column) => {
          const of = (choice: Choice) => given.filter((answers) => (answers[column] ?? 'unsure') === choice).length
          expect([row.yes, row.no, row.unsure]).toEqual([of('yes'), of('no'), of('unsure')])
        })
        expect(counted.groups.flatMap((group) => group.voters).toSorted()).toEqual(
          votes.map((one) => one.voter).toSorted(),
        )
        for (const group of counted.groups)
          for (const { choices: own } of votes.filter((one) => group.voters.includes(one.voter)))
            expect(judge(framework, own).kind).toBe(group.kind)
        const { overall, raised } = counted
        // Chance makes nobody of one mind with 199 others.
        const alone = judge(framework, overall.choices).kind
        expect(overall.kind).toBe(overall.isCapped ? 'not-clear' : alone)
        expect(raised.length > 0 && ['strong-fit', 'fit'].includes(overall.kind)).toBe(false)
      }),
      { numRuns: 10 },
    )
  })
})
