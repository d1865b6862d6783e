import { describe, expect, test } from 'vitest'
import { startLocal, type Local } from './local.ts'
import { buttonOf, wordsOf } from './reading.ts'
import { ana, general, town, you } from './town.ts'

const key = { team: town.id, answer: 'id-2', user: you.id }

async function press(local: Local, label: string): Promise<void> {
  const [answer] = local.shown
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
    expect(local.shown.filter((shown) => shown.kind === 'message' && !shown.ephemeral)).toEqual([])
    expect(local.problems()).toEqual([])
  })

  test('asks for one reason, which only the curators see', async () => {
    const local = await startLocal()
    await local.slack.type('who builds')
    await press(local, 'Not helpful')
    const { view } = local.view()
    expect(view['blocks']).toHaveLength(1)
    await local.slack.submit(view, { gofer_reason: ' too old ' })
    expect(await local.service.storage.feedback.read(key)).toEqual({
      helpful: false,
      reason: 'too old',
      question: 'who builds',
    })
    // The last step of the window has nothing left to send.
    expect(local.view().view['submit']).toBeNull()
    expect(wordsOf(local.view())).toContain('Thank you')
    expect(local.problems()).toEqual([])
  })

  test('is noted even where the window does not open', async () => {
    const local = await startLocal({
      slack: (api) => void api.fault('views.open', { kind: 'refuse', error: 'expired_trigger_id' }),
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
    await local.slack.press(buttonOf(answer, 'Helpful'), answer, ana)
    expect(local.message()).toMatchObject({ ephemeral: true })
    expect(await local.service.storage.feedback.read(key)).toBeUndefined()
    expect(await local.service.storage.feedback.read({ ...key, user: ana.id })).toMatchObject({
      helpful: true,
    })
  })
})
