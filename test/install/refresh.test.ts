import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { randomId } from '#storage/id.ts'
import { StorageDown } from '#storage/down.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { Storage } from '#storage/ports.ts'
import { served as storeOn } from '#storage/served.ts'
import { openSqlite } from '#storage/sqlite/open.ts'
import { north, serve, type Served } from './served.ts'

const hour = 3_600_000
const rotating = { world: { rotation: true } }

const refreshes = ({ slack }: Served) =>
  slack.api.calls('oauth.v2.access').filter(({ args }) => args['grant_type'] === 'refresh_token')
const stateOf = async ({ storage }: Served) => storage.installations.read(north.id)
/** Time passes, and with it the timers of the program; what they begin takes real milliseconds. */
const pass = async ({ clock }: Served, ms: number) => {
  clock.advance(ms)
  await new Promise((resolve) => setTimeout(resolve, 30))
}
/** Each time in a channel of its own, so that nobody waits for the pace of one. */
const asks = async (served: Served, send = served.send) => {
  const [team] = served.slack.world.teams
  if (!team) throw new Error('a world without a workspace')
  const name = `room-${team.channels.length}`
  team.channels.push({ id: `C0${team.channels.length}`, name, kind: 'public', members: [team.botUser] })
  await send(served.slack.payloads.appMention('who builds', { team, channel: name }))
}
const posts = ({ slack }: Served) =>
  slack.api.calls('chat.postMessage').map(({ outcome }) => (outcome.kind === 'answered' ? outcome.body : outcome))

