import { setTimeout as sleep } from 'node:timers/promises'
import { examine, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, type Stage } from '../stage.ts'
import { until } from '../until.ts'

/** Slack refreshes one connection after the other while somebody commands every 50 ms (F1): all acknowledged, never without a connection. */
export const refreshes: Scenario = {
  id: 'refreshes',
  name: 'Socket refreshes',
  rows: 'F1',
  about:
    'Slack refreshes one of the two connections while somebody commands every 50 ms. Every command is acknowledged, and at no moment is there no connection.',
  beside: 25,
  counts: { short: 4, full: 50 },
  run,
}

const everyMs = 50
/** Slack's client comes back after about five seconds (reliability.md, finding 6). */
const patienceMs = 15_000

async function run(count: number, seed: number): Promise<Ran> {
  const stage = await openStage({ seed, people: 2, over: 'socket' })
  try {
    const program = await stage.program('gofer-socket')
    await program.start()
    await stage.slack.socket.connected(2)
    const attempts: Attempt[] = []
    const sent = { commands: 0, acked: 0, without: 0 }
    for (let n = 0; n < count; n += 1) attempts.push(await oneRefresh(stage, n, sent))
    await stage.rest()
    return {
      attempts,
      broken: examine(stage),
      figures: {
        'commands sent': sent.commands,
        acknowledged: sent.acked,
        'moments without a connection': sent.without,
      },
    }
  } finally {
    await stage.close()
  }
}

async function oneRefresh(
  stage: Stage,
  n: number,
  total: { commands: number; acked: number; without: number },
): Promise<Attempt> {
  const { socket } = stage.slack
  const reason = n % 2 === 0 ? 'warning' : 'refresh_requested'
  const what = `refresh ${n + 1} (${reason})`
  const before = { ...total }
  const talk = { isOver: false }
  const pending: Promise<void>[] = []
  const talkOn = async (): Promise<void> => {
    while (!talk.isOver) {
      if (socket.connections() === 0) total.without += 1
      else pending.push(command(stage, total))
      await sleep(everyMs)
    }
  }
  const talking = talkOn()
  // At any moment between two commands, and in the middle of one.
  await sleep(everyMs * (2 + stage.random()))
  const wasThere = stage.proxy.inject(
    0,
    textFrame(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'stand-in' } })),
  )
  await until(() => socket.connections() < 2, 2_000)
  const isBack = await until(() => socket.connections() === 2, patienceMs)
  talk.isOver = true
  await talking
  await Promise.all(pending)
  const lost = total.commands - before.commands - (total.acked - before.acked)
  const because = !wasThere
    ? 'there was no connection to refresh'
    : !isBack
      ? `no second connection after ${patienceMs / 1_000} s`
      : total.without > before.without
        ? 'no connection at all for a moment'
        : lost > 0
          ? `${lost} of ${total.commands - before.commands} commands were not acknowledged`
          : undefined
  return because === undefined ? { what, result: 'passed' } : { what, result: 'failed', because }
}

async function command({ slack, ledger }: Stage, total: { commands: number; acked: number }): Promise<void> {
  total.commands += 1
  const entry = ledger.begin('slash command over a socket', true)
  const start = performance.now()
  const ack = await slack.socket.send(slack.payloads.slashCommand('help', { user: 'person0' }))
  Object.assign(entry, { ending: ack ? 'acked' : 'lost', ms: performance.now() - start })
  if (ack) total.acked += 1
}

/** A text frame as a server sends it, without a mask (RFC 6455, 5.2). */
function textFrame(text: string): Buffer {
  const body = Buffer.from(text)
  if (body.length < 126) return Buffer.concat([Buffer.from([0x81, body.length]), body])
  const head = Buffer.from([0x81, 126, 0, 0])
  head.writeUInt16BE(body.length, 2)
  return Buffer.concat([head, body])
}
