import { describe, expect, test } from 'vitest'
import type { Decision } from '#decision/types.ts'
import { actions, blockOf, blocks } from '#slack/ids.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { Storage } from '#storage/ports.ts'
import { sentTo, startLocal, type Local } from './local.ts'
import { buttonOf, buttonsOf, wordsOf, type Json } from './reading.ts'
import { general, town, you } from './town.ts'
import {
  answersTo,
  begin,
  courseOf,
  frailStorage,
  open,
  press,
  pressing,
  seen,
  send,
  titleOf,
  walk,
} from './walking.ts'

const real = courseOf('knowledge')
const kilns = courseOf('test/fixtures/kiln')
const [firstTwo, lastTwo] = [kilns.framework.questions.slice(0, 2), kilns.framework.questions.slice(2)]

const decisions = (local: Local): Promise<readonly Decision[]> =>
  local.service.storage.decisions.list(town.id, { limit: 10 })
const initialOf = (local: Local, block: string): unknown => {
  const found = open(local).view.blocks.find((one) => one['block_id'] === block)
  const element = found?.['element'] as Json | undefined
  return element?.['initial_value'] ?? (element?.['initial_option'] as Json | undefined)?.['value']
}

describe('the walkthrough', () => {
  test('opens a light window at once, fills it, and asks for the project in the first place', async () => {
    const local = await begin(kilns, {}, 'decide Tea <set> & *cups*')
    expect(local.calls().map(({ method }) => method)).toEqual(['views.open', 'views.update'])
    expect(local.shown).toMatchObject([{ how: 'open' }, { how: 'update' }])
    expect(titleOf(local)).toBe('Step 1 of 4')
    expect(seen(local)).toContain(kilns.framework.title)
    expect(initialOf(local, blocks.project)).toBe('Tea <set> & cups')
    expect(local.acks).toEqual([undefined])
    expect(local.problems()).toEqual([])
  })

  test.each([
    ['four yes', 'yyyy', 'nnnnnn', 'strong-fit'],
    ['one yes', 'ynnn', 'nnnnnn', 'not-clear'],
    ['four yes and a knock-out', 'yyyy', 'ynnnnn', 'poor-fit'],
    ['not sure of anything', '????', '??????', 'not-clear'],
  ])('leads with %s to its verdict, and saves that', async (_what, asked, ruled, verdict) => {
    const local = await begin(real)
    await walk(local, real, asked, ruled)
    const { headline } = real.framework.verdicts[verdict as keyof typeof real.framework.verdicts]
    expect(seen(local)).toContain(ruled.startsWith('y') ? real.framework.ruled_out.headline : headline)
    expect(seen(local)).toContain('What would flip it')
    expect(await decisions(local)).toEqual([])
    await press(local, 'Save')
    expect(seen(local)).toContain('Saved: *Payments*')
    const [decision, ...more] = await decisions(local)
    expect(more).toEqual([])
    expect(decision).toMatchObject({ verdict, state: 'decided', owner: you.id, proposal: { project: 'Payments' } })
    expect(decision?.id).toMatch(/^[0-9a-f]{32}$/)
    expect(seen(local)).toContain(decision?.reviewAt?.slice(0, 10))
    expect(local.problems()).toEqual([])
  })

  test('knows nothing of any subject: a made-up one is walked through alike', async () => {
    const local = await begin(kilns)
    await walk(local, kilns, 'yyy', 'nn')
    expect(seen(local)).toContain('Fire it')
    await press(local, 'Save')
    expect(await decisions(local)).toMatchObject([{ framework: { id: 'kiln-fit', version: 3 }, verdict: 'strong-fit' }])
    expect(local.problems()).toEqual([])
  })

  test('offers the domains while one types, alternatives, and what matters most, and keeps them', async () => {
    const local = await begin(kilns)
    await local.slack.suggest(open(local).view, actions.domain, 'bank')
    expect(local.acks.at(-1)).toMatchObject({ options: [{ value: 'banking' }] })
    await local.slack.suggest(open(local).view, actions.domain, '')
    expect(local.acks.at(-1)).toMatchObject({ options: [{}, {}] })
    await send(local, {
      [actions.domain]: { text: { type: 'plain_text', text: 'Banking' }, value: 'banking' },
      [actions.alternatives]: ['sun'],
      [actions.ownOption]: 'A friend’s oven',
      [actions.priority]: 'calm',
    })
    await press(local, 'Back')
    expect(initialOf(local, blocks.domain)).toBe('banking')
    expect(initialOf(local, blocks.ownOption)).toBe('A friend’s oven')
    expect(initialOf(local, blocks.priority)).toBe('calm')
    await send(local)
    for (const [asked, signs] of [
      [firstTwo, 'yy'],
      [lastTwo, 'y'],
      [kilns.framework.knock_outs, 'nn'],
    ] as const)
      await send(local, answersTo(asked, signs))
    await press(local, 'Save')
    expect(await decisions(local)).toMatchObject([
      { proposal: { domain: 'banking', alternatives: ['sun', 'A friend’s oven'], priority: 'calm' } },
    ])
    expect(local.problems()).toEqual([])
  })

  test('begins with the words of a command that are too long for the field cut, and says so', async () => {
    const local = await begin(kilns, {}, `decide Tea ${'cup '.repeat(44)}`)
    const project = String(initialOf(local, blocks.project))
    expect(project).toMatch(/^Tea cup .*cup…$/)
    expect(project.length).toBeLessThanOrEqual(150)
    expect(local.problems()).toEqual([])
  })

  test('keeps nobody’s signs of direction', async () => {
    const local = await begin(kilns)
    await send(local, { [blocks.project]: '\u202ETea\u2069 🙂 תה', [blocks.ownOption]: '\u2067pan' })
    expect(seen(local)).toContain('*Tea 🙂 תה*')
    await send(local, answersTo(firstTwo, 'yy'))
    await send(local, answersTo(lastTwo, 'y'))
    await send(local, answersTo(kilns.framework.knock_outs, 'nn'))
    await press(local, 'Save')
    expect(await decisions(local)).toMatchObject([{ proposal: { project: 'Tea 🙂 תה', alternatives: ['pan'] } }])
    expect(local.problems()).toEqual([])
  })

  test('puts what is missing on its field', async () => {
    const local = await begin(kilns)
    expect(await send(local, { [blocks.project]: '   ' })).toEqual({
      kind: 'errors',
      errors: { [blocks.project]: 'Say in a few words what the project is.' },
    })
    expect(titleOf(local)).toBe('Step 1 of 4')
  })

  test('keeps at Back what stands in the fields, whole or not', async () => {
    const local = await begin(kilns)
    await send(local)
    const [one, other] = firstTwo.map(({ id }) => id)
    await press(local, 'Back', {
      [blockOf(blocks.choice, one ?? '')]: 'yes',
      [blockOf(blocks.because, other ?? '')]: 'we shall see',
    })
    expect(titleOf(local)).toBe('Step 1 of 4')
    expect(initialOf(local, blocks.project)).toBe('Payments')
    await send(local)
    expect(initialOf(local, blockOf(blocks.choice, one ?? ''))).toBe('yes')
    expect(initialOf(local, blockOf(blocks.because, other ?? ''))).toBe('we shall see')
    expect(local.problems()).toEqual([])
  })

  test('goes back from the verdict, and comes to another one', async () => {
    const local = await begin(kilns)
    await walk(local, kilns, 'yyy', 'nn')
    await press(local, 'Back')
    expect(titleOf(local)).toBe('Step 4 of 4')
    await send(local, answersTo(kilns.framework.knock_outs, 'yn'))
    expect(seen(local)).toContain('Not in a kiln')
  })

  test('shows what was typed as words, wherever it stands', async () => {
    const local = await begin(kilns, {}, 'decide x')
    await send(local, { [blocks.project]: '<!channel> *Tea* <https://evil.example|x>' })
    const [one] = firstTwo
    await send(local, {
      ...answersTo(firstTwo, 'yy'),
      [blockOf(blocks.because, one?.id ?? '')]: '<!here> _so_ <@U1ANA>',
    })
    await send(local, answersTo(lastTwo, 'y'))
    await send(local, answersTo(kilns.framework.knock_outs, 'nn'))
    await press(local, 'Save')
    await local.slack.type('decide another')
    for (const call of local.calls())
      expect(JSON.stringify(call.args)).not.toMatch(/<[!@](?!date)|<https:\/\/evil|\*Tea\*|_so_/)
    expect(local.problems()).toEqual([])
  })
})

