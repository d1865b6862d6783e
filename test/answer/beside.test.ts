import { describe, expect, test } from 'vitest'
import { createAnswerer } from '#answer/answerer.ts'
import { catalogOf } from '../support/catalogs.ts'

const { answer } = createAnswerer(catalogOf('knowledge'))

describe('a known name in a question about something else', () => {
  test.each([
    'how do I write a prometheus alert rule',
    'how do I get a job at cloudflare',
    'how do I open an account at monzo',
    'how do I expire keys in redis',
    'is stripe hiring',
    'is robert griesemer married',
    'is terraform cloud worth the money',
    'does dropbox have an outage right now',
    'is reddit down',
  ])('gets no confident answer: %s', (text) => {
    expect(answer(text).band).not.toBe('strong')
  })

  test.each([
    ['how does Monzo use go', 'monzo'],
    ['how did dropbox end up on go', 'dropbox'],
  ])('and what is curated of the name still does: %s', (text, id) => {
    const found = answer(text)
    expect(found.kind === 'found' ? found.entries[0] : found.kind).toBe(id)
  })
})
