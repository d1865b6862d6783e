import { describe, expect, test } from 'vitest'
import { shortcuts } from '#slack/ids.ts'
import { startLocal, type Local } from './local.ts'
import { buttonOf, wordsOf } from './reading.ts'
import { pass } from './time.ts'
import { direct, town } from './town.ts'
import { begin, courseOf, frailStorage, press, seen as inWindow, titleOf, walk } from './walking.ts'

// Slack is busy, broken or too late. Whoever asked sees something in the end, and nothing twice.

const seen = (local: Local): number => local.shown.filter(({ kind }) => kind === 'message').length

/** A trigger lives three seconds; until then a window can still be opened. */
async function pastTrigger(local: Local): Promise<void> {
  await pass(local, 5)
  await local.service.settled()
}

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
    await pass(local, 10)
    await local.service.settled()
    const [kept, answer, ...more] = local.shown
    // Told in private that it is kept, by a message that had to wait as well.
    expect(kept).toMatchObject({ ephemeral: true, text: expect.stringContaining('I keep it and post it') })
    expect(answer?.kind === 'message' && wordsOf(answer)).toContain('Stone bridges')
    expect(more).toEqual([])
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

describe('a decision', () => {
  const kilns = courseOf('test/fixtures/kiln')
  const toVerdict = async (project = 'Payments'): Promise<Local> => {
    const local = await begin(kilns, {}, `decide ${project}`)
    await walk(local, kilns, 'yyy', 'nn')
    return local
  }
  const kept = (local: Local) => local.service.storage.decisions.list(town.id, { limit: 10 })

  test('that cannot be begun while Slack is broken leaves a button once it is back, and one button', async () => {
    const local = await startLocal({ knowledge: kilns.folder })
    const heal = local.world.api.fault('*', { kind: 'status', status: 500 })
    await local.slack.type('decide A tea set')
    expect(local.shown).toEqual([])
    await pastTrigger(local)
    heal()
    await pass(local, 120)
    expect(seen(local)).toBe(1)
    expect(local.message()).toMatchObject({ ephemeral: true })
    expect(local.message().text).toMatch(/^Slack did not let me open the window in time\. Press the button/)
    await local.slack.press(buttonOf(local.message(), 'Press to open'), local.message())
    expect(titleOf(local)).toBe('Step 1 of 4')
    expect(JSON.stringify(local.view().view)).toContain('A tea set')
    expect(local.problems()).toEqual([])
  })

  const said = (project: string): string =>
    `${project} is saved: ${kilns.framework.verdicts['strong-fit'].name}. /golang decisions lists it.`

  test.each([
    ['broken', { kind: 'status', status: 500 }],
    ['busy for long', { kind: 'rateLimited', retryAfter: 30 }],
  ] as const)('that was saved while Slack is %s is shown in its window once Slack is back', async (_how, fault) => {
    const local = await toVerdict()
    const heal = local.world.api.fault('*', fault)
    await press(local, 'Save')
    expect(await kept(local)).toMatchObject([{ state: 'decided' }])
    expect(seen(local)).toBe(0)
    heal()
    await pass(local, 40)
    expect(inWindow(local)).toContain('Saved: *Payments*')
    await pass(local, 120)
    expect(await kept(local)).toHaveLength(1)
    expect(seen(local)).toBe(0)
    expect(local.problems()).toEqual([])
  })

  test('that was saved while Slack is broken is told of by direct message where its window is gone, and once', async () => {
    const local = await toVerdict('Tea 2*set*2')
    const heal = local.world.api.fault('*', { kind: 'status', status: 500 })
    await press(local, 'Save')
    await pastTrigger(local)
    heal()
    local.world.api.fault('views.update', { kind: 'refuse', error: 'not_found' })
    await pass(local, 40)
    expect(local.message()).toMatchObject({ text: said('Tea 2∗set∗2'), place: direct })
    await pass(local, 120)
    expect(seen(local)).toBe(1)
    expect(local.problems()).toEqual([])
  })

  test('that was saved is told of at once where only its window is refused', async () => {
    const local = await toVerdict()
    local.world.api.fault('views.update', { kind: 'status', status: 500 })
    await press(local, 'Save')
    expect(inWindow(local)).toBe(said('Payments'))
    await pass(local, 120)
    expect(seen(local)).toBe(0)
  })

  test.each([
    ['was shown', undefined],
    ['was shown and the answer to that got lost', { kind: 'reset', done: true }],
    ['was shown at the second try', { kind: 'reset', done: false }],
    ['was shown after a short wait', { kind: 'rateLimited', retryAfter: 1 }],
  ] as const)('that was saved and %s is told of nowhere else', async (_how, fault) => {
    const local = await toVerdict()
    if (fault) local.world.api.fault('views.update', fault, 1)
    const saving = press(local, 'Save')
    await pass(local, 120)
    await saving
    expect(inWindow(local)).toContain('Saved: *Payments*')
    expect(local.world.api.views()).toHaveLength(1)
    expect(seen(local)).toBe(0)
  })

  test('whose Save came to nothing while Slack is broken too is told of as that', async () => {
    const frail = frailStorage()
    const local = await begin(kilns, { storageFor: frail.storageFor })
    await walk(local, kilns, 'yyy', 'nn')
    frail.down = (name) => name === 'decisions.create'
    const heal = local.world.api.fault('*', { kind: 'status', status: 500 })
    await press(local, 'Save')
    heal()
    await pass(local, 20)
    expect(JSON.stringify(local.shown.at(-1))).toContain('Nothing was saved')
    expect(JSON.stringify(local.shown.at(-1))).not.toContain('is saved')
  })
})
