import { describe, expect, test } from 'vitest'
import { intentOf } from '#question/intents.ts'

const wanted = (text: string): string => intentOf(text.split(' ')).intent

describe('the bot itself, and what it opens, asked for in a sentence', () => {
  test.each([
    ['privacy', 'is what i write here stored somewhere'],
    ['privacy', 'can my boss see my questions'],
    ['privacy', 'do you keep what people say'],
    ['sources', 'who checks these answers'],
    ['sources', 'where do your facts come from'],
    ['sources', 'why should i trust you'],
    ['help', 'what else can i ask'],
    ['help', 'what are you here for'],
    ['browse', 'show me all topics'],
    ['browse', 'can i just look around'],
    ['decisions', 'what did we decide last year'],
    ['decisions', 'show me the open ballots'],
    ['decide', 'help us decide about the gateway'],
    ['decide', 'start a new decision'],
  ])('%s: %s', (intent, text) => {
    expect(wanted(text)).toBe(intent)
  })

  test.each([
    'how do we roll back a decision record in kiln',
    'what do you use for logging',
    'who writes compilers in kiln',
    'where do goroutines come from',
    'which source control do kiln teams use',
  ])('the subject is not the bot: %s', (text) => {
    expect(['privacy', 'sources', 'help', 'browse', 'decisions', 'decide']).not.toContain(wanted(text))
  })
})
