import { describe, expect, test } from 'vitest'
import { channelNamed } from '#standin/world.ts'
import { north, publicUrl, serve, south, textOf, type Served } from './served.ts'

const readToken = async (served: Served, team: string) => (await served.storage.installations.read(team))?.token

describe('the pages', () => {
  test('lead to Slack with the scopes of the manifest, a state of 128 bits and the address to come back to', async () => {
    const served = await serve()
    const browser = served.browser()
    const link = await browser.begin()
    expect(link.origin + link.pathname).toBe(`${new URL(served.slack.api.url).origin}/oauth/v2/authorize`)
    expect(Object.fromEntries(link.searchParams)).toEqual({
      client_id: served.slack.world.clientId,
      scope: 'commands,chat:write,app_mentions:read,im:history',
      state: expect.stringMatching(/^[\w-]{22}$/),
      redirect_uri: `${publicUrl}/slack/oauth_redirect`,
    })
    expect((await browser.begin()).searchParams.get('state')).not.toBe(link.searchParams.get('state'))
  })

  test('are plain, in no frame, kept by nobody, and over https for a year', async () => {
    const served = await serve()
    const browser = served.browser()
    for (const path of ['/slack/install', '/slack/oauth_redirect', '/slack/oauth_redirect?error=access_denied']) {
      const { headers, text } = await browser.get(path)
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
        ),
        'strict-transport-security': expect.stringMatching(/^max-age=31536000/),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'x-frame-options': 'DENY',
      })
      expect(text).not.toMatch(/<script|\son\w+=|javascript:|<img|<form/i)
      expect(text).toMatch(/^<!doctype html><html lang="en">.*<title>.+<\/title>.*<h1>/)
    }
    const { headers } = await served.browser().get('/slack/install')
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-gofer_install=[\w-]{22}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
  })

  test('on this machine do without https, and then without what only https has', async () => {
    const served = await serve({ env: { PUBLIC_URL: 'http://127.0.0.1:3000' } })
    const { headers } = await served.browser().get('/slack/install')
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('set-cookie')).toMatch(/^gofer_install=[\w-]{22}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('are not there for one workspace by its token', async () => {
    const served = await serve({
      env: {
        SLACK_CLIENT_ID: '',
        SLACK_CLIENT_SECRET: '',
        TOKEN_ENCRYPTION_KEY: '',
        SLACK_BOT_TOKEN: north.token,
      },
    })
    expect((await fetch(`${served.origin}/slack/install`)).status).toBe(404)
    expect((await fetch(`${served.origin}/slack/oauth_redirect`)).status).toBe(404)
  })

  test('give no state to who only looks, and none to a crowd', async () => {
    const served = await serve()
    const head = await fetch(`${served.origin}/slack/install`, { method: 'HEAD' })
    expect([head.status, head.headers.get('set-cookie')]).toEqual([200, null])
    for (let asked = 0; asked < 600; asked += 1) await (await fetch(`${served.origin}/slack/install`)).arrayBuffer()
    const crowded = await served.browser().get('/slack/install')
    expect([crowded.status, crowded.text]).toEqual([503, expect.stringContaining('in a minute')])
    served.clock.advance(60_000)
    expect((await served.browser().get('/slack/install')).status).toBe(200)
  })
})

