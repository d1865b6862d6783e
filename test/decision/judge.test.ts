import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge } from '#decision/judge.ts'
import type { Choice } from '#decision/types.ts'
import type { Flip } from '#decision/verdict.ts'
import type { Framework, VerdictKind } from '#knowledge/framework.ts'
import { answering, choices, kilnWorld, realWorld } from './worlds.ts'

const worlds = [kilnWorld(), realWorld()].map(({ framework }) => [framework.id, framework] as const)
const [, kilnFit] = worlds[0] ?? []
const [, realFit] = worlds[1] ?? []

const rank: Readonly<Record<VerdictKind, number>> = { 'poor-fit': 0, 'not-clear': 1, fit: 2, 'strong-fit': 3 }
const askedOf = ({ questions, knock_outs }: Framework): string[] => [...questions, ...knock_outs].map((one) => one.id)
const answer = fc.constantFrom<Choice>('yes', 'no', 'unsure')

/** Any framework of the shape with any valid rule: a law must hold for those that nobody has written yet. */
const frameworks: fc.Arbitrary<Framework> = fc
  .record({ of: fc.integer({ min: 2, max: 6 }), outs: fc.integer({ min: 1, max: 6 }) })
  .chain(({ of, outs }) =>
    fc
      .record({ fit: fc.integer({ min: 1, max: of - 1 }), more: fc.nat(), poor: fc.integer({ min: 1, max: of }) })
      .map(({ fit, more, poor }) => {
        const base = kilnFit ?? never()
        const [question, out] = [base.questions[0] ?? never(), base.knock_outs[0] ?? never()]
        return {
          ...base,
          questions: Array.from({ length: of }, (_, at) => ({ ...question, id: `q${at}` })),
          knock_outs: Array.from({ length: outs }, (_, at) => ({ ...out, id: `k${at}` })),
          rule: {
            ...base.rule,
            fit_at_yes: fit,
            strong_fit_at_yes: fit + 1 + (more % (of - fit)),
            poor_fit_at_no: poor,
          },
        }
      }),
  )

const cases = frameworks.chain((framework) =>
  fc.record({
    framework: fc.constant(framework),
    given: fc.record(Object.fromEntries(askedOf(framework).map((id) => [id, answer]))),
  }),
)

describe('the rule of the real framework', () => {
  test.each([
    ['yyyy', 'nnnnnn', 'strong-fit', 'all four'],
    ['yyyn', 'nnnnnn', 'fit', 'three'],
    ['yynn', 'nnnnnn', 'fit', 'two make a top contender'],
    ['yy??', '??????', 'fit', 'not sure counts neither way, nor does a knock-out that nobody is sure of'],
    ['ynnn', 'nnnnnn', 'not-clear', 'one is no reason to move'],
    ['nnn?', 'nnnnnn', 'not-clear', 'the open one could still be a yes'],
    ['????', '??????', 'not-clear', 'nothing is known'],
    ['nnnn', 'nnnnnn', 'poor-fit', 'nothing speaks for it'],
    ['yyyy', 'ynnnnn', 'poor-fit', 'an ML prototype with four yes'],
    ['yyyy', 'nynnnn', 'poor-fit', 'no collector allowed'],
    ['yyyy', 'nnynnn', 'poor-fit', 'a vendor kit'],
    ['yyyy', '?????y', 'poor-fit', 'a knock-out beside open ones'],
  ] as const)('%s %s is %s: %s', (...[asked, ruled, kind]) => {
    const framework = realFit ?? never()
    expect(judge(framework, answering(framework, asked, ruled)).kind).toBe(kind)
  })
})

describe('another framework has another rule', () => {
  test.each([
    ['yyy', 'nn', 'strong-fit'],
    ['ynn', 'nn', 'fit'],
    ['n??', 'nn', 'not-clear'],
    ['nn?', 'nn', 'poor-fit'],
    ['yyy', 'ny', 'poor-fit'],
  ] as const)('%s %s is %s', (asked, ruled, kind) => {
    const framework = kilnFit ?? never()
    expect(judge(framework, answering(framework, asked, ruled)).kind).toBe(kind)
  })
})

