import type { Random } from '#standin/clock.ts'
import type { RunningWorld } from '#standin/world.ts'
import { mutate, pick } from '../corpus/cases.ts'
import { attemptOf, examine, type Attempt, type Scenario } from '../scenario.ts'
import { openStage } from '../stage.ts'
import { until } from '../until.ts'

/** Envelopes that the seed spoils (B6). */
export const fuzzedFrames: Scenario = {
  id: 'fuzzed-frames',
  name: 'Spoilt frames over a socket',
  rows: 'B6',
  about:
    'envelopes of commands, mentions and presses with fields taken away or turned around, inside and out, or cut off. The process goes on, and the next command is acknowledged.',
  counts: { short: 200, full: 200 },
  beside: 20,
  run: async (count, seed) => {
    const stage = await openStage({ seed, people: 2, over: 'socket' })
    try {
      const program = await stage.program('gofer-socket')
      await program.start()
      const { socket, payloads } = stage.slack
      await socket.connected(2)
      const attempts: Attempt[] = []
      for (let n = 0; n < count && program.isUp(); n += 1) {
        socket.raw(spoilt(stage.slack, stage.random, n))
        await until(() => socket.connections() > 0, 15_000)
        const ack = await socket.send(payloads.slashCommand('help', { user: 'person0' }))
        const because = !program.isUp()
          ? 'the process ended'
          : ack
            ? undefined
            : 'the next command was not acknowledged'
        attempts.push(attemptOf(`frame ${n + 1}`, because))
      }
      await stage.rest()
      return { attempts, broken: examine(stage) }
    } finally {
      await stage.close()
    }
  },
}

function spoilt({ payloads }: RunningWorld, random: Random, n: number): string {
  const makers = [
    () => ({ type: 'slash_commands', payload: payloads.slashCommand('help', { user: 'person0' }).payload }),
    () => ({ type: 'events_api', payload: payloads.appMention('help', { user: 'person0' }).payload }),
    () => ({ type: 'interactive', payload: payloads.shortcut('gofer_open', { user: 'person0' }).payload }),
  ]
  const frame: Record<string, unknown> = {
    envelope_id: `fuzz-${n}`,
    accepts_response_payload: true,
    ...pick(random, makers)(),
  }
  for (let change = 0; change <= random() * 3; change += 1) mutate(frame, random)
  const text = JSON.stringify(frame)
  return random() < 0.1 ? text.slice(0, Math.floor(random() * text.length)) : text
}