describe('an installation', () => {
  test('ends in a page with the name of the workspace and what to do, and its token is sealed', async () => {
    const served = await serve()
    const { status, text } = await served.install(north.id)
    expect(status).toBe(200)
    expect(text).toContain('Gofer is installed in Team 0NORTH')
    expect(text).toContain('/golang help')
    expect(text).toContain('app_redirect?app=A0GOFER&amp;team=T0NORTH')
    expect(await served.storage.installations.read(north.id)).toMatchObject({
      team: north.id,
      org: false,
      app: 'A0GOFER',
      botUser: north.botUser,
      installer: north.users[0]?.id,
      scopes: north.scopes,
      state: 'live',
      version: 1,
      token: expect.stringMatching(/^g1\.first\./),
    })
    expect(await readToken(served, north.id)).not.toContain(north.token)
    expect(served.log.join('')).not.toContain(north.token)
    expect(served.slack.api.problems()).toEqual([])
  })

  test('of two workspaces: each is answered as itself, with its own token and its own records', async () => {
    const served = await serve()
    for (const { id } of [north, south]) expect((await served.install(id)).status).toBe(200)
    for (const team of served.slack.world.teams) {
      const { text } = channelNamed(team, 'general').id
        ? await served.send(served.slack.payloads.slashCommand('who builds', { team }))
        : { text: '' }
      expect(text).toContain('Stone')
      await served.send(served.slack.payloads.appMention('who builds', { team }))
    }
    await served.service.settled()
    const posts = served.slack.api.calls('chat.postMessage')
    expect(posts.map(({ team, args }) => [team, args['channel']])).toEqual([
      [north.id, 'C0GEN0NORTH'],
      [south.id, 'C0GEN0SOUTH'],
    ])
    expect(served.slack.api.problems()).toEqual([])
  })

  test('made again takes the place of the one before, and the next call goes with the new token', async () => {
    const served = await serve()
    const [team] = served.slack.world.teams
    if (!team) throw new Error('no team')
    await served.install(team.id)
    const before = await readToken(served, team.id)
    await served.send(served.slack.payloads.appMention('who builds', { team }))
    await served.service.settled()
    team.revoked = 'account_inactive'
    served.clock.advance(1000)
    expect((await served.install(team.id)).status).toBe(200)
    expect(await readToken(served, team.id)).not.toBe(before)
    expect((await served.storage.installations.read(team.id))?.version).toBe(2)
    await served.send(served.slack.payloads.appMention('who builds again', { team }))
    await served.service.settled()
    expect(served.slack.api.calls('chat.postMessage').map(({ outcome }) => outcome)).toEqual([
      expect.objectContaining({ body: expect.objectContaining({ ok: true }) }),
      expect.objectContaining({ body: expect.objectContaining({ ok: true }) }),
    ])
  })

  test('a workspace that has not installed it is told where, and what it presses does nothing', async () => {
    const served = await serve()
    await served.install(north.id)
    const [, other] = served.slack.world.teams
    if (!other) throw new Error('no team')
    const reply = await served.send(served.slack.payloads.slashCommand('who builds', { team: other }))
    expect(reply.status).toBe(200)
    expect(textOf(reply.body)).toContain(`${publicUrl}/slack/install`)
    expect((await served.send(served.slack.payloads.appMention('who builds', { team: other }))).status).toBe(200)
    await served.service.settled()
    expect(served.slack.api.calls('chat.postMessage')).toEqual([])
  })
})

