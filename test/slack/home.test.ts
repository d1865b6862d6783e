import { describe, expect, test } from 'vitest'
import type { About } from '#answer/answer.ts'
import { createAnswerer } from '#answer/answerer.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import { createLog } from '#log.ts'
import { createService } from '#service.ts'
import { startWorld, team } from '#standin/world.ts'
import { you } from '#workspace/bodies.ts'
import { catalogOf, kiln } from '../support/catalogs.ts'
import { about, answererOf, choose, unknown } from './answers.ts'
import {
  buttonOf,
  buttonsOf,
  configOf,
  sentTo,
  startLocal,
  wordsOf,
  type Json,
  type Local,
  type LocalOptions,
} from './local.ts'

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
    const [published, ...more] = local.slack.calls
    expect(more).toEqual([])
    expect(published).toMatchObject({
      method: 'views.publish',
      token: 'xoxb-local',
      body: { user_id: you.id, view: { type: 'home' } },
    })
    expect(published?.body).not.toHaveProperty('hash')
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
    await Promise.all([1, 2, 3].map(() => local.slack.openTab('home', 'Ev1')))
    expect(sentTo(local, 'views.publish')).toHaveLength(1)
    await local.slack.openTab('home')
    expect(sentTo(local, 'views.publish')).toHaveLength(2)
  })

  test.each(['messages', 'about', ''])('is not published for the tab %j', async (tab) => {
    const local = await startLocal()
    expect(await local.slack.openTab(tab)).toEqual({ acks: [undefined] })
    expect(local.slack.calls).toEqual([])
  })

  test.each([
    ['refuses', () => ({ ok: false, error: 'not_enabled' }), 'not_enabled'],
    ['breaks', () => new Response('', { status: 500 }), 'http_500'],
    ['hangs up', () => Promise.reject(new TypeError('fetch failed')), 'no_answer'],
  ])('is logged and counted where Slack %s, and works the next time', async (_how, answer, reason) => {
    let broken = true
    const local = await opened({ slack: ({ method }) => (method === 'views.publish' && broken ? answer() : undefined) })
    expect(local.slack.shown).toEqual([])
    expect(local.log.join('')).toContain(`"method":"views.publish","reason":"${reason}"`)
    expect(local.log.join('')).not.toContain('"msg":"failed"')
    broken = false
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
      const before = local.slack.shown.length
      expect(await local.slack.press(buttonOf(home, label), home)).toEqual({ acks: [undefined] })
      expect(local.slack.shown).toHaveLength(before + 1)
      // Nothing can be pushed onto the Home, and nothing but a Home can take its place.
      expect(local.view()).toMatchObject({ how: 'open', view: { type: 'modal' } })
      expect(wordsOf(local.view())).not.toBe('')
    }
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
    const values: Record<string, Json> = {
      gofer_block_question: { gofer_question: { type: 'plain_text_input', value: 'who builds' } },
    }
    await local.slack.submit(local.view().view, values)
    expect(wordsOf(local.view())).toContain('Bridges: who builds')
    expect(sentTo(local, 'response_url')).toEqual([])
    expect(local.problems()).toEqual([])
  })

  test('keeps nothing where no window opened', async () => {
    const local = await opened({
      answers: { 'who builds': unknown('who builds') },
      slack: ({ method }) => (method === 'views.open' ? { ok: false, error: 'expired_trigger_id' } : undefined),
    })
    await local.slack.press(buttonOf(local.view(), 'who builds'), local.view())
    expect(await local.service.storage.unanswered.list()).toEqual([])
    expect(local.log.join('')).toContain('"method":"views.open","reason":"expired_trigger_id"')
  })
})

test('over HTTP, a strict Slack takes the Home and the window of a press in it', async () => {
  const ours = team()
  await using slack = await startWorld({ teams: [ours] })
  await using service = createService(
    configOf({
      SLACK_BOT_TOKEN: ours.token,
      SLACK_SIGNING_SECRET: slack.world.signingSecret,
      SLACK_API_URL: slack.api.url,
      PORT: '0',
    }),
    { answerer: answererOf(), log: createLog({ level: 'silent', format: 'json' }) },
  )
  const send = slack.sendTo(`${await service.start()}/slack/events`)
  const user = ours.users[0]?.id ?? ''
  await send(slack.payloads.event({ type: 'app_home_opened', user, channel: 'D0HOME', tab: 'home' }))
  await expect.poll(() => slack.api.home(ours.id, user)).toBeDefined()
  const home = slack.api.home(ours.id, user)
  if (!home) throw new Error('no Home')
  await send(slack.payloads.blockActions({ view: home }, 'gofer_ask:0', { block: 'gofer_block_examples' }))
  await expect.poll(() => slack.api.views()).toHaveLength(1)
  expect(slack.api.views()[0]?.view).toMatchObject({ type: 'modal', callback_id: 'gofer_answer' })
  expect(slack.api.home(ours.id, user)?.view.hash).toBe(home.view.hash)
})