describe('for any framework', () => {
  test('the same answers give the same verdict, in whatever order they were given', () => {
    fc.assert(
      fc.property(cases, ({ framework, given }) => {
        const backwards = Object.fromEntries(Object.entries(choices(given)).toReversed())
        expect(judge(framework, backwards)).toEqual(judge(framework, choices(given)))
      }),
    )
  })

  test('another yes to a question never lowers the verdict', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ framework, given }, pick) => {
        const { id } = framework.questions[pick % framework.questions.length] ?? never()
        const before = rank[judge(framework, choices(given)).kind]
        expect(rank[judge(framework, choices({ ...given, [id]: 'yes' })).kind]).toBeGreaterThanOrEqual(before)
      }),
    )
  })

  test('a knock-out caps it, however many yes', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ framework, given }, pick) => {
        const { id } = framework.knock_outs[pick % framework.knock_outs.length] ?? never()
        const all = Object.fromEntries(framework.questions.map((one) => [one.id, 'yes' as const]))
        const judged = judge(framework, choices({ ...given, ...all, [id]: 'yes' }))
        expect(judged.kind).toBe('poor-fit')
        expect(judged.knockedOut).toContain(id)
        expect(judged.drivers).toEqual(judged.knockedOut)
      }),
    )
  })

  test('flips are exactly the single changes that turn it, and of the others the pairs that do, where no single one raises it', () => {
    fc.assert(
      fc.property(cases, ({ framework, given }) => {
        const { kind, flips } = judge(framework, choices(given))
        const singles = changesOf(askedOf(framework), given)
        const becomes = (changes: (readonly [string, Choice])[]): VerdictKind =>
          judge(framework, choices({ ...given, ...Object.fromEntries(changes) })).kind
        const raising = (changes: (readonly [string, Choice])[]): boolean => rank[becomes(changes)] > rank[kind]
        const single = singles.filter((one) => becomes([one]) !== kind)
        const idle = singles.filter((one) => !single.includes(one))
        const pairs = idle
          .flatMap((one, at) => idle.slice(at + 1).flatMap((other) => (one[0] === other[0] ? [] : [[one, other]])))
          .filter((pair) => becomes(pair) !== kind)
        const shown = single.some((one) => raising([one])) ? [] : single.length > 0 ? pairs.filter(raising) : pairs
        const expected = [...single.map((one) => [one]), ...shown].map((changes) => wordsOf(changes, becomes(changes)))
        expect(flips.map(flipWords).toSorted()).toEqual(expected.toSorted())
      }),
      { numRuns: 60 },
    )
  })

  test('a better verdict that is at most two answers away is told', () => {
    fc.assert(
      fc.property(cases, ({ framework, given }) => {
        const { kind, flips } = judge(framework, choices(given))
        const changes = changesOf(askedOf(framework), given)
        const reachable = changes.some((one) =>
          changes.some(
            (other) => rank[judgedKind(framework, { ...given, ...Object.fromEntries([one, other]) })] > rank[kind],
          ),
        )
        expect(flips.some((flip) => rank[flip.becomes] > rank[kind])).toBe(reachable)
      }),
      { numRuns: 40 },
    )
  })

  test('every verdict can come out, and every answer makes a difference somewhere', () => {
    fc.assert(
      fc.property(frameworks, (framework) => {
        // Only the questions: 3 to the power of 6 at most. The knock-outs are alike and have their own test.
        const combinations = combinationsOf(framework.questions.map((one) => one.id))
        const kinds = combinations.map((given) => judgedKind(framework, given))
        expect(new Set(kinds)).toEqual(new Set(Object.keys(rank)))
        for (const { id } of framework.questions)
          for (const choice of ['yes', 'no'] as const)
            expect(
              combinations.some(
                (given) =>
                  judgedKind(framework, { ...given, [id]: choice }) !==
                  judgedKind(framework, { ...given, [id]: 'unsure' }),
              ),
            ).toBe(true)
      }),
      { numRuns: 5 },
    )
  })
})

describe('what is kept from another time or another hand', () => {
  const framework = kilnFit ?? never()

  test('answers to other questions change nothing', () => {
    expect(judge(framework, choices({ 'many-pots': 'yes', gone: 'yes' }))).toEqual(
      judge(framework, choices({ 'many-pots': 'yes' })),
    )
  })

  test('an id that objects have by themselves is not answered', () => {
    const odd = { ...framework, knock_outs: framework.knock_outs.map((one) => ({ ...one, id: 'constructor' })) }
    expect(judge(odd, {}).kind).toBe('not-clear')
  })
})

function judgedKind(framework: Framework, given: Readonly<Record<string, Choice>>): VerdictKind {
  return judge(framework, choices(given)).kind
}

function combinationsOf(ids: readonly string[]): Record<string, Choice>[] {
  const every: readonly Choice[] = ['yes', 'no', 'unsure']
  let all: Record<string, Choice>[] = [{}]
  for (const id of ids) all = all.flatMap((given) => every.map((choice) => ({ ...given, [id]: choice })))
  return all
}

function changesOf(ids: readonly string[], given: Readonly<Record<string, Choice>>): (readonly [string, Choice])[] {
  return ids.flatMap((id) => (['yes', 'no'] as const).flatMap((to) => (to === given[id] ? [] : [[id, to] as const])))
}

function wordsOf(changes: readonly (readonly [string, Choice])[], becomes: VerdictKind): string {
  return `${changes
    .map(([id, to]) => `${id}=${to}`)
    .toSorted()
    .join(' ')} ${becomes}`
}

function flipWords({ changes, becomes }: Flip): string {
  return wordsOf(
    changes.map(({ id, to }) => [id, to] as const),
    becomes,
  )
}

function never(): never {
  throw new Error('the fixture has it')
}