describe('every other end of it is a page of its own that says what to do', () => {
  test.each([
    ['cancelled', { error: 'access_denied' }, 200, 'Nothing was installed'],
    ['not allowed', { error: 'invalid_scope' }, 403, 'admin'],
    ['an error of somebody else', { error: '<script>alert(1)</script>' }, 403, 'admin'],
    ['no code', { state: 'x' }, 400, 'start again'],
    ['no state', { code: 'x' }, 400, 'start again'],
    ['nothing', {}, 400, 'start again'],
    ['a made-up state', { code: 'x', state: 'A'.repeat(22) }, 400, 'not known here'],
    ['a monstrous state', { code: 'x', state: '%00'.repeat(2000) }, 400, 'not known here'],
  ] as const)('%s', async (_, query, status, words) => {
    const served = await serve()
    const page = await served.browser().finish(query)
    expect([page.status, page.text]).toEqual([status, expect.stringContaining(words)])
    expect(page.text).toContain(`href="${publicUrl}/slack/install"`)
    expect(page.text).not.toContain('alert(1)')
    expect(served.slack.api.calls('oauth.v2.access')).toEqual([])
  })

  const begun = async (served: Served) => {
    const browser = served.browser()
    const state = (await browser.begin()).searchParams.get('state') ?? ''
    const code = served.slack.api.allow({ team: north.id, user: north.users[0]?.id ?? '' })
    return { browser, state, code }
  }

  test('used: a state is good for one exchange, even when it comes twice at once', async () => {
    const served = await serve()
    const { browser, state, code } = await begun(served)
    const pages = await Promise.all([1, 2, 3].map(() => browser.finish({ code, state })))
    expect(pages.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(pages.filter(({ text }) => text.includes('used before'))).toHaveLength(2)
    const replay = await browser.finish({ code, state })
    expect(replay.text).toContain('used before')
    expect(served.slack.api.calls('oauth.v2.access')).toHaveLength(1)
  })

  test('expired: ten minutes and no more', async () => {
    const served = await serve()
    const { browser, state, code } = await begun(served)
    served.clock.advance(10 * 60_000)
    const page = await browser.finish({ code, state })
    expect([page.status, page.text]).toEqual([400, expect.stringMatching(/too long|not known here/)])
    expect(served.slack.api.calls('oauth.v2.access')).toEqual([])
  })

  test('foreign: another browser, with a cookie of its own or none, and then nobody', async () => {
    const served = await serve()
    for (const withCookie of [true, false]) {
      const { browser, state, code } = await begun(served)
      const other = served.browser()
      if (withCookie) await other.begin()
      const page = await other.finish({ code, state })
      expect([page.status, page.text]).toEqual([403, expect.stringContaining('another browser')])
      expect((await browser.finish({ code, state })).text).toContain('used before')
    }
    expect(served.slack.api.calls('oauth.v2.access')).toEqual([])
    expect(await served.storage.installations.page(10)).toEqual([])
  })

  test.each(['access_denied', 'invalid_scope'])('ended by Slack with %s: its state is used up too', async (error) => {
    const served = await serve()
    const { browser, state, code } = await begun(served)
    expect((await browser.finish({ error, state })).text).toContain('Nothing was installed')
    const after = await browser.finish({ code, state })
    expect([after.status, after.text]).toEqual([400, expect.stringContaining('used before')])
    expect(served.slack.api.calls('oauth.v2.access')).toEqual([])
  })

  test('tried again and again from outside: not a line each time', async () => {
    const served = await serve()
    for (let n = 0; n < 50; n += 1) await served.browser().finish({ code: 'x', state: 'A'.repeat(22) })
    const lines = served.log.filter((line) => line.includes('an installation was turned away'))
    expect(lines.length).toBeLessThan(10)
    expect(lines[0]).toContain('"times":1')
  })

  test('two tabs of one browser may both come to an end', async () => {
    const served = await serve()
    const browser = served.browser()
    const states = [await browser.begin(), await browser.begin()].map((link) => link.searchParams.get('state') ?? '')
    const code = () => served.slack.api.allow({ team: north.id, user: 'U0ANA0NORTH' })
    expect((await browser.finish({ code: code(), state: states[1] ?? '' })).status).toBe(200)
    expect((await browser.finish({ code: code(), state: states[0] ?? '' })).status).toBe(200)
  })

  test('what only looks at the address uses nothing up', async () => {
    const served = await serve()
    const { browser, state, code } = await begun(served)
    const query = new URLSearchParams({ code, state }).toString()
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    await fetch(`${served.origin}/slack/oauth_redirect?${query}`, { method: 'HEAD', headers: { cookie } })
    expect((await browser.finish({ code, state })).status).toBe(200)
  })

  test('Slack says no', async () => {
    const served = await serve()
    const { browser, state } = await begun(served)
    const page = await browser.finish({ code: 'made-up', state })
    expect([page.status, page.text]).toEqual([502, expect.stringContaining('invalid_code')])
  })

  test.each([
    ['a page of HTML', { kind: 'status', status: 200, body: '<html>' }],
    ['an empty answer', { kind: 'status', status: 200, body: '' }],
    ['500', { kind: 'status', status: 500 }],
    ['503 with HTML', { kind: 'status', status: 503, body: '<html>' }],
    ['a redirect', { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
    ['the connection breaks', { kind: 'reset', done: false }],
    ['the answer gets lost', { kind: 'reset', done: true }],
    ['429', { kind: 'status', status: 429, body: '' }],
  ] as const)('Slack says nothing that can be read: %s', async (_, fault) => {
    const served = await serve()
    const { browser, state, code } = await begun(served)
    served.slack.api.fault('oauth.v2.access', fault)
    const page = await browser.finish({ code, state })
    expect([page.status, page.text]).toEqual([504, expect.stringContaining('start again')])
    // The code is never used twice: nobody knows whether it was used once.
    expect(served.slack.api.calls('oauth.v2.access')).toHaveLength(1)
    expect(served.log.join('')).not.toContain(code)
  })

  test.each([
    ['hangs', { kind: 'hang' }],
    ['is slower than ten seconds', { kind: 'slow', ms: 11_000 }],
  ] as const)('Slack %s', async (_, fault) => {
    const served = await serve()
    const { browser, state, code } = await begun(served)
    served.slack.api.fault('oauth.v2.access', fault)
    const coming = browser.finish({ code, state })
    await expect.poll(() => served.slack.api.calls('oauth.v2.access')).toHaveLength(1)
    served.clock.advance(10_000)
    const page = await coming
    expect([page.status, page.text]).toEqual([504, expect.stringContaining('start again')])
  })

  test('slow, but not too slow, works', async () => {
    const served = await serve()
    const { browser, state, code } = await begun(served)
    served.slack.api.fault('oauth.v2.access', { kind: 'slow', ms: 9_000 })
    const coming = browser.finish({ code, state })
    await expect.poll(() => served.slack.api.calls('oauth.v2.access')).toHaveLength(1)
    served.clock.advance(9_000)
    expect((await coming).status).toBe(200)
  })
})