describe('a token that rotates', () => {
  test('is renewed two hours before it ends, and nobody waits for it', async () => {
    const served = await serve(rotating)
    await served.install(north.id)
    const before = await stateOf(served)
    expect(before?.refresh?.endsAt).toBe(new Date(served.clock.now() + 12 * hour).toISOString())
    await pass(served, 9 * hour)
    expect(refreshes(served)).toHaveLength(0)
    await pass(served, hour)
    await expect.poll(() => refreshes(served)).toHaveLength(1)
    await expect.poll(async () => (await stateOf(served))?.version).toBe(2)
    const after = await stateOf(served)
    expect(after?.token).not.toBe(before?.token)
    expect(Date.parse(after?.refresh?.endsAt ?? '')).toBe(Date.parse(before?.refresh?.endsAt ?? '') + 10 * hour)
    await asks(served)
    await served.service.settled()
    expect(posts(served)).toEqual([expect.objectContaining({ ok: true })])
    await pass(served, 30_000)
    expect(refreshes(served)).toHaveLength(1)
    expect(served.log.join('')).not.toMatch(/xoxe/)
  })

  test('is renewed once by three programs on one database, however many ask at the moment it has ended', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gofer-refresh-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const opened = await Promise.all([1, 2, 3].map(() => openSqlite(folder)))
    const storages = (now: () => number): Storage[] =>
      opened.map((one) => storeOn(one, { clock: { now }, newId: randomId }).storage)
    const served = await serve({ ...rotating, storage: (now) => storages(now)[0] ?? memoryStorage(now) })
    const others = storages(served.clock.now).slice(1)
    const replicas = [served, ...(await Promise.all(others.map((storage) => served.replica({ storage }))))]
    onTestFinished(async () => {
      for (const one of opened) await one.close()
    })
    await served.install(north.id)
    // Slack stays away until the token has ended, and comes back when everybody needs it.
    const back = served.slack.api.fault('oauth.v2.access', { kind: 'status', status: 503 })
    for (let step = 0; step < 25; step += 1) await pass(served, hour / 2)
    expect(Date.parse((await stateOf(served))?.refresh?.endsAt ?? '')).toBeLessThan(served.clock.now())
    back()
    // Until the leases of the vain tries have run out.
    const tried = refreshes(served).length
    served.clock.advance(61_000)
    const asked = Promise.all(replicas.flatMap(({ send }) => Array.from({ length: 17 }, () => asks(served, send))))
    for (let step = 0; step < 40; step += 1) await pass(served, 250)
    await asked
    for (const { service } of replicas) await service.settled()
    expect(refreshes(served).length - tried).toBe(1)
    expect(posts(served)).toHaveLength(51)
    for (const body of posts(served)) expect(body).toMatchObject({ ok: true })
  }, 30_000)

  test('works on until it ends when Slack hangs, breaks or is busy, and is then renewed', async () => {
    const served = await serve(rotating)
    await served.install(north.id)
    for (const fault of [
      { kind: 'hang' },
      { kind: 'reset', done: false },
      { kind: 'status', status: 500 },
      { kind: 'rateLimited', retryAfter: 30 },
    ] as const)
      served.slack.api.fault('oauth.v2.access', fault, 1)
    await pass(served, 10 * hour)
    for (let tries = 1; tries <= 4; tries += 1) {
      await expect.poll(() => refreshes(served)).toHaveLength(tries)
      await asks(served)
      // A command is answered from memory while it hangs.
      const [team] = served.slack.world.teams
      const reply = await served.send(served.slack.payloads.slashCommand('who builds', team ? { team } : {}))
      expect(reply.status).toBe(200)
      await pass(served, 11_000)
      await pass(served, 61_000)
    }
    await expect.poll(async () => (await stateOf(served))?.version).toBe(2)
    for (const body of posts(served)) expect(body).toMatchObject({ ok: true })
  })

  test('that Slack renews no more is marked, said once, and used to its end; a new installation heals it', async () => {
    const served = await serve(rotating)
    await served.install(north.id)
    served.slack.api.fault('oauth.v2.access', { kind: 'refuse', error: 'invalid_refresh_token' }, 1)
    await pass(served, 10 * hour)
    await expect.poll(async () => (await stateOf(served))?.state).toBe('lapsed')
    expect(served.log.filter((line) => line.includes('install again'))).toHaveLength(1)
    await asks(served)
    await served.service.settled()
    expect(posts(served).at(-1)).toMatchObject({ ok: true })
    await pass(served, 2 * hour)
    expect(refreshes(served)).toHaveLength(1)
    for (let asked = 0; asked < 5; asked += 1) await asks(served)
    await served.service.settled()
    // A token that Slack has called worthless is left alone.
    expect(posts(served).filter((body) => JSON.stringify(body).includes('token_expired')).length).toBeLessThanOrEqual(3)
    expect((await served.install(north.id)).status).toBe(200)
    expect((await stateOf(served))?.state).toBe('live')
    await asks(served)
    await served.service.settled()
    expect(posts(served).at(-1)).toMatchObject({ ok: true })
  })

  test('whose next pair could not be saved is saved as soon as it can be, without asking Slack again', async () => {
    let down = false
    const served = await serve({
      ...rotating,
      storage: (now) => {
        const whole = memoryStorage(now)
        const { installations } = whole
        const refreshed: typeof installations.refreshed = (...given) =>
          down ? Promise.reject(new StorageDown('full', new Error('full'))) : installations.refreshed(...given)
        return { ...whole, installations: { ...installations, refreshed } }
      },
    })
    await served.install(north.id)
    down = true
    await pass(served, 10 * hour)
    await expect.poll(() => refreshes(served)).toHaveLength(1)
    await pass(served, 30_000)
    expect((await stateOf(served))?.version).toBe(1)
    down = false
    await pass(served, 30_000)
    await expect.poll(async () => (await stateOf(served))?.version).toBe(2)
    expect(refreshes(served)).toHaveLength(1)
  })

  test('revoked in the middle of a burst, it is left alone after a few calls', async () => {
    const served = await serve()
    await served.install(north.id)
    const [team] = served.slack.world.teams
    if (team) team.revoked = 'token_revoked'
    for (let asked = 0; asked < 20; asked += 1) {
      await asks(served)
      await served.service.settled()
    }
    expect(served.slack.api.calls('chat.postMessage').length).toBeLessThanOrEqual(3)
  })
})