describe('a pilot', () => {
  const tick = (local: Local) =>
    local.slack.deliver(
      local.world.payloads.blockActions({ view: open(local) }, actions.pilot, { user: you.id, choose: ['pilot'] }),
    )

  test('that is ticked is kept with the draft, and moves the review', async () => {
    const local = await begin(kilns)
    await walk(local, kilns, 'yyy', 'nn')
    await tick(local)
    await local.slack.close(open(local).view)
    await local.slack.type('decide')
    await press(local, 'Go on')
    await press(local, 'Save')
    expect(await decisions(local)).toMatchObject([{ pilot: true }])
    const [decision] = await decisions(local)
    expect(Date.parse(decision?.reviewAt ?? '') - local.clock.now()).toBe(
      kilns.framework.review.after_pilot_days * 86_400_000,
    )
  })

  test('is what stands in the window when Save is pressed', async () => {
    const local = await begin(kilns)
    await walk(local, kilns, 'yyy', 'nn')
    await press(local, 'Save', { [actions.pilot]: ['pilot'] })
    expect(await decisions(local)).toMatchObject([{ pilot: true }])
  })
})

describe('a draft', () => {
  test('outlives the window, and is said to be kept where it was begun', async () => {
    const local = await begin(kilns)
    await send(local)
    await send(local, answersTo(firstTwo, 'yn'))
    await local.slack.close(open(local).view)
    expect(local.message()).toMatchObject({
      text: 'Your draft is kept: /golang decide goes on with it.',
      ephemeral: true,
      place: general,
    })
    await local.slack.press(buttonOf(local.message(), 'Go on with it'), local.message())
    expect(seen(local)).toContain('You have a draft: *Payments*, step 3 of 4.')
    await press(local, 'Go on')
    expect(titleOf(local)).toBe('Step 3 of 4')
    await press(local, 'Back')
    expect(initialOf(local, blockOf(blocks.choice, firstTwo[0]?.id ?? ''))).toBe('yes')
    expect(local.problems()).toEqual([])
  })

  test.each([
    ['nothing was sent', 0, false],
    ['one step was', 1, true],
  ])('is told of when %s', async (_when, steps, told) => {
    const local = await begin(kilns)
    for (let step = 0; step < steps; step += 1) await send(local)
    await local.slack.close(open(local).view)
    expect(sentTo(local, 'response_url')).toHaveLength(told ? 1 : 0)
  })

  test('is left for another one only when that is wished', async () => {
    const local = await begin(kilns)
    await send(local)
    await local.slack.close(open(local).view)
    await local.slack.type('decide A tea set')
    expect(seen(local)).toContain('begin “A tea set”')
    await press(local, 'Start anew')
    expect(titleOf(local)).toBe('Step 1 of 4')
    expect(initialOf(local, blocks.project)).toBe('A tea set')
    expect(local.problems()).toEqual([])
  })

  test('that is older is noticed in a window that was left open, and nothing is changed by it', async () => {
    const local = await begin(kilns)
    await send(local)
    const old = open(local)
    await local.slack.type('decide A tea set')
    await press(local, 'Start anew')
    await local.slack.submit(old.view, answersTo(firstTwo, 'yy'))
    expect(wordsOf({ view: old.view })).toContain('belongs to an older draft')
    await local.slack.press(buttonOf({ view: old.view }, 'Open the newest'), {
      kind: 'view',
      how: 'update',
      view: old.view,
    })
    expect(local.problems()).toEqual([])
  })

  test('is asked about once more where its questions were edited under an open window', async () => {
    const local = await begin(kilns)
    const window = open(local)
    // What a window of another edition would send: the fields of this step under the number of the next one.
    const place = JSON.parse(String(window.view['private_metadata'])) as Json
    window.view = { ...window.view, private_metadata: JSON.stringify({ ...place, step: 1 }) }
    await send(local)
    expect(titleOf(local)).toBe('Step 2 of 4')
    expect(seen(local)).toContain('The questions were edited since')
    expect(local.problems()).toEqual([])
  })

  test('of a framework that is no longer curated makes room for a new one', async () => {
    let kept: Storage | undefined
    const storageFor = (now: () => number): Storage => (kept ??= memoryStorage(now))
    await send(await begin(kilns, { storageFor }))
    const local = await begin(real, { storageFor }, 'decide A tea set')
    expect(seen(local)).toContain(real.framework.title)
    expect(initialOf(local, blocks.project)).toBe('A tea set')
  })

  test('belongs to whoever began it, in their workspace', async () => {
    const local = await begin(kilns)
    await send(local)
    await local.slack.type('decide', general, { id: 'U1ANA' })
    expect(titleOf(local)).toBe('Step 1 of 4')
    expect(initialOf(local, blocks.project)).toBeUndefined()
  })
})

