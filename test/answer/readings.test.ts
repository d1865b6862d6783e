import { describe, expect, test } from 'vitest'
import { type Answer, subjectOf } from '#answer/answer.ts'
import { createAnswerer } from '#answer/answerer.ts'
import { catalogOf } from '../support/catalogs.ts'

const answerer = createAnswerer(catalogOf('knowledge'))
const ask = (text: string, before?: string): Answer =>
  answerer.answer(text, before === undefined ? undefined : subjectOf(answerer.answer(before)))
const first = (answer: Answer): string | undefined =>
  answer.kind === 'found' ? answer.entries[0] : answer.kind === 'choose' ? answer.candidates[0]?.id : answer.kind
const titleOf = (answer: Answer): string => (answer.kind === 'found' ? answer.title : answer.kind)

describe('two tools that are to be chosen from come side by side', () => {
  test.each([
    ['zap or zerolog', 'zap or zerolog?'],
    ['chi vs fiber', 'Chi or Fiber?'],
    ['what is the difference between gin and echo', 'Gin or Echo?'],
  ])('%s, although it is a phrasing of one of them', (text, title) => {
    expect(titleOf(ask(text))).toBe(title)
  })

  test('one that is named alone keeps its record', () => {
    expect(first(ask('is zap still maintained'))).toBe('zap')
  })
})

describe('what stands in passing is not what is asked', () => {
  test('somebody who comes from a language moved nothing', () => {
    expect(titleOf(ask('what do engineers from Java get wrong with interfaces'))).not.toMatch(/^Who moved/)
    expect(titleOf(ask('who moved from Java'))).toBe('Who moved from Java to Go')
  })

  test("a person's age is not a language's", () => {
    expect(ask('how old is robert griesemer').band).not.toBe('strong')
    expect(first(ask('how old is the go language'))).toBe('when-go-started')
  })

  test('which version of a system to run is not the state of its project', () => {
    expect(ask('which version of kubernetes should we run').band).not.toBe('strong')
    expect(first(ask('newest version of pgx'))).toBe('pgx')
  })
})

test('a story tells what its last question leaves out', () => {
  const story =
    'Every deploy of our service drops a handful of requests. We traced it: Kubernetes sends SIGTERM, the process dies at once and open connections are cut. We are on plain net/http and a small container image. How is this done properly?'
  expect(first(ask(story))).toBe('pattern-graceful-shutdown')
})

describe('what was asked before', () => {
  test('a plan stays one for a tool that is named next', () => {
    expect(first(ask('what about for kafka?', 'pilot plan'))).toBe('pilot-two-weeks')
  })

  test('offers leave a subject where the likeliest was named', () => {
    const subject = subjectOf(answerer.answer('What did Allegro build with bigcache?'))
    expect(subject?.entries).toEqual(['allegro'])
    expect(first(answerer.answer('source?', subject))).toBe('allegro')
    expect(subjectOf(answerer.answer('How can I decide quickly if Go fits my project?'))?.entries).toEqual([
      'four-question-framework',
    ])
    expect(subjectOf(answerer.answer('idempotency keys'))).toBeUndefined()
  })
})
