import { describe, expect, test } from 'vitest'
import { secretsOf, toConfig, type Env } from '#config.ts'
import { createLog, scrubber } from '#log.ts'

const token = { SLACK_BOT_TOKEN: 'xoxb-1' }
const http = { ...token, SLACK_SIGNING_SECRET: 'secret' }
const made = (env: Env) => {
  const configured = toConfig(env)
  if (configured.kind === 'mistakes') throw new Error(configured.lines.join('\n'))
  return configured.config
}
const mistakes = (env: Env): readonly string[] => {
  const configured = toConfig(env)
  return configured.kind === 'mistakes' ? configured.lines : []
}

describe('settings', () => {
  test('without any are the local workspace', () => {
    expect(made({})).toMatchObject({
      transport: { kind: 'local', delivery: 'http', seed: 1 },
      listen: { host: '127.0.0.1', port: 3000 },
      slashCommand: '/golang',
      knowledgeDir: expect.stringMatching(/\/knowledge$/),
      log: { level: 'warn', format: 'json' },
      admins: new Set(),
    })
  })

  test.each<[Env, object]>([
    [http, { kind: 'http', botToken: 'xoxb-1', signingSecrets: ['secret'] }],
    [
      { ...token, SLACK_SIGNING_SECRET: ' new , old ' },
      { kind: 'http', signingSecrets: ['new', 'old'] },
    ],
    [
      { ...token, SLACK_APP_TOKEN: 'xapp-1' },
      { kind: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' },
    ],
    [{ ...http, SLACK_APP_TOKEN: 'xapp-1' }, { kind: 'socket' }],
    [{ ...http, SLACK_APP_TOKEN: '' }, { kind: 'http' }],
    [{ SLACK_BOT_TOKEN: ' ' }, { kind: 'local' }],
  ])('%j say how Slack reaches us', (env, transport) => {
    expect(made(env).transport).toMatchObject(transport)
  })

  test('are read as documented', () => {
    const env = {
      ...http,
      SLACK_API_URL: 'http://127.0.0.1:9/api',
      HOST: '0.0.0.0',
      PORT: '0',
      SLASH_COMMAND: '/ask-go',
      KNOWLEDGE_DIR: '/srv/k',
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'pretty',
      DATA_DIR: 'x',
    }
    expect(made(env)).toMatchObject({
      slackApiUrl: 'http://127.0.0.1:9/api/',
      listen: { host: '0.0.0.0', port: 0 },
      slashCommand: '/ask-go',
      knowledgeDir: '/srv/k',
      log: { level: 'debug', format: 'pretty' },
      dataDir: expect.stringMatching(/\/x$/),
    })
  })

  test('are pretty where a person looks', () => {
    expect(toConfig({}, true)).toMatchObject({ config: { log: { format: 'pretty' } } })
  })

  test.each<[Env, RegExp]>([
    [{ SLACK_BOT_TOKEN: 'xapp-1' }, /^SLACK_BOT_TOKEN: .*xoxb-/],
    [token, /^SLACK_SIGNING_SECRET: .*SLACK_APP_TOKEN/],
    [{ SLACK_SIGNING_SECRET: 'x' }, /^SLACK_BOT_TOKEN: .*SLACK_SIGNING_SECRET/],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, /^SLACK_BOT_TOKEN: .*SLACK_APP_TOKEN/],
    [{ ...token, SLACK_APP_TOKEN: 'xoxb-1' }, /^SLACK_APP_TOKEN: .*xapp-/],
    [{ ...token, SLACK_SIGNING_SECRET: ' , ' }, /^SLACK_SIGNING_SECRET: /],
    [{ PORT: '70000' }, /^PORT: a port number/],
    [{ PORT: '3000a' }, /^PORT: a port number/],
    [{ HOST: 'a b' }, /^HOST: /],
    [{ SLACK_API_URL: 'slack.com' }, /^SLACK_API_URL: /],
    [{ PUBLIC_URL: 'ftp://x' }, /^PUBLIC_URL: /],
    [{ SLASH_COMMAND: 'golang' }, /^SLASH_COMMAND: .*slash/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL: .*postgres/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL: one of/],
    [{ ADMINS: 'ana' }, /^ADMINS: user ids/],
    [{ WORKSPACE_DELIVERY: 'mail' }, /^WORKSPACE_DELIVERY: http or socket/],
    [{ WORKSPACE_SEED: 'x' }, /^WORKSPACE_SEED: a number/],
    [{ LOG_FORMAT: 'xml' }, /^LOG_FORMAT: pretty or json/],
  ])('that are wrong are one line, with the variable and the wish: %j', (env, line) => {
    expect(mistakes(env)).toHaveLength(1)
    expect(mistakes(env)[0]).toMatch(line)
    expect(mistakes(env)[0]).not.toContain('\n')
  })

  test('that are secret do not stand in a mistake', () => {
    expect(mistakes({ SLACK_BOT_TOKEN: 'xoxp-very-secret', PORT: 'x' }).join()).not.toContain('very-secret')
    expect(secretsOf(made(http))).toEqual(['xoxb-1', 'secret'])
  })
})

describe('the log', () => {
  const scrub = scrubber(['s3cr3t-signing', 'abc'])

  test.each([
    ['token xoxb-123-abc in a sentence', 'xoxb-123'],
    ['{"a":{"b":{"c":{"authorization":"Bearer xoxe.xoxb-1-Mi0"}}}}', 'Mi0'],
    ['"xapp-1-A1-2-3"', 'A1-2-3'],
    ['the s3cr3t-signing itself', 's3cr3t-signing'],
    ['wss://x/link?ticket=abcd-ef&app=1', 'abcd-ef'],
    ['posted to https://hooks.slack.com/commands/T1/2/3', 'T1/2/3'],
    ['client_secret=deadbeef&x=1', 'deadbeef'],
  ])('strikes out: %s', (line, secret) => {
    expect(scrub(line)).not.toContain(secret)
  })

  test('leaves words alone', () => {
    expect(scrub('abc is a word, xox too')).toBe('abc is a word, xox too')
  })

  test.each(['json', 'pretty'] as const)('passes every line through the scrubber: %s', (format) => {
    const lines: string[] = []
    const log = createLog({ level: 'info', format }, ['s3cr3t-signing'], { write: (line) => void lines.push(line) })
    log.info({ deep: { er: ['xoxb-1-2'] }, why: new Error('s3cr3t-signing') }, 'posted with xapp-1-x')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('posted with xapp-[secret]')
    expect(lines[0]).not.toMatch(/xoxb-1|s3cr3t-signing/)
  })
})
