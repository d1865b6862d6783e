import { describe, expect, test } from 'vitest'
import { createLog, withIds } from '#log.ts'
import { team } from '#standin/description.ts'
import { sign } from '#standin/sign.ts'
import type { Delivery } from '#standin/payloads.ts'
import type { Message, OpenView } from '#standin/server.ts'
import type { RunningWorld } from '#standin/world.ts'
import { manifestFeatures } from '#workspace/manifest.ts'
import { settingsFor, slackWith, start } from './program.ts'

// Everything that must not be in a log has this word in it: what people type, their names, every secret.
const canary = 'canary'
const ours = team({
  name: `The ${canary} company`,
  domain: `${canary}-domain`,
  token: `xoxb-${canary}-bot-token`,
  users: [{ id: 'U0ANAGOFER', name: `${canary}-ana`, realName: `Ana ${canary}` }],
  channels: [
    { id: 'C0GENGOFER', name: `${canary}-general`, kind: 'public', members: ['U0ANAGOFER', 'U0BOTGOFER'] },
    { id: 'D0ANAGOFER', name: 'directmessage', kind: 'im', members: ['U0ANAGOFER', 'U0BOTGOFER'] },
  ],
})
const secrets = {
  signingSecret: `${canary}-signing-secret`,
  verificationToken: `${canary}-verification`,
  appToken: `xapp-1-${canary}-app-token`,
}
const password = `${canary}%20"password`
const who = { user: `${canary}-ana` }
const where = { ...who, channel: `${canary}-general` }

describe.each<[string, Record<string, string>]>([
  ['the embedded database', {}],
  // Every call of it fails, and each failure is a line.
  ['a database that is gone', { DATABASE_URL: `postgres://gofer:${password}@127.0.0.1:1/gofer` }],
])('with %s', (_which, env) => {
  test.each(['http', 'socket'] as const)(
    'over %s no line at any level holds what people typed, a name or a secret, and each of a request holds its id and workspace',
    async (over) => {
      const slack = await slackWith({ teams: [ours], features: manifestFeatures('/golang'), ...secrets })
      const program = start({ ...settingsFor(slack, over), ...env, LOG_LEVEL: 'trace' })
      const origin = await program.origin()
      if (over === 'socket') await slack.socket.connected(2)
      const url = `${origin}/slack/events`
      const post = slack.sendTo(url)
      const send = (delivery: Delivery): Promise<unknown> =>
        over === 'http' ? post(delivery) : slack.socket.send(delivery)
      await everySurface(slack, send)
      await everyFault(slack, send)
      if (over === 'http') await nonsense(url, slack.world.signingSecret)
      else
        for (const frame of ['null', `{"${canary}`, `{"type":"${canary}","envelope_id":"x"}`]) slack.socket.raw(frame)
      // A last one whose line tells that all before it are there.
      await send(slack.payloads.slashCommand('help', where))
      program.child.kill('SIGTERM')
      expect(await program.ended).toBe(0)

      const printed = program.out() + program.err()
      expect(printed.split('\n').filter((line) => line.toLowerCase().includes(canary))).toEqual([])
      // The address that lets anybody answer in our name.
      expect(printed).not.toMatch(/response_url\/|\/response\/|hooks\.slack/)
      expect(printed).not.toContain('password')
      const lines = program
        .err()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
      const loose = lines.filter(({ request, team: of }) => typeof request !== 'string' || of !== ours.id)
      expect(new Set(loose.map(({ msg }) => msg))).toEqual(onlyKnown(loose))
      expect(lines.filter(({ msg }) => msg === 'answered').length).toBeGreaterThanOrEqual(4)
      const failed = lines.filter(({ msg }) => msg === 'failed')
      expect(new Set(failed.map(({ request }) => request)).size).toBeGreaterThanOrEqual(env['DATABASE_URL'] ? 8 : 0)
    },
  )
})

/** Lines that belong to no request. */
const outside = [
  /^rejected$/,
  /^connection$/,
  /^a chore failed$/,
  /^own knowledge: nobody can say/,
  /^SLACK_APP_TOKEN: no connection/,
  /^WebSocket error/,
]
const onlyKnown = (loose: readonly Record<string, unknown>[]): Set<unknown> =>
  new Set(loose.map(({ msg }) => msg).filter((msg) => outside.some((known) => known.test(String(msg)))))

/** One delivery of each kind, each with the word in every field that a person fills. */
async function everySurface(slack: RunningWorld, send: (delivery: Delivery) => Promise<unknown>): Promise<void> {
  const { payloads, api } = slack
  await send(payloads.slashCommand(`collector pauses ${canary}`, where))
  await send(payloads.slashCommand(`${canary} ${canary} nobody knows`, where))
  await send(payloads.slashCommand('help', where))
  await send(payloads.appMention(`collector pauses ${canary}`, where))
  await send(payloads.directMessage(`tell me of ${canary}`, who))
  const message = await shown(() => api.visible({ user: 'U0ANAGOFER' }).findLast(({ only }) => only !== undefined))
  for (const action of actionsOf(message).slice(0, 6)) await send(payloads.blockActions({ message }, action, who))
  await send(payloads.messageAction('gofer_ask_about', { text: `${canary} pauses`, ts: '1.1' }, where))
  await send(payloads.shortcut('gofer_open', who))
  const view = await shown(() =>
    api.views().find(({ view: { blocks } }) => JSON.stringify(blocks).includes('gofer_topic')),
  )
  await send(payloads.blockSuggestion({ view }, 'gofer_topic', canary, who))
  await send(payloads.viewSubmission(view, { gofer_question: `pauses ${canary}` }, who))
  await send(payloads.viewClosed({ ...view, view: { ...view.view, notify_on_close: true } }, who))
  await send(payloads.slashCommand(`decide ${canary} gateway`, where))
  await send(payloads.event({ type: 'app_home_opened', user: 'U0ANAGOFER', channel: 'D0ANAGOFER', tab: 'home' }, who))
  const twice = payloads.slashCommand(`again ${canary}`, where)
  await send(twice)
  await send(twice)
}

