import { expect, test } from 'vitest'
import { manualClock } from '#standin/clock.ts'
import { createSchedule } from '#standin/api/schedule.ts'

const message = { team: 'T1', channel: 'C1', created: 0, args: {} }
const day = 24 * 3600

test('a message 120 days ahead waits for its day, though a timer cannot', () => {
  const clock = manualClock(0)
  const longest = 2 ** 31 - 1
  const waits: number[] = []
  const schedule = createSchedule({
    now: clock.now,
    after: (ms, then) => {
      waits.push(ms)
      return clock.after(ms, then)
    },
  })
  let isSent = false
  schedule.add({ ...message, id: 'Q1', postAt: 120 * day }, () => {
    isSent = true
  })
  clock.advance(119 * day * 1000)
  expect([isSent, schedule.all().length]).toEqual([false, 1])
  clock.advance(day * 1000)
  expect([isSent, schedule.all()]).toEqual([true, []])
  expect(Math.max(...waits)).toBeLessThanOrEqual(longest)
})

test('nothing is sent once the stand-in is gone', () => {
  const clock = manualClock(0)
  const schedule = createSchedule(clock)
  schedule.add({ ...message, id: 'Q1', postAt: 60 }, () => expect.fail('sent'))
  schedule.stop()
  clock.advance(60_000)
  expect(schedule.all()).toEqual([])
})
