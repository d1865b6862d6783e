import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { randomId } from '#storage/id.ts'
import { memoryStorage } from '#storage/memory.ts'
import { StorageDown } from '#storage/down.ts'
import type { Storage } from '#storage/ports.ts'
import { served as storeOn } from '#storage/served.ts'
import { openSqlite } from '#storage/sqlite/open.ts'
import { lingerMs } from '#install/removal.ts'
import { ballotOf, claimed, conversation, decisionOf, yes } from '../storage/samples.ts'
import { north, removed, serve, south, textOf, type Served } from './served.ts'

const minute = 60_000
const dayAgo = (served: Served) => served.clock.now() - 24 * 60 * minute

async function fill(storage: Storage, team: string, canary: string): Promise<void> {
  const { decision } = await storage.decisions.create(
    decisionOf(team, { proposal: { project: canary, alternatives: [canary] }, verdict: canary }),
  )
  const opened = await storage.ballots.open(ballotOf(team, decision.id))
  if (opened.kind === 'opened')
    await storage.ballots.vote(team, opened.ballot.id, canary, {
      ...yes,
      simple: { choice: 'unsure', because: canary },
    })
  await storage.reviews.schedule(team, decision.id, '2027-01-01')
  await storage.drafts.write({ team, user: canary, purpose: 'decide' }, { words: canary })
  await claimed(storage, `${team}|${canary}`)
  await storage.shares.claim(`${team}|${canary}`)
  await storage.conversations.write(`${team}|${canary}`, { ...conversation, trail: [canary] })
  await storage.feedback.write(
    { team, answer: 'a', user: canary },
    { helpful: false, question: canary, reason: canary },
  )
  await storage.unanswered.keep({ team, user: canary, text: canary, at: Date.UTC(2026, 10, 21) })
  await storage.budget.take(`${team}|${canary}`)
}

const rowsOf = async (storage: Storage, team: string): Promise<number> =>
  Object.values(await storage.dump(team)).flat().length

describe('a workspace that takes the app away', () => {
  test('loses everything, and its neighbour nothing', async () => {
    const served = await serve()
    for (const { id } of [north, south]) {
      await served.install(id)
      await fill(served.storage, id, `canary-${id}`)
    }
    const neighbour = await rowsOf(served.storage, south.id)
    served.clock.advance(minute)
    expect((await served.send(removed(served, north.id, 'app_uninstalled'))).status).toBe(200)
    expect((await served.send(removed(served, north.id, 'tokens_revoked'))).status).toBe(200)
    expect(await rowsOf(served.storage, north.id)).toBe(0)
    expect(await rowsOf(served.storage, south.id)).toBe(neighbour)
    const [team] = served.slack.world.teams
    const reply = await served.send(served.slack.payloads.slashCommand('help', team ? { team } : {}))
    expect(textOf(reply.body)).toContain('not installed')
  })

  test('what a last answer wrote behind the deletion goes soon after', async () => {
    const served = await serve()
    await served.install(north.id)
    served.clock.advance(minute)
    await served.send(removed(served, north.id, 'app_uninstalled'))
    await fill(served.storage, north.id, 'late')
    served.clock.advance(lingerMs)
    await expect.poll(() => rowsOf(served.storage, north.id)).toBe(0)
  })

  test('and installs it again before that keeps what is new', async () => {
    const served = await serve()
    await served.install(north.id)
    served.clock.advance(minute)
    await served.send(removed(served, north.id, 'app_uninstalled'))
    served.clock.advance(10_000)
    await served.install(north.id)
    await fill(served.storage, north.id, 'new')
    served.clock.advance(lingerMs)
    await served.service.settled()
    expect(await rowsOf(served.storage, north.id)).toBeGreaterThan(5)
  })

  test('tokens of people, or of nobody, are nothing of ours', async () => {
    const served = await serve()
    await served.install(north.id)
    served.clock.advance(minute)
    for (const tokens of [{ oauth: ['U1'] }, { oauth: ['U1'], bot: [] }, {}])
      await served.send(removed(served, north.id, 'tokens_revoked', { tokens }))
    expect(await served.storage.installations.read(north.id)).toBeDefined()
  })

  test.each([
    ['no time', { event_time: undefined }, 200, 0],
    ['a time of words', { event_time: 'soon' }, 400, 1],
    ['no team', { team_id: undefined, authorizations: undefined }, 400, 1],
    ['an odd team', { team_id: '__proto__', authorizations: undefined }, 400, 1],
    ['only the outer team', { authorizations: undefined }, 200, 0],
    ['another team', { team_id: 'T0OTHER', authorizations: undefined }, 200, 1],
  ])('told with %s', async (_, more, status, left) => {
    const served = await serve()
    await served.install(north.id)
    served.clock.advance(minute)
    expect((await served.send(removed(served, north.id, 'app_uninstalled', { more }))).status).toBe(status)
    expect(await served.storage.installations.page(10)).toHaveLength(left)
  })
})

type Step = 'install' | 'uninstalled' | 'revoked' | 'install again'
const steps: readonly Step[] = ['install', 'uninstalled', 'revoked', 'install again']
const orders = permutations(steps)