describe('what comes twice', () => {
  test('is one step further, not two', async () => {
    const local = await begin(kilns)
    const hit = () => local.world.payloads.viewSubmission(open(local), {}, { user: you.id })
    await local.slack.deliver(hit(), hit())
    expect(local.acks.slice(-2)).toMatchObject([
      { view: { title: { text: 'Step 2 of 4' } } },
      { view: { title: { text: 'Step 2 of 4' } } },
    ])
  })

  test('is one decision: Save, pressed twice and again in an older window', async () => {
    const local = await begin(kilns)
    await walk(local, kilns, 'yyy', 'nn')
    const again = pressing(local, `${actions.save}:0`, blocks.verdict)
    const hit = () => pressing(local, `${actions.save}:1`, blocks.walk)
    await local.slack.deliver(hit(), hit())
    expect(seen(local)).toContain('Saved')
    await local.slack.deliver(again)
    expect(seen(local)).toContain('Saved')
    expect(await decisions(local)).toHaveLength(1)
    expect(local.problems()).toEqual([])
  })

  test('is one decision: shown to others before it is saved, changed, and saved', async () => {
    const local = await begin(kilns)
    await walk(local, kilns, 'yyy', 'nn')
    const verdict = open(local)
    await press(local, 'Export')
    const [proposed] = await decisions(local)
    expect(proposed).toMatchObject({ state: 'draft', verdict: 'strong-fit' })
    await local.slack.close(open(local).view)
    expect(open(local)).toBe(verdict)
    await press(local, 'Back')
    await send(local, answersTo(kilns.framework.knock_outs, 'yn'))
    await press(local, 'Save')
    expect(await decisions(local)).toMatchObject([{ id: proposed?.id, state: 'decided', verdict: 'poor-fit' }])
    expect(local.problems()).toEqual([])
  })

  test('changes no window that something newer stands in', async () => {
    const local = await begin(kilns)
    await send(local)
    await send(local, answersTo(firstTwo, 'yy'))
    const hit = () => pressing(local, actions.back, blocks.walk)
    await local.slack.deliver(hit(), hit())
    expect(local.log.join('')).toContain('hash_conflict')
    expect(titleOf(local)).toBe('Step 2 of 4')
  })

  test('is a new decision in place of the old one where it is decided again', async () => {
    const storage: { kept?: Storage } = {}
    const local = await begin(kilns, { storageFor: (now) => (storage.kept ??= memoryStorage(now)) })
    await walk(local, kilns, 'yyy', 'nn')
    await press(local, 'Save')
    const [former] = await decisions(local)
    await local.slack.deliver(
      local.world.payloads.blockActions({ view: open(local) }, actions.exportDecision, { user: you.id }),
    )
    await local.slack.type('help')
    const button = local.slack.forge(local.message(), [...buttonsOf(local.message()).values()][0] ?? {}, {
      action_id: actions.decideAgain,
      value: former?.id,
    })
    await local.slack.press(button, local.message())
    expect(initialOf(local, blocks.project)).toBe('Payments')
    await walk(local, kilns, 'nnn', 'nn')
    await press(local, 'Save')
    const all = await decisions(local)
    const by = all.find(({ state }) => state === 'decided')
    expect(all).toHaveLength(2)
    expect(all.find(({ id }) => id === former?.id)).toMatchObject({ state: 'superseded', supersededBy: by?.id })
    expect(by).toMatchObject({ verdict: 'poor-fit' })
  })
})

