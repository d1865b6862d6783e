import { describe, expect, test } from 'vitest'
import { unreadable } from '#install/installations.ts'
import { rotateAll } from '#install/rotate.ts'
import { createSealer } from '#install/seal.ts'
import { memoryStorage } from '#storage/memory.ts'
import { CannotStart } from '#cannot-start.ts'
import { installationOf, noon } from '../storage/samples.ts'
import { firstKey, keyOf, north, serve, south, textOf } from './served.ts'

const place = { team: 'T1', field: 'token' } as const
const [old, current] = [keyOf(), keyOf()]

describe('a seal', () => {
  const sealer = createSealer([{ id: 'a', base64: current }])

  test('opens where it belongs and nowhere else, and is never the same twice', () => {
    const sealed = sealer.seal('xoxb-secret', place)
    expect(sealed).toMatch(/^g1\.a\.[\w-]{16}\.[\w-]+$/)
    expect(sealed).not.toContain('secret')
    expect(sealer.seal('xoxb-secret', place)).not.toBe(sealed)
    expect(sealer.open(sealed, place)).toEqual({ kind: 'opened', text: 'xoxb-secret' })
    expect(sealer.open(sealed, { ...place, team: 'T2' })).toEqual({ kind: 'damaged' })
    expect(sealer.open(sealed, { ...place, field: 'refresh' })).toEqual({ kind: 'damaged' })
  })

  test('does not open when a single character of it was changed', () => {
    const sealed = sealer.seal('xoxb-secret', place)
    for (let at = 0; at < sealed.length; at += 1) {
      const character = sealed[at] === 'A' ? 'Q' : 'A'
      const changed = sealed.slice(0, at) + character + sealed.slice(at + 1)
      expect(sealer.open(changed, place).kind).not.toBe('opened')
    }
  })

  test.each([
    '',
    'xoxb-plain',
    'g1',
    'g1.a',
    'g1.a..',
    'g1.a.AAAA.AAAA',
    `g1.a.${'A'.repeat(16)}.AAAA`,
    '....',
    'g1.__proto__.x.y',
  ])('is not made of anything: %j', (text) => {
    expect(sealer.open(text, place).kind).not.toBe('opened')
  })

  test('knows its key by name, or by the key itself where it was given none', () => {
    const sealed = createSealer([{ base64: old }]).seal('x', place)
    const key = sealed.split('.')[1]
    expect(sealer.open(sealed, place)).toEqual({ kind: 'unknown key', key })
    expect(createSealer([{ id: 'a', base64: current }, { base64: old }]).open(sealed, place).kind).toBe('opened')
    expect(createSealer([{ id: key ?? '', base64: current }]).open(sealed, place)).toEqual({ kind: 'damaged' })
  })
})

describe('changing the key', () => {
  const before = createSealer([{ id: 'old', base64: old }])
  const after = createSealer([
    { id: 'new', base64: current },
    { id: 'old', base64: old },
  ])
  const only = createSealer([{ id: 'new', base64: current }])

  const filled = async (count: number) => {
    const { installations } = memoryStorage(() => noon)
    for (let at = 0; at < count; at += 1) {
      const team = `T${String(at).padStart(4, '0')}`
      const token = before.seal(`xoxb-${team}`, { team, field: 'token' })
      const refresh = {
        token: before.seal(`xoxe-${team}`, { team, field: 'refresh' }),
        endsAt: new Date(noon).toISOString(),
      }
      await installations.save(installationOf(team, at % 2 === 0 ? { token } : { token, refresh }))
    }
    return installations
  }

  test('seals every token anew, goes on where it was interrupted, and the old key can go', async () => {
    const store = await filled(450)
    let reads = 0
    const interrupted = rotateAll({
      store: {
        ...store,
        reseal: async (...given) => {
          reads += 1
          if (reads > 201) throw new Error('killed')
          return store.reseal(...given)
        },
      },
      sealer: after,
      wait: async () => {},
    })
    await expect(interrupted).rejects.toThrow('killed')
    expect(await rotateAll({ store, sealer: after, wait: async () => {} })).toEqual({
      resealed: 249,
      already: 201,
      left: [],
    })
    expect(await rotateAll({ store, sealer: only, wait: async () => {} })).toEqual({
      resealed: 0,
      already: 450,
      left: [],
    })
    for (const { team, token, refresh } of await store.page(1_000)) {
      expect(only.open(token, { team, field: 'token' })).toEqual({ kind: 'opened', text: `xoxb-${team}` })
      const renewing = refresh ? only.open(refresh.token, { team, field: 'refresh' }) : undefined
      expect(renewing).toEqual(refresh && { kind: 'opened', text: `xoxe-${team}` })
    }
  })

  test('names what it could not do, and leaves it as it was', async () => {
    const store = await filled(3)
    const busy = {
      ...store,
      reseal: async (installation: { team: string; version: number }, sealed: { token: string }) =>
        installation.team === 'T0001' ? ('busy' as const) : store.reseal(installation, sealed),
    }
    const damaged = await store.read('T0002')
    if (damaged) await store.save({ ...damaged, token: 'g1.lost.AAAA.AAAA' })
    const rotated = await rotateAll({ store: busy, sealer: after, wait: async () => {} })
    expect(rotated).toEqual({
      resealed: 1,
      already: 0,
      left: [
        { team: 'T0001', why: { kind: 'busy' } },
        { team: 'T0002', why: { kind: 'unknown key', key: 'lost' } },
      ],
    })
  })

  test('a service with both keys reads what the old one sealed, and seals with the new one', async () => {
    const served = await serve()
    await served.install(north.id)
    const { installations } = served.storage
    await served.service.stop()
    const both = await serve({
      storage: () => served.storage,
      env: { TOKEN_ENCRYPTION_KEY: `second:${current},first:${firstKey}` },
    })
    const [team] = both.slack.world.teams
    const reply = await both.send(both.slack.payloads.slashCommand('who builds', team ? { team } : {}))
    expect(textOf(reply.body)).toContain('Stone')
    await both.install(south.id)
    expect((await installations.read(north.id))?.token).toMatch(/^g1\.first\./)
    expect((await installations.read(south.id))?.token).toMatch(/^g1\.second\./)
  })

  test('a start without the key that sealed the tokens is one line that says which', async () => {
    const served = await serve()
    await served.install(north.id)
    const second = serve({ storage: () => served.storage, env: { TOKEN_ENCRYPTION_KEY: `second:${current}` } })
    await expect(second).rejects.toThrow(CannotStart)
    await expect(second).rejects.toThrow(
      'TOKEN_ENCRYPTION_KEY: the key "first", which sealed the token of T0NORTH, is not among those given; add it behind the first one',
    )
    const same = serve({ storage: () => served.storage, env: { TOKEN_ENCRYPTION_KEY: `first:${current}` } })
    await expect(same).rejects.toThrow(unreadable(north.id, { kind: 'damaged' }))
  })
})
