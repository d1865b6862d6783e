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
    expect(overall).toEqual({ choices: answering(framework, 'yn?', 'nn'), kind: 'fit' })
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
        expect(judge(framework, counted.overall.choices).kind).toBe(counted.overall.kind)
      }),
      { numRuns: 10 },
    )
  })
})
