import { describe, expect, test } from 'vitest'
import type { About } from '#answer/answer.ts'
import { createAnswerer } from '#answer/answerer.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { Fault } from '#standin/api/faults.ts'
import { catalogOf, kiln } from '../support/catalogs.ts'
import { about, choose, unknown } from './answers.ts'
import { sentTo, startLocal, type Local, type LocalOptions } from './local.ts'
import { buttonOf, buttonsOf, wordsOf } from './reading.ts'
import { direct, town, you } from './town.ts'

const pages = ['hello', 'help', 'sources', 'privacy'] as const

/** What a knowledge folder says about itself. */
function spoken(catalog: Catalog): Record<(typeof pages)[number], About> {
  const answerer = createAnswerer(catalog)
  const page = (text: string): About => {
    const answer = answerer.answer(text)
    if (answer.kind !== 'about') throw new Error(`${text} says nothing`)
    return answer
  }
  return { hello: page('hello'), help: page('help'), sources: page('sources'), privacy: page('privacy') }
}

async function opened(options: LocalOptions = {}): Promise<Local> {
  const local = await startLocal({
    ...options,
    answers: { sources: about('sources', 'sources'), privacy: about('privacy', 'privacy'), ...options.answers },
  })
  await local.slack.openTab('home')
  return local
}

describe('the Home', () => {
  test('is published to whoever opened it, with the token of their team', async () => {
    const local = await opened()
    const [published, ...more] = local.calls()
    expect(more).toEqual([])
    expect(published).toMatchObject({
      method: 'views.publish',
      team: town.id,
      args: { user_id: you.id, view: { type: 'home' } },
    })
    expect(published?.args).not.toHaveProperty('hash')
    expect(local.problems()).toEqual([])
  })

  test.each([
    ['a small folder', kiln],
    ['the folder that ships', () => catalogOf('knowledge')],
  ])('says in the words of %s what it is about, and where answers come from', async (_which, catalog) => {
    const said = spoken(catalog())
    const local = await opened({ answers: said })
    expect(wordsOf(local.view())).toContain(said.hello.lines[0])
    expect(wordsOf(local.view())).toContain(said.sources.lines[0])
    expect(wordsOf(local.view())).toContain(said.privacy.lines[0])
    expect([...buttonsOf(local.view()).keys()]).toEqual([
      'Ask a question',
      ...said.help.examples.map(({ label }) => label),
      'What can I ask?',
      'Sources and grades',
      'Privacy: what is kept',
    ])
    expect(local.problems()).toEqual([])
  })

  test('says how to ask elsewhere, with the command as it is set', async () => {
    const local = await opened({ env: { SLASH_COMMAND: '/fetch' } })
    expect(wordsOf(local.view())).toContain('type /fetch and a question')
  })

  test('stands without the words of an answerer that says nothing about itself', async () => {
    const local = await opened({ answers: Object.fromEntries(pages.map((page) => [page, unknown(page)])) })
    expect(wordsOf(local.view())).toContain('Ask a question')
    expect(local.problems()).toEqual([])
  })

  test('shows words of a folder as words, whatever stands in them', async () => {
    const loud = { ...about('x'), title: '<!channel>', lines: ['<!here> <https://evil.example|x>'] }
    const local = await opened({ answers: Object.fromEntries(pages.map((page) => [page, loud])) })
    expect(JSON.stringify(local.view().view)).not.toMatch(/<!|<https/)
    expect(local.problems()).toEqual([])
  })

  test('is published again for each opening, once for one that Slack tells of twice', async () => {
    const local = await startLocal()
    const opening = local.world.payloads.event(
      { type: 'app_home_opened', user: you.id, channel: 'D1GOFER', tab: 'home' },
      { user: you.id },
    )
    await local.slack.deliver(opening, opening, opening)
    expect(sentTo(local, 'views.publish')).toHaveLength(1)
    await local.slack.openTab('home')
    expect(sentTo(local, 'views.publish')).toHaveLength(2)
  })

  test.each(['messages', 'about', ''])('is not published for the tab %j', async (tab) => {
    const local = await startLocal()
    await local.slack.openTab(tab)
    expect(local.acks).toEqual([undefined])
    expect(local.calls()).toEqual([])
  })

  test.each<[string, Fault, string]>([
    ['refuses', { kind: 'refuse', error: 'not_enabled' }, 'not_enabled'],
    ['breaks', { kind: 'status', status: 500 }, 'http_500'],
    ['hangs up', { kind: 'reset', done: false }, 'econnreset'],
  ])('is logged and counted where Slack %s, and works the next time', async (_how, fault, reason) => {
    const local = await opened({ slack: (api) => void api.fault('views.publish', fault, 1) })
    expect(local.shown).toEqual([])
    expect(local.log.join('')).toContain(`"method":"views.publish","reason":"${reason}"`)
    expect(local.log.join('')).not.toContain('"msg":"failed"')
    await local.slack.openTab('home')
    expect(local.view()).toMatchObject({ how: 'publish' })
  })
})

