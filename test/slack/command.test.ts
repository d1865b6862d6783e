import { describe, expect, test } from 'vitest'
import { memoryStorage } from '#storage/memory.ts'
import { choose, list, unknown } from './answers.ts'
import { sentTo, startLocal } from './local.ts'
import { buttonOf, buttonsOf, wordsOf } from './reading.ts'
import { direct, general, group, leads, town, you } from './town.ts'

describe('the slash command', () => {
  test.each([
    ['a channel', general],
    ['a private channel', leads],
    ['a direct message', direct],
    ['a group message', group],
  ])('answers in the acknowledgement, for the asker only, in %s', async (_name, place) => {
    const local = await startLocal()
    await local.slack.type('who builds', place)
    expect(local.acks).toHaveLength(1)
    expect(local.acks[0]).toMatchObject({ response_type: 'ephemeral', unfurl_links: false, unfurl_media: false })
    expect(local.message()).toMatchObject({ ephemeral: true, place })
    // Nothing was said to Slack: the answer needs no second way that could fail.
    expect(local.calls()).toEqual([])
    expect(local.problems()).toEqual([])
  })

  test('shows the question, the answer, the evidence, the other side, the sources, and what to do next', async () => {
    const local = await startLocal()
    await local.slack.type('who builds')
    expect(wordsOf(local.message())).toMatchInlineSnapshot(`
      "Bridges: who builds
      Stone bridges outlive their builders.
      Grade A: first-party, 2024. <https://example.com/survey|Record of survey>
      *Who builds*
      *Ann &amp; Sons*: *12 arches* Builds arches of stone.
      Grade A: first-party, 2024. <https://example.com/survey|Record of survey>
      *The other side*
      Stone is slow to lay.
      Grade B: independent, undated. <https://example.com/critic|Record of critic>
      Sources: <https://example.com/survey|Record of survey> (grade A, 2024) · <https://example.com/critic|Record of critic> (grade B, 2024)
      Who measured?
      Share to #general
      It is posted to #general, with the question and your name.
      Share this answer?
      Share
      Keep it private
      Why this answer?
      Helpful
      Not helpful"
    `)
    expect(local.message().text).toContain('Stone is slow to lay.')
  })

  test('pages a list to its end without losing a line', async () => {
    const local = await startLocal({ answers: { builders: list('builders', 43) } })
    await local.slack.type('builders')
    const seen: string[] = []
    for (;;) {
      const message = local.message()
      seen.push(
        ...wordsOf(message)
          .matchAll(/Builder \d+(?=\*)/g)
          .map(String),
      )
      if (!buttonsOf(message).has('Next')) break
      await local.slack.press(buttonOf(message, 'Next'), message)
      expect(local.message()).toMatchObject({ ephemeral: true, replaced: true })
    }
    expect(seen).toEqual(Array.from({ length: 43 }, (_, at) => `Builder ${at + 1}`))
    expect(wordsOf(local.message())).toContain('Lines 43-43 of 43 (page 8 of 8)')
    expect(wordsOf(local.message())).toContain('6 of 43 have a first-party source.')
    await local.slack.press(buttonOf(local.message(), 'Previous'), local.message())
    expect(wordsOf(local.message())).toContain('Lines 37-42 of 43 (page 7 of 8)')
    expect(local.problems()).toEqual([])
  })

  test('asks back with two to five candidates and a way to say no', async () => {
    const local = await startLocal({ answers: { brigde: choose('brigde') } })
    await local.slack.type('brigde')
    expect([...buttonsOf(local.message()).keys()]).toEqual(['About arches', 'About cables', 'None of these'])
    expect(local.message().text).toContain('1. About arches')
  })

  test('says plainly what it does not know, and keeps the question only after having said so', async () => {
    const local = await startLocal({ answers: { 'who paints': unknown('who paints') } })
    await local.slack.type('who paints')
    expect(wordsOf(local.message())).toContain('Your question is kept for the curators')
    expect([...buttonsOf(local.message()).keys()]).toContain('About arches')
    expect(await local.service.storage.unanswered.list()).toMatchObject([{ text: 'who paints', team: 'T1LOCAL' }])
  })

  test('keeps nothing of a question that is not for the curators', async () => {
    const local = await startLocal({ answers: { weather: unknown('weather', { keep: false, nearest: [] }) } })
    await local.slack.type('weather')
    expect(wordsOf(local.message())).not.toContain('kept')
    expect(await local.service.storage.unanswered.list()).toEqual([])
  })

  test.each(['help', 'weather'])('gives something that runs at a press after "%s"', async (text) => {
    const local = await startLocal({ answers: { weather: unknown('weather', { keep: false, nearest: [] }) } })
    await local.slack.type(text)
    const [first] = buttonsOf(local.message()).values()
    await local.slack.press(first ?? {}, local.message())
    expect(local.shown).toHaveLength(2)
  })

  test('opens the picker when it is bare', async () => {
    const local = await startLocal()
    await local.slack.type('')
    expect(local.acks).toEqual([undefined])
    expect(local.view().view['callback_id']).toBe('gofer_picker')
  })

  test('greets without sources, helps with its own name', async () => {
    const local = await startLocal({ env: { SLASH_COMMAND: '/bridges' } })
    await local.slack.type('hello')
    expect(wordsOf(local.message())).not.toContain('Sources')
    await local.slack.type('help')
    expect(wordsOf(local.message())).toContain('Type /bridges and a question')
  })

  test('says that a review is overdue', async () => {
    const local = await startLocal({ answers: { old: { ...list('old', 1), reviewBy: '2026-01-01' } } })
    await local.slack.type('old')
    expect(wordsOf(local.message())).toContain('Due for review since 2026-01-01.')
  })

  test('has one effect however often it is delivered', async () => {
    const local = await startLocal({ answers: { 'who paints': unknown('who paints') } })
    const typed = local.world.payloads.slashCommand('who paints', { team: town, user: you.id })
    await local.slack.deliver(typed, typed, typed)
    expect(local.acks).toHaveLength(3)
    expect(local.acks.filter(Boolean)).toHaveLength(1)
    expect(await local.service.storage.unanswered.list()).toHaveLength(1)
  })

  test('tells somebody when it breaks, with a number that stands in the log', async () => {
    const broken = () => {
      throw new Error('a bug that quotes xoxb-1234-secret')
    }
    const local = await startLocal({ answers: { broken } })
    await local.slack.type('broken')
    expect(local.acks).toMatchObject([
      { response_type: 'ephemeral', text: expect.stringMatching(/went wrong.*request id-\d/) },
    ])
    expect(JSON.stringify(local.acks)).not.toContain('bug')
    expect(local.log.join('')).toMatch(/"request":"id-\d".*a bug that quotes/)
    expect(local.log.join('')).not.toContain('1234-secret')
  })

  test('writes no word that somebody typed into the log', async () => {
    const local = await startLocal({ answers: { 'canary words': unknown('canary words') } })
    await local.slack.type('canary words')
    await local.slack.say('canary words')
    expect(local.log.length).toBeGreaterThan(0)
    expect(local.log.join('')).not.toContain('canary')
  })

  test('sends the answer after, where the acknowledgement came too late', async () => {
    const [asked, slow] = [Promise.withResolvers<void>(), Promise.withResolvers<'first'>()]
    const take = (): Promise<'first'> => (asked.resolve(), slow.promise)
    const local = await startLocal({ storage: { outbox: { ...memoryStorage(() => 0).outbox, take } } })
    const typed = local.slack.type('who builds')
    await asked.promise
    local.clock.advance(2_500)
    slow.resolve('first')
    await typed
    expect(local.acks).toMatchObject([{ text: expect.stringContaining('The answer follows') }])
    expect(sentTo(local, 'response_url')).toMatchObject([
      { args: { response_type: 'ephemeral', text: expect.stringContaining('Stone bridges') } },
    ])
    expect(local.problems()).toEqual([])
  })
})