describe('a Slack that fails', () => {
  test.each(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id'])(
    'with %s leaves a button to press',
    async (error) => {
      const local = await begin(kilns, { slack: (api) => void api.fault('views.open', { kind: 'refuse', error }, 1) })
      expect(local.message()).toMatchObject({ ephemeral: true, place: general })
      await local.slack.press(buttonOf(local.message(), 'Press to open'), local.message())
      expect(initialOf(local, blocks.project)).toBe('Payments')
      expect(local.problems()).toEqual([])
    },
  )

  test('and loses the answer to the opening, fills the window all the same', async () => {
    const local = await begin(kilns, {
      slack: (api) => void api.fault('views.open', { kind: 'reset', done: true }, 1),
    })
    expect(titleOf(local)).toBe('Step 1 of 4')
    expect(sentTo(local, 'views.open')).toHaveLength(1)
    expect(sentTo(local, 'response_url')).toEqual([])
  })

  test('and lost the opening itself, leaves a button to press', async () => {
    const local = await begin(kilns, {
      slack: (api) => void api.fault('views.open', { kind: 'reset', done: false }, 1),
    })
    await local.slack.press(buttonOf(local.message(), 'Press to open'), local.message())
    expect(titleOf(local)).toBe('Step 1 of 4')
  })

  test.each([true, false])('and loses the answer to the filling (done: %s), fills it once', async (done) => {
    const local = await begin(kilns, { slack: (api) => void api.fault('views.update', { kind: 'reset', done }, 1) })
    expect(titleOf(local)).toBe('Step 1 of 4')
    expect(local.shown.filter((one) => one.kind === 'view')).toHaveLength(2)
    await send(local)
    expect(titleOf(local)).toBe('Step 2 of 4')
  })

  test.each([true, false])('and loses the answer at Back and at Save (done: %s), has done both once', async (done) => {
    const local = await begin(kilns)
    await walk(local, kilns, 'yyy', 'nn')
    local.world.api.fault('views.update', { kind: 'reset', done }, 1)
    await press(local, 'Back')
    expect(titleOf(local)).toBe('Step 4 of 4')
    await send(local, answersTo(kilns.framework.knock_outs, 'nn'))
    local.world.api.fault('views.update', { kind: 'reset', done }, 1)
    await press(local, 'Save')
    expect(seen(local)).toContain('Saved')
    expect(await decisions(local)).toHaveLength(1)
  })
})

