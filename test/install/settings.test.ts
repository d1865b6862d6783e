import { describe, expect, test } from 'vitest'
import { secretsOf, toConfig, type Env } from '#config.ts'
import { idOf } from '#install/seal.ts'
import { keyOf } from './served.ts'

const [key, other] = [keyOf(), keyOf()]
const whole: Env = {
  SLACK_CLIENT_ID: '123.456',
  SLACK_CLIENT_SECRET: 'a-client-secret',
  TOKEN_ENCRYPTION_KEY: key,
  SLACK_SIGNING_SECRET: 'new-secret,old-secret',
  PUBLIC_URL: 'https://gofer.example/',
}
const lines = (env: Env): readonly string[] => {
  const made = toConfig(env)
  return made.kind === 'mistakes' ? made.lines : []
}
const made = (env: Env) => {
  const configured = toConfig(env)
  if (configured.kind === 'mistakes') throw new Error(configured.lines.join('\n'))
  return configured.config
}

describe('the settings of many workspaces', () => {
  test('are five, and a key has a name or none', () => {
    expect(made(whole).transport).toEqual({
      kind: 'oauth',
      clientId: '123.456',
      clientSecret: 'a-client-secret',
      signingSecrets: ['new-secret', 'old-secret'],
      encryptionKeys: [{ base64: key }],
      publicUrl: 'https://gofer.example',
    })
    const named = made({ ...whole, TOKEN_ENCRYPTION_KEY: ` 2027:${key} , ${other}` }).transport
    expect(named).toMatchObject({ encryptionKeys: [{ id: '2027', base64: key }, { base64: other }] })
    expect(idOf({ base64: key })).toMatch(/^[0-9a-f]{8}$/)
    // Kept in a database from the start, in the folder of everything else.
    expect(made(whole).dataDir).toMatch(/\/\.data$/)
  })

  test('are all secret that should be', () => {
    const secrets = secretsOf(made({ ...whole, TOKEN_ENCRYPTION_KEY: `a:${key},${other}` }))
    for (const secret of ['a-client-secret', 'new-secret', 'old-secret', key, other]) expect(secrets).toContain(secret)
  })

  const without = (...names: readonly string[]): Env =>
    Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name)))

  test.each<[string, Env, RegExp]>([
    ['no client id', without('SLACK_CLIENT_ID'), /^SLACK_CLIENT_ID: the client id/],
    ['no client secret', without('SLACK_CLIENT_SECRET'), /^SLACK_CLIENT_SECRET: the client secret/],
    ['no key', without('TOKEN_ENCRYPTION_KEY'), /^TOKEN_ENCRYPTION_KEY: a key .*openssl rand/],
    ['no signing secret', without('SLACK_SIGNING_SECRET'), /^SLACK_SIGNING_SECRET: the signing secret/],
    ['no address', without('PUBLIC_URL'), /^PUBLIC_URL: the address to which Slack sends browsers back/],
    ['only a client id', { SLACK_CLIENT_ID: '1' }, /^SLACK_CLIENT_SECRET: .*SLACK_CLIENT_ID/],
    ['only a client secret', { SLACK_CLIENT_SECRET: '1' }, /^SLACK_CLIENT_ID: .*SLACK_CLIENT_SECRET/],
    ['only a key', { TOKEN_ENCRYPTION_KEY: key }, /^SLACK_CLIENT_ID: .*TOKEN_ENCRYPTION_KEY/],
    ['an address without https', { ...whole, PUBLIC_URL: 'http://gofer.example' }, /^PUBLIC_URL: .*https/],
    ['a bot token besides', { ...whole, SLACK_BOT_TOKEN: 'xoxb-1' }, /^SLACK_BOT_TOKEN: one workspace .* or many/],
    [
      'a bot token besides a half',
      { SLACK_CLIENT_ID: '1', SLACK_BOT_TOKEN: 'xoxb-1' },
      /^SLACK_BOT_TOKEN: .*SLACK_CLIENT_ID/,
    ],
    ['an app token besides', { ...whole, SLACK_APP_TOKEN: 'xapp-1' }, /^SLACK_APP_TOKEN: .*HTTP/],
    ['a client id of words', { ...whole, SLACK_CLIENT_ID: 'my app' }, /^SLACK_CLIENT_ID: /],
    ...['short', key.slice(0, 40), `${key}AAAA`, `a b:${key}`, `:${key}`, `a:b:${key}`, ',', `${key}!`].map(
      (wrong): [string, Env, RegExp] => [
        `a key that is ${wrong.replaceAll(key, 'KEY')}`,
        { ...whole, TOKEN_ENCRYPTION_KEY: wrong },
        /^TOKEN_ENCRYPTION_KEY: 32 bytes in base64/,
      ],
    ),
    [
      'one name for two keys',
      { ...whole, TOKEN_ENCRYPTION_KEY: `a:${key},a:${other}` },
      /^TOKEN_ENCRYPTION_KEY: keys that differ/,
    ],
    [
      'the same key twice',
      { ...whole, TOKEN_ENCRYPTION_KEY: `${key},${key}` },
      /^TOKEN_ENCRYPTION_KEY: keys that differ/,
    ],
  ])('half set are one line: %s', (_, env, line) => {
    expect(lines(env)).toEqual([expect.stringMatching(line)])
    expect(lines(env)[0]).not.toContain('\n')
    for (const secret of [key, other, 'a-client-secret', 'new-secret']) expect(lines(env)[0]).not.toContain(secret)
  })
})
