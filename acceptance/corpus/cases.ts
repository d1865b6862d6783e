import { createHmac } from 'node:crypto'
import type { Random } from '#standin/clock.ts'
import { encode, type Delivery } from '#standin/payloads.ts'
import { sign } from '#standin/sign.ts'
import type { RunningWorld } from '#standin/world.ts'
import { injections, shapes, texts } from './strings.ts'

/** One bad input over HTTP, and the answers that are right. */
export type Case = {
  readonly kind: string
  readonly what: string
  readonly method?: string
  readonly path?: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: string | Buffer
  readonly right: readonly number[]
}

/** So many people send them in turn, because one person is told one thing a second. */
export const senders = 40
const sender = (n: number): { readonly user: string } => ({ user: `person${n % senders}` })

/** A question that the app would answer, were it not for what is wrong with it. */
const innocent = 'command=%2Fgolang&text=help&user_id=U0P0&team_id=T0GOFER&channel_id=C0GENGOFER'
const form = 'application/x-www-form-urlencoded'
const json = 'application/json'
const refused = [400, 401, 404, 413, 415, 431]
/** Slack's own unknown kinds are acknowledged, so both are right where a shape is only unknown. */
const takenOrRefused = [200, ...refused]

/** 40: what is wrong with the signature or its time (A1, A2). */
export function signatures({ world }: RunningWorld): Case[] {
  const now = Math.floor(Date.now() / 1000)
  const at = (time: string | number): string => String(time)
  const signed = (time: string | number, secret = world.signingSecret, body = innocent): string =>
    `v0=${createHmac('sha256', secret)
      .update(`v0:${at(time)}:${body}`)
      .digest('hex')}`
  const right = signed(now)
  const pairs: readonly (readonly [string, string | number | undefined, string | string[] | undefined])[] = [
    ['no headers', undefined, undefined],
    ['no signature', now, undefined],
    ['no timestamp', undefined, right],
    ['an empty signature', now, ''],
    ['an empty timestamp', '', right],
    ['another secret', now, signed(now, 'another')],
    ['an empty secret', now, signed(now, '')],
    ['another body', now, signed(now, world.signingSecret, 'x')],
    ['upper case', now, right.toUpperCase()],
    ['upper-case digits', now, `v0=${right.slice(3).toUpperCase()}`],
    ['version 1', now, right.replace('v0', 'v1')],
    ['no version', now, right.slice(3)],
    ['one digit short', now, right.slice(0, -1)],
    ['one digit more', now, `${right}0`],
    ['a space before', now, ` ${right.slice(0, -1)}`],
    ['not hexadecimal', now, `v0=${'g'.repeat(64)}`],
    ['zeros', now, `v0=${'0'.repeat(64)}`],
    ['twice', now, [right, right]],
    ['two joined', now, `${right},${right}`],
    ['very long', now, `v0=${'a'.repeat(5_000)}`],
    ['base64', now, `v0=${Buffer.from(right).toString('base64')}`],
    ['301 seconds old', now - 302, signed(now - 302)],
    ['an hour old', now - 3_600, signed(now - 3_600)],
    ['of 1970', 0, signed(0)],
    ['302 seconds ahead', now + 303, signed(now + 303)],
    ['an hour ahead', now + 3_600, signed(now + 3_600)],
    ['ten years ahead', now + 315_360_000, signed(now + 315_360_000)],
    ['Infinity', 'Infinity', signed('Infinity')],
    ['-Infinity', '-Infinity', signed('-Infinity')],
    ['NaN', 'NaN', signed('NaN')],
    ['a fraction', `${now}.5`, signed(`${now}.5`)],
    ['an exponent', '1e99', signed('1e99')],
    ['hexadecimal time', `0x${now.toString(16)}`, signed(`0x${now.toString(16)}`)],
    ['a sign', `+${now}`, signed(`+${now}`)],
    ['negative', -now, signed(-now)],
    ['milliseconds', now * 1_000, signed(now * 1_000)],
    ['a list', `${now},${now}`, signed(`${now},${now}`)],
    ['words', 'now', signed('now')],
    ['a date', new Date().toUTCString(), signed(new Date().toUTCString())],
    ['digits without end', '9'.repeat(400), signed('9'.repeat(400))],
  ]
  return pairs.map(([what, time, signature]) => ({
    kind: 'signature',
    what,
    headers: {
      'content-type': form,
      ...(time === undefined ? {} : { 'x-slack-request-timestamp': at(time) }),
      ...(signature === undefined ? {} : { 'x-slack-signature': signature }),
    },
    body: innocent,
    right: [401],
  }))
}

