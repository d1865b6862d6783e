import { describe, expect, test } from 'vitest'
import type { Delivery } from '#standin/payloads.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { Storage } from '#storage/ports.ts'
import type { NewOwed } from '#storage/ports/outbox.ts'
import { found } from './answers.ts'
import { sentTo, startLocal, type Local } from './local.ts'
import { buttonOf, wordsOf } from './reading.ts'
import { pass } from './time.ts'
import { general, town } from './town.ts'

// Whatever was accepted comes to an end that somebody sees: by whoever is alive, once, and honestly where nobody knows.

/** Longer than a process may be silent before others take it for dead. */
const leaseSeconds = 20

/** A program, on a store in which another one has left something behind. */
async function withLeft(
  leave: (local: Local, storage: Storage) => Promise<void>,
): Promise<{ local: Local; storage: Storage }> {
  let storage: Storage | undefined
  const local = await startLocal({ storageFor: (now) => (storage ??= memoryStorage(now)) })
  if (!storage) throw new Error('no store')
  await leave(local, storage)
  return { local, storage }
}

const holder = { owner: 'a program that died', leaseMs: 15_000 }
const bodyOf = ({ payload }: Delivery): unknown => JSON.parse(JSON.stringify(payload))

const leaveMention = (text: string, journal?: object) => async (local: Local, storage: Storage) => {
  const mention = local.world.payloads.appMention(text)
  const work = { team: town.id, id: 'r1', kind: 'delivery', payload: { body: bodyOf(mention), isOutsider: false } }
  await storage.outbox.take([`${town.id}|left`], work, holder)
  if (journal) await storage.outbox.note(work, holder.owner, journal)
}
const posts = (local: Local) => sentTo(local, 'chat.postMessage')

describe('a mention that somebody took and did not answer', () => {
  test('is answered by another one, once, when the first has surely died', async () => {
    const { local, storage } = await withLeft(leaveMention('who builds'))
    await pass(local, 12)
    expect(posts(local)).toHaveLength(0)
    await pass(local, leaseSeconds - 12)
    await local.service.settled()
    expect(posts(local)).toHaveLength(1)
    expect(wordsOf(local.message())).toContain('Stone bridges')
    await pass(local, 60)
    expect(posts(local)).toHaveLength(1)
    expect(await storage.outbox.backlog()).toEqual({ count: 0 })
    expect(local.problems()).toEqual([])
  })

  test('may have been answered already: nothing is posted again, and that is said', async () => {
    const { local } = await withLeft(leaveMention('who builds', { [`all|chat.postMessage|${general.id}|1`]: 'begun' }))
    await pass(local, leaseSeconds)
    await local.service.settled()
    expect(posts(local)).toHaveLength(0)
    expect(local.message()).toMatchObject({ ephemeral: true })
    expect(local.message().text).toBe('My answer may not have arrived. If you do not see it, please ask again.')
  })

  test('and that surely was answered is finished without a word', async () => {
    const { local, storage } = await withLeft(
      leaveMention('who builds', { [`all|chat.postMessage|${general.id}|1`]: { kind: 'sent', body: { ts: '1.1' } } }),
    )
    await pass(local, leaseSeconds)
    await local.service.settled()
    expect(local.shown).toEqual([])
    expect(await storage.outbox.backlog()).toEqual({ count: 0 })
  })

  test('an hour ago is left: nobody waits for it any more', async () => {
    const { local, storage } = await withLeft(leaveMention('who builds'))
    local.clock.advance(3_700_000)
    await pass(local, leaseSeconds)
    await local.service.settled()
    expect(local.shown).toEqual([])
    expect(await storage.outbox.backlog()).toEqual({ count: 0 })
    expect(local.log.join('')).toContain('"what":"expired"')
  })

  test('that this version cannot read is not guessed at, and given up after its time', async () => {
    const { local, storage } = await withLeft(async (local, storage) => {
      const mention = local.world.payloads.appMention('who builds')
      const payload = { body: bodyOf(mention), isOutsider: false, stray: 'field' }
      await storage.outbox.take([], { team: town.id, id: 'r2', kind: 'delivery', payload }, holder)
    })
    await pass(local, leaseSeconds)
    await local.service.settled()
    expect(local.shown).toEqual([])
    expect(await storage.outbox.backlog()).toMatchObject({ count: 1 })
    for (let minute = 0; minute < 20; minute += 1) {
      local.clock.advance(60_000)
      await pass(local, 5)
    }
    await local.service.settled()
    expect(await storage.outbox.backlog()).toEqual({ count: 0 })
  })
})

