import { describe, expect, test } from 'vitest'
import { Reply } from '#slack/door/reply.ts'
import { createInflight } from '#slack/inflight.ts'
import { manualClock } from '#standin/clock.ts'

function replying() {
  const clock = manualClock()
  const written: unknown[] = []
  const late: string[] = []
  const reply = new Reply({
    clock,
    late: { text: 'later' },
    write: (body) => void written.push(body),
    onLate: () => void late.push('late'),
  })
  return { clock, written, late, reply }
}

describe('a reply', () => {
  test('is given once', async () => {
    const { reply, written, clock } = replying()
    expect(await reply.send({ text: 'first' })).toBe(true)
    expect(await reply.send({ text: 'second' })).toBe(true)
    clock.advance(10_000)
    expect(written).toEqual([{ text: 'first' }])
  })

  test('is given in any case after two and a half seconds, and whoever comes later is told', async () => {
    const { reply, written, late, clock } = replying()
    clock.advance(2_499)
    expect(written).toEqual([])
    clock.advance(1)
    expect(written).toEqual([{ text: 'later' }])
    expect(late).toEqual(['late'])
    expect(await reply.send({ text: 'the answer' })).toBe(false)
    expect(written).toHaveLength(1)
  })

  test('does not throw when the line is dead, and says so', async () => {
    const reply = new Reply({ clock: manualClock(), late: undefined, write: () => Promise.reject(new Error('gone')) })
    await expect(reply.send({})).resolves.toBe(false)
    expect(reply.given).toBe(true)
  })
})

describe('what is under way', () => {
  test('is waited for', async () => {
    const inflight = createInflight(manualClock())
    const work = Promise.withResolvers<void>()
    const running = inflight.run(() => work.promise)
    const [drained, idle] = [inflight.drained(1_000), inflight.idle()]
    work.resolve()
    await running
    expect(await drained).toBe('drained')
    await idle
    expect(inflight.count()).toBe(0)
  })

  test('is waited for only so long, and failures count as an end', async () => {
    const clock = manualClock()
    const inflight = createInflight(clock)
    void inflight.run(() => new Promise(() => {}))
    await inflight.run(() => Promise.reject(new Error('x'))).catch(() => {})
    const drained = inflight.drained(1_000)
    clock.advance(1_000)
    expect(await drained).toBe('deadline')
    expect(inflight.count()).toBe(1)
  })
})
