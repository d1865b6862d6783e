import { describe, expect, test } from 'vitest'
import type { Answer } from '#answer/answer.ts'
import { subjectOf } from '#answer/answer.ts'
import { createAnswerer } from '#answer/answerer.ts'
import { ceilingOf, confidenceOf, scoreOf, strongAt } from '#answer/confidence.ts'
import type { Ranked } from '#answer/rank.ts'
import { readQuestions } from '#cli/questions.ts'
import { catalogOf } from '../support/catalogs.ts'

const catalog = catalogOf('knowledge')
let plans: readonly Ranked[] = []
const answerer = createAnswerer(catalog, {
  observe: (ranked) => {
    plans = ranked
  },
})

/** One of each way in which an answer comes about: names, a domain, words alone, a typo, a comparison, a ceiling, a follow-up. */
const asked: readonly (readonly [question: string, before: string | undefined])[] = [
  ['who uses go in fintech', undefined],
  ['who-uses fintech', undefined],
  ['is gorm still maintained?', undefined],
  ['go or rust', undefined],
  ['monzo', undefined],
  ['how are errors wrapped in go', undefined],
  ['who moved away from go', undefined],
  ['kubernets in go', undefined],
  ['where is the pharmacy', undefined],
  ['best place for lunch in berlin', undefined],
  ['what kinds of applications is go used for', undefined],
  ['and in gaming?', 'who uses go in fintech?'],
  ['which of them published numbers?', 'who uses go in fintech?'],
  ['kafka', undefined],
]

/** The plan that the reasons are about: the one that answered, or the likeliest. */
function planOf(answer: Answer): Ranked | undefined {
  if (answer.kind !== 'found') return plans[0]
  return plans.find((one) => one.plan.compose()?.title === answer.title && one.confidence === answer.confidence)
}

const percent = (share: number): number => Math.round(share * 100)

describe('"Why this answer?" tells the truth of the computation', () => {
  test.each(asked)('%s', (question, before) => {
    const previous = before === undefined ? undefined : subjectOf(answerer.answer(before))
    plans = []
    const answer = answerer.answer(question, previous)
    const one = planOf(answer)
    if (!one) throw new Error('it was not ranked')
    const { features, plan, confidence } = one
    const [why, figures, ...rest] = answer.because.reasons
    expect(why).toBe(plan.why)
    expect(Number(/^(\d+) of 100 of what the question says/.exec(figures ?? '')?.[1])).toBe(percent(features.coverage))
    expect(Number(/(\d+) of 100 like one of its phrasings/.exec(figures ?? '')?.[1])).toBe(percent(features.phrase))
    expect(Number(/(\d+) of 100 alike letter by letter/.exec(figures ?? '')?.[1])).toBe(percent(features.likeness))
    // A plan that its form alone suffices for has no text score to tell.
    const text = /(\d+) of 100 of the best text score/.exec(figures ?? '')?.[1] ?? percent(features.text)
    expect(Number(text)).toBe(percent(features.text))

    const said = /Confidence (\d+) of 100; an answer needs (\d+)\./.exec(rest.join(' '))
    expect(Number(said?.[1])).toBe(Math.floor(confidence * 100 + 1e-9))
    expect(Number(said?.[2])).toBe(percent(strongAt))
    // What is read as enough was enough, and the other way round.
    expect(Number(said?.[1]) >= percent(strongAt)).toBe(confidence >= strongAt - 1e-9)
    expect(rest.some((reason) => reason.startsWith('Something in the question says'))).toBe(features.outside > 0)
  })

  test.each(asked)('the figures behind %s are the ones that ranked it', (question, before) => {
    const previous = before === undefined ? undefined : subjectOf(answerer.answer(before))
    plans = []
    const answer = answerer.answer(question, previous)
    const scores = plans.map((one) => one.score)
    expect(scores).toEqual(scores.toSorted((one, other) => other - one))
    // A score is made of the features alone; what is doubtful may be worth less.
    const plain = plans.filter((one) => ceilingOf(one.features) === 1)
    expect(plain.map((one) => one.score)).toEqual(plain.map((one) => expect.closeTo(scoreOf(one.features), 12)))
    const [first] = plans
    if (!first) throw new Error('it was not ranked')
    expect(first.lead).toBeCloseTo(Math.max(0, (scores[0] ?? 0) - (scores[1] ?? 0)), 12)
    expect(first.confidence).toBe(confidenceOf(first.features, first.lead))
    // Those that came next are plans of the same ranking, with their own confidence, in its order, and none is the answer itself.
    const one = planOf(answer)
    const next = plans.slice(one ? plans.indexOf(one) + 1 : 0)
    for (const { id, confidence } of answer.because.runnersUp) {
      expect(next.find((other) => other.plan.main === id)?.confidence).toBe(confidence)
      expect(id).not.toBe(one?.plan.main)
    }
  })

  test('what holds a confidence down is told', () => {
    const answer = answerer.answer('where is the pharmacy')
    expect(answer.because.reasons).toContainEqual(expect.stringMatching(/^At most \d+ of 100/))
    expect(answer.band).not.toBe('strong')
  })

  test('nothing of the tuning file reads as sure enough and goes unanswered without a word', () => {
    const unmade = 'Nothing is curated that this could be answered from.'
    const silent = readQuestions('test/questions/tune.jsonl').filter((line) => {
      const { kind, because } = answerer.answer(line.q)
      if (kind !== 'choose' && kind !== 'unknown') return false
      const said = because.reasons.map((reason) => /^Confidence (\d+) of 100/.exec(reason)?.[1]).find(Boolean) ?? '0'
      return Number(said) >= percent(strongAt) !== because.reasons.includes(unmade)
    })
    expect(silent.map((line) => line.q)).toEqual([])
  })
})