describe('a database that does not take it', () => {
  const told = /^Nothing was saved: my database is full/

  test('is told of when a decision is to begin, and questions are still answered', async () => {
    const frail = frailStorage()
    frail.down = () => true
    const local = await begin(kilns, { storageFor: frail.storageFor })
    expect(seen(local)).toContain('No decision can be begun at this moment. Nothing was saved: my database is full')
    await local.slack.type('help')
    expect(local.acks.at(-1)).toMatchObject({ response_type: 'ephemeral' })
    await local.slack.say('help')
    expect(local.message()).toMatchObject({ ephemeral: false })
    expect(local.problems()).toEqual([])
  })

  test.each([0, 1, 2, 3])('stays with step %i, on its first field, and goes on when it is back', async (at) => {
    const frail = frailStorage()
    const local = await begin(kilns, { storageFor: frail.storageFor })
    const steps = [{}, answersTo(firstTwo, 'yy'), answersTo(lastTwo, 'y'), answersTo(kilns.framework.knock_outs, 'nn')]
    for (const typed of steps.slice(0, at)) await send(local, typed)
    for (const down of ['drafts.write', 'drafts']) {
      frail.down = (name) => name.startsWith(down)
      const acted = await send(local, steps[at])
      expect(acted).toMatchObject({ kind: 'errors' })
      const [[block, words] = ['', '']] = Object.entries(acted.kind === 'errors' ? acted.errors : {})
      expect(open(local).view.blocks.find((one) => one['type'] === 'input')).toMatchObject({ block_id: block })
      expect(words).toMatch(told)
      expect(titleOf(local)).toBe(`Step ${at + 1} of 4`)
    }
    frail.down = () => false
    await send(local, steps[at])
    expect(titleOf(local)).toBe(at === 3 ? 'The verdict' : `Step ${at + 2} of 4`)
    expect(local.problems()).toEqual([])
  })

  test('stays at Back with what is typed, and says so above it', async () => {
    const frail = frailStorage()
    const local = await begin(kilns, { storageFor: frail.storageFor })
    await send(local)
    frail.down = (name) => name === 'drafts.write'
    await press(local, 'Back', answersTo(firstTwo, 'yn'))
    expect(titleOf(local)).toBe('Step 2 of 4')
    expect(seen(local)).toContain('Please note:* Nothing was saved')
    expect(initialOf(local, blockOf(blocks.choice, firstTwo[1]?.id ?? ''))).toBe('no')
    frail.down = (name) => name === 'drafts.read'
    await press(local, 'Back')
    // Not even read: the word stands on top, and the window beneath is as it was.
    expect(seen(local)).toMatch(told)
    expect(local.world.api.views()).toHaveLength(2)
    expect(local.problems()).toEqual([])
  })

  test('is never called saved, at whichever moment it goes', async () => {
    const frail = frailStorage()
    const local = await begin(kilns, { storageFor: frail.storageFor })
    await walk(local, kilns, 'yyy', 'nn')
    frail.down = (name) => name === 'decisions.create'
    await press(local, 'Save')
    expect(seen(local)).toContain('Please note:* Nothing was saved')
    expect(seen(local)).not.toContain('Saved:')
    frail.down = (name) => name === 'reviews.schedule'
    await press(local, 'Save')
    expect(seen(local)).toContain('The decision is saved, but')
    frail.down = () => false
    await press(local, 'Save')
    expect(seen(local)).toContain('Saved:')
    expect(await decisions(local)).toHaveLength(1)
    const due = (): Promise<readonly unknown[]> => local.service.storage.reviews.claimDue(1_000, 10)
    expect(await due()).toEqual([])
    local.clock.advance(kilns.framework.review.after_days * 86_400_000)
    expect(await due()).toHaveLength(1)
    expect(local.problems()).toEqual([])
  })

  test('that is merely slow leaves the window as it is, and the step may be sent again', async () => {
    let hold: Promise<void> | undefined
    const local = await begin(kilns, {
      storageFor: (now) => {
        const storage = memoryStorage(now)
        const write: Storage['drafts']['write'] = async (...given) => {
          await hold
          await storage.drafts.write(...given)
        }
        return { ...storage, drafts: { ...storage.drafts, write } }
      },
    })
    let release = (): void => {}
    hold = new Promise((resolve) => {
      release = resolve
    })
    const sending = send(local)
    await expect.poll(() => local.clock.waiting()).toContain(1_800)
    local.clock.advance(2_100)
    release()
    hold = undefined
    const acted = await sending
    expect(acted).toMatchObject({ kind: 'errors', errors: { [blocks.project]: expect.stringContaining('takes long') } })
    await send(local)
    expect(titleOf(local)).toBe('Step 2 of 4')
  })
})

