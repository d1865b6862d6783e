import { expect, test } from 'vitest'
import { createAnswerer } from '#answer/answerer.ts'
import { schemas } from '#knowledge/entry.ts'
import { generate } from '../../bench/scale/knowledge.ts'
import { questionKinds, questionsFor } from '../../bench/scale/questions.ts'

const { catalog, made } = generate(240, 5)

test('generated entries are such as a curator could have written: each passes its schema, and links lead somewhere', () => {
  for (const { kind, id, ...fields } of catalog.entries.values()) {
    expect({ id, wrong: schemas[kind].safeParse(fields).error?.issues }).toEqual({ id, wrong: undefined })
    expect(fields.related.filter((other) => !catalog.entries.has(other))).toEqual([])
  }
  expect(catalog.entries.size).toBe(240)
})

test('the same seed gives the same knowledge and questions, another seed others', () => {
  const texts = (size: number, seed: number): string =>
    JSON.stringify(questionsFor(generate(size, seed).made, 20, seed))
  expect(texts(100, 5)).toBe(texts(100, 5))
  expect(texts(100, 5)).not.toBe(texts(100, 6))
})

test('every kind of question is asked as often, always for an entry that is there', () => {
  const asked = questionsFor(made, 50, 9)
  for (const kind of questionKinds) expect(asked.filter((one) => one.kind === kind)).toHaveLength(10)
  expect(asked.every(({ id }) => catalog.entries.has(id))).toBe(true)
})

test('an exact question put to the whole answerer mostly leads to its entry', () => {
  const answerer = createAnswerer(catalog)
  const exact = questionsFor(made, 150, 9).filter(({ kind }) => kind === 'exact')
  const reached = exact.filter(({ text, id }) => {
    const answer = answerer.answer(text)
    const found =
      answer.kind === 'found' ? answer.entries : answer.kind === 'choose' ? answer.candidates.map((one) => one.id) : []
    return found.includes(id)
  })
  expect(reached.length / exact.length).toBeGreaterThan(0.8)
})
