import { describe, expect, test } from 'vitest'
import { general } from '#workspace/bodies.ts'
import { buttonOf, startLocal, wordsOf, type Local } from './local.ts'

const key = { team: 'T1LOCAL', answer: 'id-2', user: 'U1YOU' }

async function press(local: Local, label: string): Promise<void> {
  const [answer] = local.slack.shown
  if (answer?.kind !== 'message') throw new Error('no answer')
  await local.slack.press(buttonOf(answer, label), answer)
}

describe('feedback', () => {
  test('is private, and a second press changes the first', async () => {
    const local = await startLocal()
    await local.slack.type('who builds')
    await press(local, 'Helpful')
    expect(local.message()).toMatchObject({ ephemeral: true, text: expect.stringContaining('Noted as helpful') })
    expect(await local.service.storage.feedback.read(key)).toEqual({ helpful: true, question: 'who builds' })
    await press(local, 'Not helpful')
    expect(await local.service.storage.feedback.read(key)).toMatchObject({ helpful: false })
    await press(local, 'Helpful')
    expect(await local.service.storage.feedback.read(key)).toEqual({ helpful: true, question: 'who builds' })
    expect(local.slack.shown.filter((shown) => shown.kind === 'message' && !shown.ephemeral)).toEqual([])
    expect(local.problems()).toEqual([])
  })

  test('asks for one reason, which only the curators see', async () => {
    const local = await startLocal()
    await local.slack.type('who builds')
    await press(local, 'Not helpful')
    const { view } = local.view()
    expect(view['blocks']).toHaveLength(1)
    await local.slack.submit(view, {
      gofer_block_reason: { gofer_reason: { type: 'plain_text_input', value: ' too old ' } },
    })
    expect(await local.service.storage.feedback.read(key)).toEqual({
      helpful: false,
      reason: 'too old',
      question: 'who builds',
    })
    // The last step of the window has nothing left to send.
    expect(local.view().view).not.toHaveProperty('submit')
    expect(wordsOf(local.view())).toContain('Thank you')
    expect(local.problems()).toEqual([])
  })

  test('is noted even where the window does not open', async () => {
    const local = await startLocal({
      slack: ({ method }) => (method === 'views.open' ? { ok: false, error: 'expired_trigger_id' } : undefined),
    })
    await local.slack.type('who builds')
    await press(local, 'Not helpful')
    expect(await local.service.storage.feedback.read(key)).toMatchObject({ helpful: false })
    expect(local.message().text).toContain('Noted as not helpful')
  })

  test('of one person says nothing about another', async () => {
    const local = await startLocal()
    const thread = await local.slack.say('who builds', general)
    expect(thread).toBeTruthy()
    const answer = local.message()
    await local.slack.press(buttonOf(answer, 'Helpful'), answer, { user: { id: 'U1ANA', name: 'ana' } })
    expect(local.message()).toMatchObject({ ephemeral: true })
    expect(await local.service.storage.feedback.read(key)).toBeUndefined()
    expect(await local.service.storage.feedback.read({ ...key, user: 'U1ANA', answer: 'id-2' })).toMatchObject({
      helpful: true,
    })
  })
})
