import { expect } from 'vitest'
import type { Json } from '../../support/blocks.ts'
import { ana, form, type Outside, type Setup } from './outside.ts'
import { docs, known, method, rule, told } from './rule.ts'

const rotating = docs('authentication/using-token-rotation')
const rotation: Setup = { world: { rotation: true } }

const clientOf = ({ world: { world } }: Outside): Json => ({
  client_id: world.clientId,
  client_secret: world.clientSecret,
})
/** Somebody presses Allow; with real Slack, in a browser. */
const allowed = ({ world }: Outside, more: { readonly redirectUri?: string } = {}): string =>
  world.api.allow({ team: 'T0GOFER', user: ana, ...more })
const exchange = (slack: Outside, args: Json): Promise<Json> =>
  slack.call('oauth.v2.access', { ...clientOf(slack), ...args }, '')

rule('a code is good for a token, the scopes and the workspace', method('oauth.v2.access'), async (slack) => {
  const answer = await exchange(slack, { code: allowed(slack) })
  expect(answer).toMatchObject({
    ok: true,
    app_id: 'A0GOFER',
    token_type: 'bot',
    access_token: expect.stringMatching(/^xoxb-/),
    bot_user_id: 'U0BOT0GOFER',
    scope: expect.stringContaining('chat:write'),
    team: { id: 'T0GOFER', name: 'Team 0GOFER' },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: ana },
  })
  expect(answer).not.toHaveProperty('refresh_token')
  expect(await slack.call('auth.test', {}, String(answer['access_token']))).toMatchObject({ ok: true })
})

rule('the app names itself by Basic authentication or by two fields', method('oauth.v2.access'), async (slack) => {
  const { clientId, clientSecret } = slack.world.world
  const { body } = await slack.http('oauth.v2.access', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: form({ code: allowed(slack) }),
  })
  expect(body).toMatchObject({ ok: true })
})

for (const [what, more, error] of [
  ['another client_id', { client_id: '1.2' }, 'invalid_client_id'],
  ['another client_secret', { client_secret: 'x' }, 'bad_client_secret'],
  ['a code that Slack never made', { code: 'made-up' }, 'invalid_code'],
  ['another grant_type', { grant_type: 'password' }, 'invalid_grant_type'],
] as const) {
  rule(`${what}: ${error}`, method('oauth.v2.access'), async (slack) => {
    expect(await exchange(slack, { code: allowed(slack), ...more })).toEqual({ ok: false, error })
  })
}

rule(
  'a code works once: code_already_used',
  told('kmrshntr/omniauth-slack#54, outline/outline#1239'),
  async (slack) => {
    const code = allowed(slack)
    await exchange(slack, { code })
    expect(await exchange(slack, { code })).toEqual({ ok: false, error: 'code_already_used' })
  },
)

rule('a code lives ten minutes: invalid_code', known, async (slack) => {
  const code = allowed(slack)
  slack.clock.advance(10 * 60_000 + 1)
  expect(await exchange(slack, { code })).toEqual({ ok: false, error: 'invalid_code' })
})

rule('the redirect address must be the one of before: bad_redirect_uri', method('oauth.v2.access'), async (slack) => {
  const redirectUri = 'https://gofer.example/oauth'
  const code = allowed(slack, { redirectUri })
  expect(await exchange(slack, { code, redirect_uri: 'https://evil.example' })).toEqual({
    ok: false,
    error: 'bad_redirect_uri',
  })
  expect(await exchange(slack, { code, redirect_uri: redirectUri })).toMatchObject({ ok: true })
})

rule('an app installed again gets another token', told('bolt-js#1103, bolt-js#1558'), async (slack) => {
  const before = slack.ours.token
  await slack.call('auth.revoke')
  const { access_token } = await exchange(slack, { code: allowed(slack) })
  expect(access_token).not.toBe(before)
  expect(await slack.call('auth.test', {}, String(access_token))).toMatchObject({ ok: true })
})

rule(
  'with token rotation a token ends after twelve hours: token_expired',
  rotating,
  async (slack) => {
    const answer = await exchange(slack, { code: allowed(slack) })
    expect(answer).toMatchObject({
      access_token: expect.stringMatching(/^xoxe\.xoxb-/),
      refresh_token: expect.stringMatching(/^xoxe-1-/),
      expires_in: 43_200,
    })
    const token = String(answer['access_token'])
    expect(await slack.call('auth.test', {}, token)).toMatchObject({ ok: true })
    slack.clock.advance(43_200_000)
    expect(await slack.call('auth.test', {}, token)).toEqual({ ok: false, error: 'token_expired' })
  },
  rotation,
)

rule(
  'a refresh token is good for the next pair, once: invalid_refresh_token',
  rotating,
  async (slack) => {
    const { refresh_token } = await exchange(slack, { code: allowed(slack) })
    const again = { grant_type: 'refresh_token', refresh_token }
    const next = await exchange(slack, again)
    expect(next).toMatchObject({ ok: true, expires_in: 43_200, refresh_token: expect.stringMatching(/^xoxe-1-/) })
    expect(next['refresh_token']).not.toBe(refresh_token)
    expect(await slack.call('auth.test', {}, String(next['access_token']))).toMatchObject({ team_id: 'T0GOFER' })
    expect(await exchange(slack, again)).toEqual({ ok: false, error: 'invalid_refresh_token' })
  },
  rotation,
)

rule(
  'a token without an end is exchanged for a pair, once',
  method('oauth.v2.exchange'),
  async (slack) => {
    const first = await slack.call('oauth.v2.exchange', clientOf(slack))
    expect(first).toMatchObject({ ok: true, refresh_token: expect.any(String), expires_in: 43_200 })
    expect(await slack.call('oauth.v2.exchange', clientOf(slack), String(first['access_token']))).toEqual({
      ok: false,
      error: 'token_already_exchanged',
    })
  },
  rotation,
)

rule(
  'without token rotation nothing is exchanged: token_rotation_not_enabled',
  method('oauth.v2.exchange'),
  async (slack) => {
    expect(await slack.call('oauth.v2.exchange', clientOf(slack))).toEqual({
      ok: false,
      error: 'token_rotation_not_enabled',
    })
  },
)