describe('a press in the Home', () => {
  test('ends in a window, whichever button it is', async () => {
    const local = await opened()
    const home = local.view()
    const labels = [...buttonsOf(home).keys()]
    expect(labels).toContain('who builds')
    for (const label of labels) {
      const before = local.shown.length
      await local.slack.press(buttonOf(home, label), home)
      expect(local.acks.at(-1)).toBeUndefined()
      expect(local.shown).toHaveLength(before + 1)
      // Nothing can be pushed onto the Home, and nothing but a Home can take its place.
      expect(local.view()).toMatchObject({ how: 'open', view: { type: 'modal' } })
      expect(wordsOf(local.view())).not.toBe('')
      await local.slack.close(local.view().view)
    }
    expect(local.world.api.home(town.id, you.id)?.view.hash).toBe(home.view.hash)
    expect(local.problems()).toEqual([])
  })

  test('runs an example, and the window goes on from there', async () => {
    const local = await opened()
    await local.slack.press(buttonOf(local.view(), 'who builds'), local.view())
    expect(wordsOf(local.view())).toContain('Bridges: who builds')
    expect([...buttonsOf(local.view()).keys()].join()).not.toContain('Share')
    await local.slack.press(buttonOf(local.view(), 'Who measured?'), local.view())
    expect(local.view()).toMatchObject({ how: 'update', view: { type: 'modal' } })
    await local.slack.press(buttonOf(local.view(), 'Why this answer?'), local.view())
    expect(local.view()).toMatchObject({ how: 'push' })
    expect(local.log.join('')).toContain('"surface":"action","kind":"found"')
    expect(local.problems()).toEqual([])
  })

  test('asks back in the window where an example could mean several things', async () => {
    const local = await opened({ answers: { 'who builds': choose('who builds') } })
    await local.slack.press(buttonOf(local.view(), 'who builds'), local.view())
    await local.slack.press(buttonOf(local.view(), 'About arches'), local.view())
    expect(wordsOf(local.view())).toContain('Bridges: tell me of arches')
    expect(local.problems()).toEqual([])
  })

  test('opens the picker, which answers in its own window', async () => {
    const local = await opened()
    await local.slack.press(buttonOf(local.view(), 'Ask a question'), local.view())
    expect(local.view().view['callback_id']).toBe('gofer_picker')
    expect(wordsOf(local.view())).toContain('shown in this window, to you only')
    await local.slack.submit(local.view().view, { gofer_question: 'who builds' })
    expect(wordsOf(local.view())).toContain('Bridges: who builds')
    expect(sentTo(local, 'response_url')).toEqual([])
    expect(local.problems()).toEqual([])
  })

  test('is told where no window opened', async () => {
    const local = await opened({
      answers: { 'who builds': unknown('who builds') },
      slack: (api) => void api.fault('views.open', { kind: 'refuse', error: 'expired_trigger_id' }),
    })
    await local.slack.press(buttonOf(local.view(), 'who builds'), local.view())
    expect(local.message()).toMatchObject({ place: direct })
    expect(local.message().text).toContain('who builds')
    expect(local.log.join('')).toContain('"method":"views.open","reason":"expired_trigger_id"')
  })
})
