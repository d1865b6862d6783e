import { describe, expect, onTestFinished, test } from 'vitest'
import { manualClock, seededRandom, type ManualClock } from '#standin/clock.ts'
import { httpLine, retrying, socketLine } from '#standin/line.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'
import { connectListener, startListener } from './listener.ts'

const minute = 60_000

async function start(): Promise<{ readonly world: RunningWorld; readonly clock: ManualClock }> {
  const clock = manualClock()
  const world = await startWorld({}, { clock, random: seededRandom() })
  onTestFinished(world.close)
  return { world, clock }
}

/** The app has heard so much, and what came of it is decided: it comes again then, or never. */
async function until(
  listener: { readonly heard: readonly unknown[] },
  clock: ManualClock,
  heard: number,
  waiting: readonly number[],
) {
  await expect.poll(() => [listener.heard.length, clock.waiting()]).toEqual([heard, waiting])
}

describe('an event that failed', () => {
  test('comes again at once, after a minute and after five, and then no more', async () => {
    const { world, clock } = await start()
    const app = await startListener({ status: 500 })
    const line = retrying(httpLine(world.sendTo(app.url)), clock)
    expect(await line(world.payloads.appMention('hi'))).toMatchObject({ kind: 'failed', error: 'dispatch_failed' })
    for (const [before, wait] of [0, minute, 5 * minute].entries()) {
      await until(app, clock, before + 1, [wait])
      clock.advance(wait)
    }
    await until(app, clock, 4, [])
    const told = app.heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])
    expect(told).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ])
    expect(new Set(app.heard.map(({ payload }) => payload['event_id'])).size).toBe(1)
    expect(world.api.slack.wire.exchanges.map(({ retry }) => retry)).toEqual([
      undefined,
      'retry 1, http_error',
      'retry 2, http_error',
      'retry 3, http_error',
    ])
  })

  test('comes no more once it was taken', async () => {
    const { world, clock } = await start()
    const app = await startListener({ never: true })
    const line = retrying(httpLine(world.sendTo(app.url)), clock)
    // The second try has the same patience, and a busy machine is no app that keeps silent.
    const came = await line(world.payloads.directMessage('hi'), { patienceMs: 500 })
    expect(came).toMatchObject({ error: 'operation_timeout', reason: 'http_timeout' })
    app.says = {}
    clock.advance(0)
    await until(app, clock, 2, [])
    expect(app.heard[1]?.headers['x-slack-retry-reason']).toBe('http_timeout')
  })

  test('comes to an app that was not there', async () => {
    const { world, clock } = await start()
    const line = retrying(httpLine(world.sendTo('http://127.0.0.1:1/events')), clock)
    expect(await line(world.payloads.appMention('hi'))).toMatchObject({ reason: 'connection_failed' })
    expect(clock.waiting()).toEqual([0])
  })

  test('does not come again where the app says so, nor after the line was given up', async () => {
    const { world, clock } = await start()
    const app = await startListener({ status: 500, headers: { 'x-slack-no-retry': '1' } })
    const line = retrying(httpLine(world.sendTo(app.url)), clock)
    await line(world.payloads.appMention('hi'))
    expect(clock.waiting()).toEqual([])
    app.says = { status: 500 }
    await line(world.payloads.appMention('hi'))
    expect(clock.waiting()).toEqual([0])
    line.stop()
    expect(clock.waiting()).toEqual([])
    await line(world.payloads.appMention('hi'))
    expect(clock.waiting()).toEqual([])
  })
})

test('what somebody waits for does not come again', async () => {
  const { world, clock } = await start()
  const app = await startListener({ status: 500 })
  const line = retrying(httpLine(world.sendTo(app.url)), clock)
  await line(world.payloads.slashCommand('help'))
  await line(world.payloads.shortcut('open'))
  expect([app.heard.length, clock.waiting()]).toEqual([2, []])
})

describe('over a socket', () => {
  test('without a connection nothing arrives', async () => {
    const { world } = await start()
    expect(await socketLine(world.socket)(world.payloads.shortcut('open'))).toMatchObject({
      error: 'dispatch_failed',
      reason: 'connection_failed',
    })
  })

  test('an event that was not acknowledged comes again, and says which time it is', async () => {
    const { world, clock } = await start()
    const app = await connectListener(world)
    const line = retrying(socketLine(world.socket), clock)
    expect(await line(world.payloads.appMention('hi'), { patienceMs: 20 })).toMatchObject({ reason: 'http_timeout' })
    app.acknowledge = true
    clock.advance(0)
    await until(app, clock, 2, [])
    expect(app.heard.map((frame) => [frame['retry_attempt'], frame['retry_reason']])).toEqual([
      [0, ''],
      [1, 'http_timeout'],
    ])
  })
})
