import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { bodies, framings, fuzzed, ids, senders, signatures, values, words, type Case } from '../corpus/cases.ts'
import { frames } from '../corpus/frames.ts'
import { raws } from '../corpus/raw.ts'
import type { Program } from '../program.ts'
import { attemptOf, examine, together, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, type Stage } from '../stage.ts'
import { until } from '../until.ts'

/** What nobody should send (A1, A2, A5, A7, B1-B3, B5, B6, K1): no 5xx beyond the stated 503, no exit, no state change, in time. */
export const badInputs: Scenario = {
  id: 'bad-inputs',
  name: 'Bad inputs, written by hand',
  rows: 'A1 A2 A5 A7 B1-B3 B6 K1',
  about:
    'signatures, times, methods, paths, sizes, bodies, ids, texts, injections, values of buttons, bytes that are no request, and frames over a socket. Each has to end in a refusal or an answer within 2.5 s, without a 5xx, the end of the process, or a record.',
  counts: { short: 500, full: 500 },
  run: async (count, seed) => {
    const http = await overHttp(
      seed,
      (stage) =>
        [signatures, framings, bodies, ids, words, values].flatMap((make) => make(stage.slack)).slice(0, count),
      raws,
    )
    const socket = await overSocket(seed)
    return { attempts: [...http.attempts, ...socket.attempts], broken: together([http.broken, socket.broken]) }
  },
}

export const seededInputs: Scenario = {
  id: 'seeded-inputs',
  name: 'Bad inputs, seeded',
  rows: 'B5',
  about:
    'whole deliveries of which the seed takes fields away, turns them around, changes bytes or cuts the rest off. The same demands; the same seed makes the same inputs.',
  counts: { short: 300, full: 1_500 },
  run: (count, seed) =>
    overHttp(seed, (stage) => Array.from({ length: count }, (_, n) => fuzzed(stage.slack, stage.random, n + 1))),
}

/** Slower than this nobody is answered (INV5), in milliseconds. */
const latestMs = 2_500

async function overHttp(seed: number, make: (stage: Stage) => readonly Case[], bytes: typeof raws = []): Promise<Ran> {
  const stage = await openStage({ seed, people: senders })
  // Everybody has direct messages with the bot.
  for (const { id } of stage.people)
    stage.team.channels.push({
      id: `D${id.slice(1)}`,
      name: 'directmessage',
      kind: 'im',
      members: [id, stage.team.botUser],
    })
  try {
    const program = await stage.program('gofer')
    await program.start()
    const attempts: Attempt[] = []
    for (const one of make(stage)) attempts.push(await tried(stage, program, one))
    for (const one of bytes) attempts.push(await triedRaw(stage, program, one))
    // Some of them come from one person, who is told things once a second.
    await stage.rest(90_000)
    await stage.coldRead()
    const records = [...(stage.ledger.kept?.projects.keys() ?? [])]
    if (records.length > 0)
      attempts.push({ what: 'no state change', result: 'failed', because: `records were made: ${records.join(', ')}` })
    return { attempts, broken: examine(stage) }
  } finally {
    await stage.close()
  }
}

async function tried({ ledger }: Stage, program: Program, one: Case): Promise<Attempt> {
  const what = `${one.kind}: ${one.what}`
  const entry = ledger.begin(what, false)
  const start = performance.now()
  const { status, text } = await send(program.origin, one)
  const ms = performance.now() - start
  Object.assign(entry, { ending: status === 0 ? 'lost' : status < 300 ? 'acked' : 'refused', status, ms, answer: text })
  const passed = (because: string | undefined): Attempt =>
    because === undefined ? { what, result: 'passed' } : { what, result: 'failed', because }
  if (!program.isUp()) return passed('the process ended')
  if (ms > latestMs) return passed(`${Math.round(ms)} ms`)
  // A connection that is ended instead of answered is an answer to what is no request.
  if (status === 0) return passed(one.kind === 'framing' || one.kind === 'seeded' ? undefined : 'no answer')
  return passed(one.right.includes(status) ? undefined : `status ${status}, not ${one.right.join(' or ')}`)
}

/** What is no request is refused or hung up on; two in one are never both answered as if they were signed. */
async function triedRaw({ ledger }: Stage, program: Program, { what, bytes }: (typeof raws)[number]): Promise<Attempt> {
  const entry = ledger.begin(`raw: ${what}`, false)
  const start = performance.now()
  const answer = await sendRaw(program.origin, bytes)
  const ms = performance.now() - start
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0)
  Object.assign(entry, { ending: status === 0 ? 'lost' : 'refused', status, ms, answer })
  const isAlive = program.isUp() && (await program.isReady())
  const because = !isAlive
    ? 'the process ended or answers nobody'
    : status >= 500 && ![501, 505].includes(status)
      ? `status ${status}`
      : status === 200 && answer.includes('"text"')
        ? 'it was answered as if it were signed'
        : undefined
  return attemptOf(`raw: ${what}`, because)
}

/** Everything that came back within a second; a server may also wait for the rest and say nothing yet. */
function sendRaw(origin: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(Number(new URL(origin).port), '127.0.0.1')
    const done = (): void => {
      socket.destroy()
      resolve(text)
    }
    socket.setTimeout(1_000, done)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (text.includes('\r\n\r\n')) done()
    })
    socket.on('error', done)
    socket.on('close', done)
    socket.write(Buffer.from(bytes, 'latin1'))
  })
}

function send(
  origin: string,
  { method = 'POST', path = '/slack/events', headers, body }: Case,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const nothing = { status: 0, text: '' }
    const request = httpRequest(
      `${origin}/`,
      {
        method,
        path,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        agent: false,
        timeout: 12_000,
      },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('error', () => resolve({ status: response.statusCode ?? 0, text }))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      },
    )
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(nothing))
    request.end(body)
  })
}

/** Frames that are no envelope; after each the next command has to be acknowledged. */
async function overSocket(seed: number): Promise<Ran> {
  const stage = await openStage({ seed, people: 2, over: 'socket' })
  try {
    const program = await stage.program('gofer-socket')
    await program.start()
    await stage.slack.socket.connected(2)
    const attempts: Attempt[] = []
    for (const frame of frames) {
      stage.slack.socket.raw(frame)
      const ack = await stage.slack.socket.send(stage.slack.payloads.slashCommand('help', { user: 'person0' }))
      attempts.push({
        what: `frame: ${frame.slice(0, 60)}`,
        ...(ack && program.isUp()
          ? { result: 'passed' as const }
          : {
              result: 'failed' as const,
              because: program.isUp() ? 'the next command was not acknowledged' : 'the process ended',
            }),
      })
      if (!program.isUp()) break
      // A frame that ends the connections is one they come back from.
      await until(() => stage.slack.socket.connections() > 0, 15_000)
    }
    await stage.rest()
    return { attempts, broken: examine(stage) }
  } finally {
    await stage.close()
  }
}