function permutations<T>(of: readonly T[]): T[][] {
  return of.length === 0
    ? [[]]
    : of.flatMap((one, at) => permutations(of.filter((_, other) => other !== at)).map((rest) => [one, ...rest]))
}

describe('uninstalled, revoked, installed and installed again, in every order', () => {
  const run = async (order: readonly Step[], eventTime: (served: Served) => number | undefined) => {
    const served = await serve()
    const [team] = served.slack.world.teams
    if (!team) throw new Error('no team')
    for (const step of order) {
      served.clock.advance(minute)
      const at = eventTime(served)
      if (step === 'install' || step === 'install again') {
        team.revoked = 'account_inactive'
        expect((await served.install(team.id)).status).toBe(200)
        await fill(served.storage, team.id, step)
      } else {
        const type = step === 'uninstalled' ? 'app_uninstalled' : 'tokens_revoked'
        expect((await served.send(removed(served, team.id, type, at === undefined ? {} : { at }))).status).toBe(200)
      }
    }
    await served.service.settled()
    return { served, rows: await rowsOf(served.storage, team.id) }
  }

  test.each(orders.map((order) => [order.join(', '), order] as const))('in time: %s', async (_, order) => {
    const { rows } = await run(order, () => undefined)
    // The last word counts.
    expect(rows > 0).toBe(order.at(-1)?.startsWith('install'))
  })

  test.each(orders.map((order) => [order.join(', '), order] as const))('a day late: %s', async (_, order) => {
    const { rows, served } = await run(order, dayAgo)
    // They are about an installation of yesterday: whatever was installed since lives, and so does what it keeps.
    expect(rows).toBeGreaterThan(5)
    expect(await served.storage.installations.read(north.id)).toMatchObject({ state: 'live' })
  })
})

describe('when it cannot be deleted at this moment', () => {
  test('Slack is told to come again, and then it is', async () => {
    let down = true
    const served = await serve({
      storage: (now) => {
        const storage = memoryStorage(now)
        const { installations } = storage
        const end: typeof installations.end = (...given) =>
          down ? Promise.reject(new StorageDown('gone', new Error('away'))) : installations.end(...given)
        return { ...storage, installations: { ...installations, end } }
      },
    })
    await served.install(north.id)
    served.clock.advance(minute)
    const event = removed(served, north.id, 'app_uninstalled')
    expect((await served.send(event)).status).toBe(503)
    expect(await served.storage.installations.read(north.id)).toBeDefined()
    down = false
    expect((await served.send(event, { retry: { num: 1, reason: 'http_error' } })).status).toBe(200)
    expect(await served.storage.installations.read(north.id)).toBeUndefined()
  })
})

describe('in one workspace by its token', () => {
  const alone = {
    env: {
      SLACK_CLIENT_ID: '',
      SLACK_CLIENT_SECRET: '',
      TOKEN_ENCRYPTION_KEY: '',
      SLACK_BOT_TOKEN: north.token,
    },
  }

  test('Slack is asked whether the token still works, and a late word deletes nothing', async () => {
    const served = await serve(alone)
    const [team] = served.slack.world.teams
    if (!team) throw new Error('no team')
    await fill(served.storage, team.id, 'kept')
    expect((await served.send(removed(served, team.id, 'app_uninstalled'))).status).toBe(200)
    expect(await rowsOf(served.storage, team.id)).toBeGreaterThan(5)
    const recovered = served.slack.api.fault('auth.test', { kind: 'status', status: 500 })
    expect((await served.send(removed(served, team.id, 'app_uninstalled'))).status).toBe(503)
    recovered()
    team.revoked = 'account_inactive'
    expect((await served.send(removed(served, team.id, 'app_uninstalled'))).status).toBe(200)
    expect(await rowsOf(served.storage, team.id)).toBe(0)
  })
})

describe('afterwards', () => {
  test('not a byte of it can be found in the database, its write-ahead log or the log of the program', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gofer-canary-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const opened = await openSqlite(folder)
    const served = await serve({
      storage: (now) => storeOn(opened, { clock: { now }, newId: randomId }).storage,
    })
    onTestFinished(() => opened.close())
    const canary = `canary-${randomId()}`
    const neighbour = `neighbour-${randomId()}`
    await served.install(north.id)
    await served.install(south.id)
    const before = await served.storage.installations.read(north.id)
    for (let round = 0; round < 5; round += 1) {
      await fill(served.storage, north.id, `${canary}-${round}-${'x'.repeat(3000)}`)
      await fill(served.storage, south.id, `${neighbour}-${round}`)
    }
    const bytes = (): Buffer => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
    const sealed = before?.token ?? ''
    for (const found of [canary, neighbour, sealed, north.id]) expect(bytes().includes(found)).toBe(true)
    // Not even now does a token stand there.
    expect(bytes().includes(north.token)).toBe(false)
    served.clock.advance(minute)
    expect((await served.send(removed(served, north.id, 'app_uninstalled'))).status).toBe(200)
    for (const gone of [canary, sealed, north.id]) expect(bytes().includes(gone)).toBe(false)
    expect(bytes().includes(neighbour)).toBe(true)
    expect(served.log.join('')).not.toContain(canary)
  })
})
