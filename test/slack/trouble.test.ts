import { describe, expect, test } from 'vitest'
import { shortcuts } from '#slack/ids.ts'
import { startLocal, type Local } from './local.ts'
import { wordsOf } from './reading.ts'
import { direct } from './town.ts'

// Slack is busy, broken or too late. Whoever asked sees something in the end, and nothing twice.

/** Lets time pass in steps, as retries are made one after the other. */
async function pass(local: Local, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    local.clock.advance(1_000)
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
}
const seen = (local: Local): number => local.shown.filter(({ kind }) => kind === 'message').length

describe('a mention', () => {
  test('is answered when Slack has time again, a quarter of a minute later', async () => {
    const local = await startLocal({ answers: {} })
    const calm = local.world.api.fault('*', { kind: 'rateLimited', retryAfter: 1 })
    const saying = local.slack.say('who builds')
    await pass(local, 15)
    expect(seen(local)).toBe(0)
    calm()
    await pass(local, 3)
    await saying
    expect(seen(local)).toBe(1)
    expect(wordsOf(local.message())).toContain('Stone bridges')
    expect(local.problems()).toEqual([])
  })

  test('that a broken Slack may have lost is told of once Slack is back, and answered never twice', async () => {
    const local = await startLocal()
    const heal = local.world.api.fault('*', { kind: 'status', status: 500 })
    await local.slack.say('who builds')
    expect(seen(local)).toBe(0)
    heal()
    await pass(local, 20)
    expect(seen(local)).toBe(1)
    expect(local.message().text).toBe('My answer may not have arrived. If you do not see it, please ask again.')
    await pass(local, 120)
    expect(seen(local)).toBe(1)
  })
})

describe('a window that came too late', () => {
  test('is told by direct message where there is no conversation to tell it in', async () => {
    const local = await startLocal()
    local.world.api.fault('views.open', { kind: 'refuse', error: 'expired_trigger_id' })
    await local.slack.shortcut(shortcuts.open)
    expect(local.message().place.id).toBe(direct.id)
    expect(local.message().text).toContain('Slack did not let me open the picker in time')
    expect(seen(local)).toBe(1)
  })
})
