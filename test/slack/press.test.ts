import { describe, expect, test } from 'vitest'
import { choose } from './answers.ts'
import { sentTo, startLocal } from './local.ts'
import { buttonOf, wordsOf } from './reading.ts'
import { you } from './town.ts'

describe('buttons', () => {
  test('run after a restart', async () => {
    const local = await startLocal()
    await local.slack.type('who builds')
    const message = local.message()
    await local.restart()
    await local.slack.press(buttonOf(message, 'Who measured?'), message)
    expect(sentTo(local, 'response_url')[0]?.args['text']).toContain('Bridges: who measured')
  })

  test('give one answer for a press that is delivered five times', async () => {
    const local = await startLocal()
    await local.slack.type('who builds')
    const [message] = local.world.api.visible()
    if (!message) throw new Error('no answer')
    const action = String(buttonOf(message, 'Who measured?')['action_id'])
    const press = local.world.payloads.blockActions({ message }, action, { user: you.id })
    await local.slack.deliver(press, press, press, press, press)
    expect(local.shown).toHaveLength(2)
  })

  test('None of these is a plain miss in place of the question, kept after it was said', async () => {
    const local = await startLocal({ answers: { brigde: choose('brigde') } })
    await local.slack.type('brigde')
    expect(await local.service.storage.unanswered.list()).toEqual([])
    await local.slack.press(buttonOf(local.message(), 'None of these'), local.message())
    expect(local.message()).toMatchObject({ replaced: true, text: expect.stringContaining('kept for the curators') })
    expect(await local.service.storage.unanswered.list()).toMatchObject([{ text: 'brigde' }])
    expect(local.problems()).toEqual([])
  })

  test('Why this answer? shows what matched and what came next', async () => {
    const local = await startLocal()
    await local.slack.type('who builds')
    await local.slack.press(buttonOf(local.message(), 'Why this answer?'), local.message())
    expect(wordsOf(local.view())).toMatchInlineSnapshot(`
      "You asked: who builds
      Read "who builds" as a question about bridges.
      *Came next*
      Tunnels: 31 of 100
      No language model took part: the same question gets the same answer."
    `)
    expect(local.problems()).toEqual([])
  })

  test('Why this answer? finds another way where no window opens', async () => {
    const local = await startLocal({
      slack: (api) => void api.fault('views.open', { kind: 'refuse', error: 'expired_trigger_id' }),
    })
    await local.slack.type('who builds')
    await local.slack.press(buttonOf(local.message(), 'Why this answer?'), local.message())
    expect(local.message()).toMatchObject({ ephemeral: true, text: expect.stringContaining('Tunnels: 31 of 100') })
  })

  test.each([
    '',
    'null',
    '{}',
    '{"v":2,"q":["who builds"],"a":"x"}',
    '{"v":1,"q":[],"a":"x"}',
    '{"v":1,"q":["who"],"a":"../x"}',
    '{"v":1,"q":["who"],"a":"x","p":-1}',
    '{"v":1,"q":["who"],"a":"x","__proto__":{"p":1},"extra":1}',
    `{"v":1,"q":["${'w'.repeat(201)}"],"a":"x"}`,
  ])('with a value that is not ours say so: %s', async (value) => {
    const local = await startLocal()
    await local.slack.type('who builds')
    const button = local.slack.forge(local.message(), buttonOf(local.message(), 'Share to #general'), { value })
    await local.slack.press(button, local.message())
    expect(local.message().text).toContain('older version')
    expect(sentTo(local, 'chat.postMessage')).toEqual([])
  })

  test('tell the presser when something breaks', async () => {
    const broken = () => {
      throw new Error('a bug')
    }
    const local = await startLocal({ answers: { brigde: choose('brigde'), broken } })
    await local.slack.type('brigde')
    const button = buttonOf(local.message(), 'None of these')
    const value = '{"v":1,"q":["broken"],"a":"x"}'
    await local.slack.press(local.slack.forge(local.message(), button, { value }), local.message())
    expect(local.message()).toMatchObject({ ephemeral: true, text: expect.stringContaining('went wrong on my side') })
  })

  test('of nobody are acknowledged and do nothing', async () => {
    const local = await startLocal()
    await local.slack.type('who builds')
    const ours = buttonOf(local.message(), 'Why this answer?')
    const theirs = local.slack.forge(local.message(), ours, { action_id: 'somebody_elses', value: 'x' })
    await local.slack.press(theirs, local.message())
    expect(local.acks.slice(1)).toEqual([undefined])
    expect(local.calls()).toEqual([])
  })
})