/** 60: methods, paths, types and sizes (A5, A7), each signed as it should be. */
export function framings(slack: RunningWorld): Case[] {
  const of = (what: string, right: readonly number[], more: Partial<Case> & { readonly type?: string }): Case => {
    const body = more.body ?? innocent
    return {
      kind: 'framing',
      what,
      headers: { ...signing(slack, body), 'content-type': more.type ?? form, ...more.headers },
      body,
      right,
      ...(more.method ? { method: more.method } : {}),
      ...(more.path ? { path: more.path } : {}),
    }
  }
  const methods = ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND', 'SEARCH', 'PURGE']
  const paths = [
    '/',
    '//',
    '/d/%',
    '/%',
    '/slack',
    '/slack/',
    '/slack/events/',
    '//slack/events',
    '/slack//events',
    '/slack/events%00',
    '/slack/events/../events',
    '/SLACK/EVENTS',
    '/slack/commands',
    '/slack/interactive',
    '/slack/install/..',
    '/.env',
    '/.git/config',
    '/metrics/',
    '/healthz/x',
    '/__proto__',
  ]
  const types = [
    'text/plain',
    'text/html',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/octet-stream',
    'application/json; charset=utf-16',
    'application/x-www-form-urlencoded; charset=latin1',
    'APPLICATION/X-WWW-FORM-URLENCODED',
    '*/*',
    ';',
  ]
  const bodies: readonly (readonly [string, string | Buffer])[] = [
    ['nothing', ''],
    ['513 KB', 'a'.repeat(513 * 1024)],
    ['4 MB', 'a'.repeat(4 * 1024 * 1024)],
    ['invalid UTF-8', Buffer.from([0xff, 0xfe, 0xc0, 0x80])],
    ['UTF-8 cut short', Buffer.from('command=é').subarray(0, -1)],
    ['a byte order mark', Buffer.from('\uFEFF{"type":"url_verification"}')],
    ['zeros', Buffer.alloc(1_000)],
    ['ampersands', '&'.repeat(5_000)],
    ['5,000 fields', Array.from({ length: 5_000 }, (_, at) => `f${at}=1`).join('&')],
    ['the same field 1,000 times', 'text=a&'.repeat(1_000)],
  ]
  const headers: readonly (readonly [string, Record<string, string>])[] = [
    ['gzip that is none', { 'content-encoding': 'gzip' }],
    ['brotli that is none', { 'content-encoding': 'br' }],
    ['20 KB of header', { 'x-long': 'a'.repeat(20_000) }],
    ['a retry without end', { 'x-slack-retry-num': '9'.repeat(100) }],
    ['another host', { host: 'evil.example' }],
    ['a forwarded address', { 'x-forwarded-for': '127.0.0.1, '.repeat(100) }],
    ['an upgrade', { connection: 'Upgrade', upgrade: 'h2c' }],
    ['a range', { range: 'bytes=0-1' }],
    ['a cookie of 4 KB', { cookie: `a=${'b'.repeat(4_000)}` }],
    ['another token', { authorization: 'Bearer xoxb-other' }],
  ]
  return [
    ...methods.map((method) => of(method, [...takenOrRefused, 405, 501], { method, body: '' })),
    ...paths.map((path) => of(path, takenOrRefused, { path })),
    ...types.map((type) => of(type, takenOrRefused, { type })),
    ...bodies.map(([what, body]) => of(what, refused, { body })),
    ...headers.map(([what, more]) => of(what, takenOrRefused, { headers: more })),
  ]
}

