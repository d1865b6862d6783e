import { describe, expect, test } from 'vitest'
import { choose } from './answers.ts'
import { buttonOf, sentTo, startLocal, wordsOf } from './local.ts'

describe('buttons', () => {
  test('run after a restart', async () => {
    const local = await startLocal()
    await local.slack.type('who builds')
    const message = local.message()
    const restarted = await startLocal({
      slack: ({ method }) => (method === 'response_url' ? new Response('ok') : undefined),
    })
    await restarted.slack.press(buttonOf(message, 'Who measured?'), message)
    expect(sentTo(restarted, 'response_url')[0]?.body['text']).toContain('Bridges: who measured')
  })

  test('give one answer for a press that is delivered five times', async () => {
    const local = await startLocal()
    await local.slack.type('who builds')
    const message = local.message()
    const press = { trigger: 'T.press' }
    await Promise.all([1, 2, 3, 4, 5].map(() => local.slack.press(buttonOf(message, 'Who measured?'), message, press)))
    expect(local.slack.shown).toHaveLength(2)
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
      slack: ({ method }) => (method === 'views.open' ? { ok: false, error: 'expired_trigger_id' } : undefined),
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
    const button = { ...buttonOf(local.message(), 'Share to #general'), value }
    await local.slack.press(button, local.message())
    expect(local.message().text).toContain('older version')
    expect(sentTo(local, 'chat.postMessage')).toEqual([])
  })

  test('tell the presser when something breaks', async () => {
    let broken = false
    const answer = () => {
      if (broken) throw new Error('a bug')
      return choose('brigde')
    }
    const local = await startLocal({ answers: { brigde: answer } })
    await local.slack.type('brigde ')
    broken = true
    const button = { ...buttonOf(local.message(), 'None of these'), value: '{"v":1,"q":["brigde"],"a":"x"}' }
    await local.slack.press(button, local.message())
    expect(local.message()).toMatchObject({ ephemeral: true, text: expect.stringContaining('went wrong on my side') })
  })

  test('of nobody are acknowledged and do nothing', async () => {
    const local = await startLocal()
    await local.slack.type('who builds')
    const { acks } = await local.slack.press(
      { type: 'button', action_id: 'somebody_elses', value: 'x' },
      local.message(),
    )
    expect(acks).toEqual([undefined])
    expect(local.slack.calls).toEqual([])
  })
})