test('a press whose answer may have arrived or not is said to be so, where it died in the middle', async () => {
  const works: NewOwed[] = []
  const local = await startLocal({
    storageFor: (now) => {
      const storage = memoryStorage(now)
      const take: Storage['outbox']['take'] = (keys, work, by) => {
        if (work) works.push(work)
        return storage.outbox.take(keys, work, by)
      }
      return { ...storage, outbox: { ...storage.outbox, take } }
    },
  })
  await local.slack.type('who builds')
  const answer = local.message()
  await local.slack.press(buttonOf(answer, 'Helpful'), answer)
  const [pressed] = works
  if (!pressed) throw new Error('nothing was kept')
  const before = local.shown.length
  const again = { ...pressed, id: 'r9' }
  const { outbox } = local.service.storage
  await outbox.take([], again, holder)
  await outbox.note(again, holder.owner, { 'one|response_url|before': 'begun' })
  await pass(local, leaseSeconds)
  await local.service.settled()
  expect(local.shown.slice(before).map((one) => one.kind === 'message' && one.text)).toEqual([
    'Noted as helpful. Only you see this; press Not helpful to change it.',
    expect.stringContaining('I was interrupted while I answered you'),
  ])
  expect(local.problems()).toEqual([])
})

describe('a conversation that many want to post in', () => {
  test('gets one message a second after the first few, each once', async () => {
    const answers = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`q${at}`, found(`q${at}`)]))
    const local = await startLocal({ answers })
    const asked = Promise.all(
      Array.from({ length: 9 }, (_, at) => local.world.payloads.appMention(`q${at}`)).map((mention) =>
        local.slack.deliver(mention),
      ),
    )
    await expect.poll(() => posts(local).length).toBe(4)
    await pass(local, 1)
    await expect.poll(() => posts(local).length).toBe(5)
    await pass(local, 10)
    await asked
    const texts = posts(local).map(({ args }) => String(args['text']).match(/q\d/)?.[0])
    expect(new Set(texts)).toEqual(new Set(Array.from({ length: 9 }, (_, at) => `q${at}`)))
    expect(texts).toHaveLength(9)
    expect(local.problems()).toEqual([])
  })

  test('has no room for a while: whoever has to wait long is told, and comes to their turn', async () => {
    const local = await startLocal()
    const many = 30
    const asked = Promise.all(
      Array.from({ length: many }, () => local.slack.deliver(local.world.payloads.appMention('who builds'))),
    )
    // Four go out at once, ten wait in line, and the others are told.
    await expect.poll(() => sentTo(local, 'chat.postEphemeral')).toHaveLength(many - 4 - 10)
    const told = sentTo(local, 'chat.postEphemeral')
    expect(String(told[0]?.args['text'])).toMatch(/about one message a second .* in about \d+ seconds\.$/)
    await pass(local, 90)
    await asked
    await local.service.settled()
    expect(posts(local)).toHaveLength(many)
    expect(sentTo(local, 'chat.postEphemeral')).toHaveLength(told.length)
    expect(local.problems()).toEqual([])
  })
})

test('what piled up is taken up one after the other, not twenty at each tick of the timer', async () => {
  const { local, storage } = await withLeft(async (one, store) => {
    for (let n = 0; n < 90; n += 1) {
      const body = bodyOf(one.world.payloads.appMention('who builds'))
      const work = { team: town.id, id: `r${n}`, kind: 'delivery', payload: { body, isOutsider: false } }
      await store.outbox.take([`${town.id}|left${n}`], work, holder)
      // Answered, so that nobody has to wait in a line.
      const sent = { kind: 'sent', body: { ts: '1.1' } }
      await store.outbox.note(work, holder.owner, { [`all|chat.postMessage|${general.id}|1`]: sent })
    }
  })
  // One or two ticks after the one that left them has surely died.
  await pass(local, holder.leaseMs / 1_000 + 3)
  await expect.poll(() => storage.outbox.backlog()).toEqual({ count: 0 })
})

test('a stop lets go of what waits, and the next start comes to it', async () => {
  let storage: Storage | undefined
  const local = await startLocal({ storageFor: (now) => (storage ??= memoryStorage(now)) })
  const calm = local.world.api.fault('chat.postMessage', { kind: 'rateLimited', retryAfter: 60 })
  await local.slack.say('who builds')
  expect(sentTo(local, 'chat.postEphemeral').map(({ args }) => args['text'])).toEqual([
    expect.stringContaining('I keep it and post it as soon as Slack does'),
  ])
  await local.restart()
  calm()
  await pass(local, 80)
  await local.service.settled()
  expect(posts(local)).toHaveLength(2)
  expect(local.shown.filter((one) => one.kind === 'message' && !one.ephemeral)).toHaveLength(1)
})

test('a stop does not wait for those who wait in a line, and the next start comes to them', async () => {
  let storage: Storage | undefined
  const local = await startLocal({ storageFor: (now) => (storage ??= memoryStorage(now)) })
  const many = 12
  const asked = Promise.all(
    Array.from({ length: many }, () => local.slack.deliver(local.world.payloads.appMention('who builds'))),
  )
  await expect.poll(() => local.acks.length).toBe(many)
  await expect.poll(() => posts(local).length).toBe(4)
  await local.restart()
  await asked
  expect(posts(local)).toHaveLength(4)
  expect(await storage?.outbox.backlog()).toMatchObject({ count: many - 4 })
  await pass(local, 30)
  await local.service.settled()
  expect(posts(local)).toHaveLength(many)
  expect(await storage?.outbox.backlog()).toEqual({ count: 0 })
  expect(local.problems()).toEqual([])
})