/** 80: bodies that are signed and no delivery (B1). */
export function bodies(slack: RunningWorld): Case[] {
  const jsons = [
    'null',
    'true',
    '0',
    '123',
    '-0',
    '1e400',
    '""',
    '"x"',
    '[]',
    '[null]',
    '[{}]',
    '{}',
    '{"type":null}',
    '{"type":7}',
    '{"type":""}',
    '{"type":[]}',
    '{"type":{}}',
    '{"type":"event_callback"}',
    '{"type":"event_callback","event":null}',
    '{"type":"event_callback","event":{}}',
    '{"type":"event_callback","event":[]}',
    '{"type":"event_callback","event":{"type":null}}',
    '{"type":"event_callback","team_id":"T0GOFER","event":{"type":"app_mention"}}',
    '{"type":"event_callback","team_id":null,"event":{"type":"app_mention","user":"U0P0"}}',
    '{"type":"event_callback","team_id":"__proto__","event":{"type":"app_mention"}}',
    '{"__proto__":{"type":"event_callback"}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{',
    '{"a":',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1}{"b":2}',
    'not json',
    '['.repeat(20_000),
    `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
    '{"type":"view_submission"}',
    '{"type":"block_actions","actions":[]}',
    '{"type":"block_actions","actions":null}',
    '{"type":"block_suggestion"}',
    '{"type":"unheard_of"}',
  ]
  const asForm = (payload: string): string => `payload=${encodeURIComponent(payload)}`
  return [
    ...jsons.map((body) =>
      signedCase(slack, { kind: 'shape', what: body.slice(0, 60), body, type: json, right: takenOrRefused }),
    ),
    ...jsons.map((body) =>
      signedCase(slack, {
        kind: 'shape',
        what: `payload=${body.slice(0, 50)}`,
        body: asForm(body),
        type: form,
        right: takenOrRefused,
      }),
    ),
  ]
}

/** 60: whole deliveries with one field that is not what it should be (B2). */
export function ids(slack: RunningWorld): Case[] {
  const fields = [['event', 'user'], ['team_id'], ['event', 'channel']]
  return fields.flatMap((field) =>
    shapes.map((shape, n) => {
      const delivery = changed(slack.payloads.appMention('help', sender(n)), field, shape)
      const what = `${field.at(-1)}: ${JSON.stringify(shape).slice(0, 40)}`
      return ofDelivery(slack, delivery, 'id', what, [...takenOrRefused, 503])
    }),
  )
}

/** 80 and 60: words, by command and by mention (B3, K1). */
export function words(slack: RunningWorld): Case[] {
  const ways = (kind: string, list: readonly string[]): Case[] =>
    list.flatMap((text, n) => [
      ofDelivery(slack, slack.payloads.slashCommand(text, sender(n)), kind, `command: ${shown(text)}`, [200]),
      ofDelivery(slack, slack.payloads.appMention(text, sender(n)), kind, `mention: ${shown(text)}`, [200]),
    ])
  return [...ways('text', texts), ...ways('injection', injections)]
}

/** 40: values of buttons and metadata of windows that this version did not write. */
export function values(slack: RunningWorld): Case[] {
  const held = [
    '',
    'x',
    '{}',
    '[]',
    'null',
    '{"v":1}',
    '{"v":2,"q":["a"],"a":"b"}',
    '{"v":1,"q":[],"a":"x"}',
    '{"v":1,"q":["a"],"a":"../.."}',
    '{"v":1,"q":["<!channel>"],"a":"x"}',
  ]
  const more = [
    '{"v":1,"q":["a"],"a":"x","p":0}',
    '{"v":1,"q":["a"],"a":"x","p":1e9}',
    '{"v":1,"q":["a"],"a":"x","team":"T0OTHER"}',
    '0'.repeat(2_000),
    `{"v":1,"q":["${'a'.repeat(1_900)}"],"a":"x"}`,
    "'; drop table shares; --",
    '__proto__|1',
    '|',
    '\u0000',
    '\uD800',
  ]
  const all = [...held, ...more]
  const press = (value: string): Delivery => ({
    kind: 'block_actions',
    payload: {
      ...base(slack),
      type: 'block_actions',
      container: { type: 'message', message_ts: '1.1', channel_id: 'C0GENGOFER' },
      channel: { id: 'C0GENGOFER', name: 'general' },
      actions: [{ type: 'button', action_id: 'gofer_ask', block_id: 'b', value, action_ts: String(Math.random()) }],
    },
  })
  const send = (metadata: string): Delivery => ({
    kind: 'view_submission',
    payload: {
      ...base(slack),
      type: 'view_submission',
      view: {
        id: 'V1',
        type: 'modal',
        callback_id: 'gofer_decide_step',
        private_metadata: metadata,
        state: { values: {} },
      },
    },
  })
  return [
    ...all.map((value) => ofDelivery(slack, press(value), 'value', `button: ${shown(value)}`, [200, 400])),
    ...all.map((value) => ofDelivery(slack, send(value), 'value', `metadata: ${shown(value)}`, [200, 400])),
  ]
}

/** A whole delivery with some of it replaced, taken away or turned around (B5). The same random numbers make the same one. */
export function fuzzed(slack: RunningWorld, random: Random, n: number): Case {
  const makers = [
    () => slack.payloads.appMention('who uses go', sender(n)),
    () => slack.payloads.slashCommand('who uses go', sender(n)),
    () => slack.payloads.shortcut('gofer_open', sender(n)),
    () => slack.payloads.directMessage('help', sender(n)),
  ]
  const delivery = structuredClone(pick(random, makers)())
  for (let change = 0; change <= random() * 3; change += 1) mutate(delivery.payload, random)
  const { body, contentType } = encode(delivery)
  const bytes = Buffer.from(body)
  if (random() < 0.2) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
  const cut = random() < 0.1 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes
  return signedCase(slack, {
    kind: 'seeded',
    what: `seeded ${n}`,
    body: cut,
    type: contentType,
    right: [...takenOrRefused, 503],
  })
}

/** Takes a field away, or puts something else in its place, anywhere inside. */
export function mutate(value: Record<string, unknown>, random: Random): void {
  const keys = Object.keys(value)
  const key = pick(random, keys.length > 0 ? keys : ['x'])
  const inner = value[key]
  if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && random() < 0.6)
    return mutate(inner as Record<string, unknown>, random)
  if (random() < 0.2) delete value[key]
  else value[key] = pick(random, [...shapes, ...texts, ...injections])
}

export const pick = <T>(random: Random, list: readonly T[]): T => {
  const found = list[Math.floor(random() * list.length)]
  if (found === undefined && list.length === 0) throw new Error('nothing to pick from')
  return found as T
}

const base = ({ world, api }: RunningWorld) => ({
  api_app_id: world.appId,
  team: { id: 'T0GOFER', domain: 'gofer' },
  user: { id: 'U0P0', name: 'person0', team_id: 'T0GOFER' },
  trigger_id: api.trigger({ team: 'T0GOFER', user: 'U0P0' }),
})

function changed(delivery: Delivery, [field, inner]: readonly string[], value: unknown): Delivery {
  const { payload } = structuredClone(delivery)
  if (inner === undefined) payload[field ?? ''] = value
  else payload[field ?? ''] = { ...(payload[field ?? ''] as object), [inner]: value }
  return { kind: delivery.kind, payload }
}

function ofDelivery(
  slack: RunningWorld,
  delivery: Delivery,
  kind: string,
  what: string,
  right: readonly number[],
): Case {
  const { body, contentType } = encode(delivery)
  return signedCase(slack, { kind, what, body, type: contentType, right })
}

type Signed = Pick<Case, 'kind' | 'what' | 'body' | 'right'> & { readonly type: string }
const signedCase = (slack: RunningWorld, { type, ...rest }: Signed): Case => ({
  ...rest,
  headers: { ...signing(slack, rest.body), 'content-type': type },
})

const signing = ({ world }: RunningWorld, body: string | Buffer) => ({
  ...sign(body, { secret: world.signingSecret, at: Date.now() }),
})

const shown = (text: string): string => JSON.stringify(text.slice(0, 40))
