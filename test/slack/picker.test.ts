import { describe, expect, test } from 'vitest'
import { startWorld } from '#standin/world.ts'
import { list } from './answers.ts'
import { sentTo, startLocal, type Local, type LocalOptions } from './local.ts'
import { buttonOf, buttonsOf, wordsOf, type Json } from './reading.ts'
import { general, you } from './town.ts'

const typed = (value: string) => ({ gofer_question: value })
const chosen = (value: string) => ({ gofer_topic: value })

async function opened(options: LocalOptions = {}): Promise<Local> {
  const local = await startLocal(options)
  await local.slack.type('')
  return local
}

describe('the picker', () => {
  test('has a typeahead that asks from the first letter on, and a field for a question', async () => {
    const local = await opened()
    const [topic, question, where] = local.view().view['blocks'] as Json[]
    expect(topic).toMatchObject({ optional: true, element: { type: 'external_select', min_query_length: 0 } })
    expect(question).toMatchObject({ optional: true, element: { type: 'plain_text_input' } })
    expect(wordsOf({ blocks: [where ?? {}] })).toBe('The answer is shown in #general, to you only.')
    expect(local.problems()).toEqual([])
  })

  test('suggests from memory, in the acknowledgement', async () => {
    const local = await opened()
    await local.slack.suggest(local.view().view, 'gofer_topic', '')
    expect(local.acks.at(-1)).toMatchObject({ options: [{ value: 'tell me of arches' }, {}, {}] })
    await local.slack.suggest(local.view().view, 'gofer_topic', 'Ca')
    expect(local.acks.at(-1)).toMatchObject({ options: [{ text: { type: 'plain_text', text: 'Cables' } }] })
    expect(sentTo(local, 'response_url')).toEqual([])
    expect(local.problems()).toEqual([])
  })

  test.each([
    ['what was chosen', chosen('tell me of arches'), 'Bridges: tell me of arches'],
    ['what was typed', typed('who builds'), 'Bridges: who builds'],
    [
      'what was typed before what was chosen',
      { ...chosen('tell me of arches'), ...typed('who builds') },
      'Bridges: who builds',
    ],
  ])('answers %s where it came from, to the asker only, and closes', async (_what, values, title) => {
    const local = await opened()
    await local.slack.submit(local.view().view, values)
    expect(local.acks.at(-1)).toBeUndefined()
    expect(local.world.api.views()).toEqual([])
    expect(local.message()).toMatchObject({ place: general, ephemeral: true })
    expect(local.message().text).toContain(title)
    expect([...buttonsOf(local.message()).keys()]).toContain('Share to #general')
    expect(local.problems()).toEqual([])
  })

  test('asks again on the field when nothing was filled in', async () => {
    const local = await opened()
    expect(await local.slack.submit(local.view().view, {})).toMatchObject({
      kind: 'errors',
      errors: { gofer_block_question: expect.any(String) },
    })
    await local.slack.submit(local.view().view, typed('who builds'))
    expect(local.message().text).toContain('Bridges: who builds')
  })

  test('answers once, however often it is sent', async () => {
    const local = await opened()
    const [view] = local.world.api.views()
    if (!view) throw new Error('no picker')
    const hit = () => local.world.payloads.viewSubmission(view, typed('who builds'), { user: you.id })
    await local.slack.deliver(hit(), hit(), hit())
    expect(sentTo(local, 'response_url')).toHaveLength(1)
  })

  test('says so with a button when it could not open', async () => {
    const local = await opened({
      slack: (api) => void api.fault('views.open', { kind: 'refuse', error: 'expired_trigger_id' }, 1),
    })
    expect(local.message().text).toContain('in time')
    await local.slack.press(buttonOf(local.message(), 'Open the picker'), local.message())
    expect(local.view().view['callback_id']).toBe('gofer_picker')
    expect(local.problems()).toEqual([])
  })

  test('answers in the channel by another way when the address is used up', async () => {
    const local = await opened({
      slack: (api) => void api.fault('response_url', { kind: 'status', status: 404, body: 'used_url' }),
    })
    await local.slack.submit(local.view().view, typed('who builds'))
    expect(sentTo(local, 'chat.postEphemeral')[0]?.args).toMatchObject({ channel: general.id, user: you.id })
    expect(local.problems()).toEqual([])
  })

  test('never posts to an address that is not Slack’s', async () => {
    await using elsewhere = await startWorld()
    const local = await opened()
    const [open] = local.world.api.views()
    if (!open) throw new Error('no picker')
    const evil = elsewhere.api.responseUrl({ team: 'T0GOFER', channel: 'C0GENGOFER', user: 'U0ANAGOFER' })
    open.view = { ...open.view, private_metadata: JSON.stringify({ v: 1, url: evil }) }
    await local.slack.submit(open.view, typed('who builds'))
    expect(elsewhere.requests).toEqual([])
    expect(local.log.join('')).toContain('foreign_host')
  })
})

describe('shortcuts', () => {
  test('"Ask Gofer about this" fills the field with the message and answers there', async () => {
    const local = await startLocal()
    await local.slack.shortcut('gofer_ask_about', { text: 'who builds?', ts: '1.1', place: general, thread: '1.0' })
    const [, question] = local.view().view['blocks'] as Json[]
    expect(question).toMatchObject({ element: { initial_value: 'who builds?' } })
    await local.slack.submit(local.view().view, typed('who builds'))
    expect(local.message()).toMatchObject({ place: general, ephemeral: true, thread: '1.0' })
    expect(local.problems()).toEqual([])
  })

  test('the global one answers in its own window, page by page', async () => {
    const local = await startLocal({ answers: { builders: list('builders', 20) } })
    await local.slack.shortcut('gofer_open')
    expect(wordsOf(local.view())).toContain('shown in this window')
    await local.slack.submit(local.view().view, typed('builders'))
    expect(local.view().view).toMatchObject({ callback_id: 'gofer_answer' })
    expect(local.view().view['submit']).toBeNull()
    await local.slack.press(buttonOf(local.view(), 'Next'), local.view())
    expect(wordsOf(local.view())).toContain('Lines 7-12 of 20')
    await local.slack.press(buttonOf(local.view(), 'Why this answer?'), local.view())
    expect(local.view()).toMatchObject({ how: 'push' })
    // It belongs to no conversation, so there is nothing to share to.
    expect([...buttonsOf(local.view()).keys()].join()).not.toContain('Share')
    expect(local.problems()).toEqual([])
  })
})