/** Slack's API in every mood, with the word in what it answers. */
async function everyFault(
  { api, payloads }: RunningWorld,
  send: (delivery: Delivery) => Promise<unknown>,
): Promise<void> {
  const faults = [
    { kind: 'status', status: 500, body: `<html>${canary}</html>` },
    { kind: 'status', status: 200, body: `{"ok":true,"response_metadata":{"messages":["[ERROR] ${canary}"]}` },
    { kind: 'refuse', error: 'channel_not_found' },
    { kind: 'refuse', error: `Some words of ${canary}` },
    { kind: 'reset', done: true },
    { kind: 'rateLimited', retryAfter: 30 },
  ] as const
  for (const fault of faults) {
    const takeBack = api.fault('*', fault)
    await send(payloads.appMention(`pauses ${canary} ${fault.kind}`, where))
    await send(payloads.slashCommand('', where))
    await new Promise((resolve) => setTimeout(resolve, 50))
    takeBack?.()
  }
}

/** What the door turns away: unsigned, badly signed, of no form or shape. */
async function nonsense(url: string, secret: string): Promise<void> {
  const at = Date.now()
  for (const body of [`{"${canary}`, `{"type":"${canary}"}`, `"${canary}"`, `payload=${canary}`, `command=${canary}`]) {
    const type = body.includes('=') ? 'application/x-www-form-urlencoded' : 'application/json'
    for (const headers of [sign(body, { secret, at }), sign(body, { secret: 'x', at }), {}])
      await fetch(`${url}?${canary}`, { method: 'POST', body, headers: { 'content-type': type, ...headers } })
  }
}

async function shown<T extends Message | OpenView>(find: () => T | undefined): Promise<T> {
  await expect.poll(find, { timeout: 5_000 }).toBeDefined()
  const found = find()
  if (!found) throw new Error('gone again')
  return found
}

const actionsOf = (message: Message): string[] => [
  ...new Set([...JSON.stringify(message.blocks).matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id ?? '')),
]

describe('a line', () => {
  function lineOf(say: (log: ReturnType<typeof createLog>) => void, secrets: readonly string[] = []): string {
    const lines: string[] = []
    say(createLog({ level: 'trace', format: 'json' }, secrets, { write: (text) => void lines.push(text) }))
    return lines.join('')
  }

  test('of an error holds its kind, its words without what they quote, its code, and where, however long the words', () => {
    const typed = 'my secret project'
    const errors = [
      Object.assign(new Error(`invalid input syntax for type json: "${typed}"`), { code: '22P02' }),
      new Error(`cannot do '${typed}'\nand then\n${typed.replaceAll('m', "'m")}'`),
      thrownBy(() => JSON.parse(`${typed} "quoted"`)),
      new TypeError(`\`${typed}\` is not`),
    ]
    for (const error of errors)
      for (const say of [{ error }, { err: error }]) {
        const line = lineOf((log) => log.error(say, 'failed'))
        for (const word of typed.split(' ')) expect(line).not.toContain(word)
        expect(line).toContain('logs.test.ts')
      }
    expect(lineOf((log) => log.error({ error: errors[0] }, 'failed'))).toContain('22P02')
    expect(lineOf((log) => log.error({ error: new Error("it can't be, and it won't") }))).toContain(
      "can't be, and it won't",
    )
  })

  test('holds no secret in any form: quoted by JSON, within an address, decoded', () => {
    const url = 'postgres://gofer:pass%20word%22x@db/gofer'
    const known = [url, 'sign"ing\\secret']
    for (const said of [
      url,
      'pass%20word%22x',
      'pass word"x',
      'sign"ing\\secret',
      'postgres://a:b@c/d',
      'xoxb-hidden',
      'xapp-hidden',
      'xoxe.xoxb-hidden',
    ]) {
      const line = lineOf((log) => log.info({ deep: { er: [said] } }, `it is ${said}!`), known)
      expect(line).toContain('[secret]')
      for (const part of ['word', 'ing', 'a:b', 'hidden']) expect(line).not.toContain(part)
      JSON.parse(line)
    }
  })

  test('carries the ids of its request, those of work that goes on after it too', async () => {
    const lines: string[] = []
    const log = createLog({ level: 'trace', format: 'json' }, [], { write: (text) => void lines.push(text) })
    await withIds({ request: 'r1', team: 'T1' }, async () => {
      await Promise.resolve()
      setTimeout(() => log.info('later'), 1)
    })
    log.info('outside')
    await expect.poll(() => lines).toHaveLength(2)
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { msg: 'outside' },
      { msg: 'later', request: 'r1', team: 'T1' },
    ])
    expect(lines[0]).not.toContain('r1')
  })
})

function thrownBy(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