describe('the ways in', () => {
  test('a mention answers with a button, since it cannot open a window', async () => {
    const local = await startLocal({ knowledge: kilns.folder })
    await local.slack.say('decide A tea set')
    await local.slack.press(buttonOf(local.message(), 'Start the walkthrough'), local.message())
    expect(initialOf(local, blocks.project)).toBe('A tea set')
    expect(local.problems()).toEqual([])
  })

  test('an answer about a fit leads there, with its domain', async () => {
    const local = await startLocal({ knowledge: real.folder })
    await local.slack.type('fit payments')
    await local.slack.press(buttonOf(local.message(), 'Walk through the decision'), local.message())
    expect(initialOf(local, blocks.project)).toBe('payments')
    expect(initialOf(local, blocks.domain)).toEqual(expect.any(String))
    await local.slack.type('who-uses payments')
    expect([...buttonsOf(local.message()).keys()]).not.toContain('Walk through the decision')
    expect(local.problems()).toEqual([])
  })

  test('the Home has a button for it', async () => {
    const local = await startLocal({ knowledge: kilns.folder })
    await local.slack.openTab('home')
    expect(wordsOf(local.view())).toContain(kilns.framework.title)
    await local.slack.press(buttonOf(local.view(), 'Walk through the decision'), local.view())
    expect(titleOf(local)).toBe('Step 1 of 4')
    await send(local, { [blocks.project]: 'A tea set' })
    await local.slack.close(open(local).view)
    // It belongs to no conversation, so there is nowhere to say that the draft is kept; the window said so.
    expect(sentTo(local, 'response_url')).toEqual([])
    expect(local.problems()).toEqual([])
  })

  test('the shortcuts: from the menu, and from a message with its words', async () => {
    const local = await startLocal({ knowledge: kilns.folder })
    await local.slack.shortcut('gofer_decide')
    expect(initialOf(local, blocks.project)).toBeUndefined()
    await local.slack.close(open(local).view)
    const text = `*Shall* we fire the\n<https://example.com|tea set>, <@U1ANA>? ${'And then? '.repeat(40)}`
    await local.slack.shortcut('gofer_decide_about', { text, ts: '1.1', place: general })
    expect(initialOf(local, blocks.project)).toMatch(/^Shall we fire the/)
    expect(String(initialOf(local, blocks.project)).length).toBeLessThanOrEqual(150)
    expect(initialOf(local, blocks.project)).toMatch(/…$/)
    await send(local)
    await local.slack.close(open(local).view)
    expect(local.message().text).toContain('Your draft is kept')
    expect(local.problems()).toEqual([])
  })

  test('where nothing can be decided, that is said', async () => {
    const local = await startLocal()
    await local.slack.type('decide payments')
    expect(seen(local)).toContain('Nothing is curated here by which a decision could be made.')
    await local.slack.type('tell me')
    expect([...buttonsOf(local.message()).keys()]).not.toContain('Walk through the decision')
    expect(local.problems()).toEqual([])
  })
})
