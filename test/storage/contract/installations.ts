import { describe, expect, test } from 'vitest'
import type { Start } from '../contract.ts'
import { decisionOf, installationOf, noon } from '../samples.ts'

const at = (seconds: number): string => new Date(noon + seconds * 1000).toISOString()

export function installationContract(start: Start): void {
  describe('installations', () => {
    test('are one for each workspace, and the newest wins whichever is written last', async () => {
      const { storage } = await start()
      const { installations } = storage
      const refresh = { token: 'sealed-refresh', endsAt: at(43_200) }
      expect(await installations.save(installationOf('T1', { token: 'b', installedAt: at(10), refresh }))).toBe('saved')
      expect(await installations.save(installationOf('T1', { token: 'a', installedAt: at(5) }))).toBe('older')
      expect(await installations.read('T1')).toEqual({
        ...installationOf('T1', { token: 'b', installedAt: at(10), refresh }),
        state: 'live',
        version: 1,
      })
      expect(
        await installations.save(installationOf('T1', { token: 'c', enterprise: 'E1', installedAt: at(20) })),
      ).toBe('saved')
      expect(await installations.read('T1')).toEqual({
        ...installationOf('T1', { token: 'c', enterprise: 'E1', installedAt: at(20) }),
        state: 'live',
        version: 2,
      })
      expect(await installations.read('T2')).toBeUndefined()
    })

    test('end with everything of the workspace, unless they are newer', async () => {
      const { storage } = await start()
      const { installations, decisions } = storage
      await installations.save(installationOf('T1', { installedAt: at(10) }))
      const { decision } = await decisions.create(decisionOf('T1'))
      expect(await installations.end('T1', at(9))).toEqual({ kind: 'newer' })
      expect(await decisions.read('T1', decision.id)).toBeDefined()
      expect(await installations.end('T1', at(10))).toEqual({ kind: 'ended', teams: ['T1'] })
      expect(await decisions.read('T1', decision.id)).toBeUndefined()
      expect(await installations.read('T1')).toBeUndefined()
      expect(await installations.end('T1', at(11))).toEqual({ kind: 'missing' })
    })

    test('of an organisation end with every workspace that acted through it', async () => {
      const { storage } = await start()
      const { installations, decisions } = storage
      await installations.save(installationOf('E1', { org: true, enterprise: 'E1', installedAt: at(0) }))
      await installations.save(installationOf('T3', { enterprise: 'E1', installedAt: at(0) }))
      for (const team of ['T1', 'T2', 'T3']) {
        await installations.acting(team, 'E1')
        await decisions.create(decisionOf(team))
      }
      await installations.acting('T1', 'E1')
      expect(await installations.organisationOf('T1')).toBe('E1')
      // A late word about a workspace's own installation of before: the organisation's still serves it.
      expect(await installations.end('T1', at(100))).toEqual({ kind: 'newer' })
      const ending = await installations.end('E1', at(100))
      expect(ending.kind === 'ended' && ending.teams.toSorted()).toEqual(['E1', 'T1', 'T2'])
      for (const [team, left] of [
        ['T1', 0],
        ['T2', 0],
        ['T3', 1],
      ] as const)
        expect(await decisions.list(team, { limit: 10 })).toHaveLength(left)
      expect(await installations.organisationOf('T1')).toBeUndefined()
    })

    test('are refreshed by one of many, and by the next one where it died', async () => {
      const { nth, storage, clock } = await start(3)
      const refresh = { token: 'r1', endsAt: at(3600) }
      await storage.installations.save(installationOf('T1', { refresh }))
      await storage.installations.save(installationOf('T2', { refresh: { token: 'r2', endsAt: at(40_000) } }))
      await storage.installations.save(installationOf('T3'))
      const wish = { endsBefore: at(7200), leaseMs: 60_000, limit: 10 }
      const claims = await Promise.all(Array.from({ length: 30 }, (_, n) => nth(n).installations.claimRefresh(wish)))
      expect(claims.flat().map(({ installation }) => installation.team)).toEqual(['T1'])
      expect(await storage.installations.claimRefresh({ ...wish, team: 'T1' })).toEqual([])
      clock.move(60_000)
      const [again] = await storage.installations.claimRefresh({ ...wish, team: 'T1' })
      expect(again?.installation).toMatchObject({ team: 'T1', refresh })
      const [first] = claims.flat()
      if (!first || !again) throw new Error('nobody got it')
      const next = { token: 't', refreshToken: 'r', endsAt: at(43_200) }
      expect(await storage.installations.refreshed(again, next)).toBe('done')
      // Whoever comes late with a pair of its own finds neither its refresh token nor its lease.
      expect(await storage.installations.refreshed(first, { ...next, token: 'old' })).toBe('gone')
      expect(await storage.installations.lapsed(first)).toBe('gone')
      expect(await storage.installations.read('T1')).toMatchObject({
        token: 't',
        refresh: { token: 'r', endsAt: at(43_200) },
        state: 'live',
        version: 2,
      })
    })

    test('whose refresh token is worth nothing lapse, and live again with a pair that came after all', async () => {
      const { storage } = await start()
      const { installations } = storage
      await installations.save(installationOf('T1', { refresh: { token: 'r1', endsAt: at(0) } }))
      const wish = { endsBefore: at(1), leaseMs: 60_000, limit: 1 }
      const [mine] = await installations.claimRefresh(wish)
      if (!mine) throw new Error('nothing claimed')
      expect(await installations.lapsed(mine)).toBe('done')
      expect((await installations.read('T1'))?.state).toBe('lapsed')
      expect(await installations.claimRefresh(wish)).toEqual([])
      expect(await installations.refreshed(mine, { token: 't', refreshToken: 'r', endsAt: at(9) })).toBe('done')
      expect(await installations.read('T1')).toMatchObject({ state: 'live', token: 't' })
    })

    test('are sealed anew only from what was read, and never while they are refreshed', async () => {
      const { storage, clock } = await start()
      const { installations } = storage
      await installations.save(installationOf('T1', { refresh: { token: 'r1', endsAt: at(0) } }))
      const [mine] = await installations.claimRefresh({ endsBefore: at(1), leaseMs: 60_000, limit: 1 })
      const sealed = { token: 'x', refreshToken: 'y' }
      expect(await installations.reseal({ team: 'T1', version: 1 }, sealed)).toBe('busy')
      clock.move(60_000)
      expect(await installations.reseal({ team: 'T1', version: 2 }, sealed)).toBe('busy')
      expect(await installations.reseal({ team: 'T1', version: 1 }, sealed)).toBe('done')
      // The refresh that took longer than its lease still finds its row.
      if (!mine) throw new Error('nothing claimed')
      expect(await installations.refreshed(mine, { token: 't', refreshToken: 'r', endsAt: at(9) })).toBe('done')
      expect(await installations.read('T1')).toMatchObject({ token: 't', version: 3 })
    })

    test('are gone through by team', async () => {
      const { storage } = await start()
      const teams = ['T10', 'T2', 'E1', 'T1']
      for (const team of teams) await storage.installations.save(installationOf(team))
      const found: string[] = []
      for (let after: string | undefined = ''; after !== undefined;) {
        const page = await storage.installations.page(3, after)
        found.push(...page.map(({ team }) => team))
        after = page.length === 3 ? page.at(-1)?.team : undefined
      }
      expect(found).toEqual(['E1', 'T1', 'T10', 'T2'])
    })

    test('have a state that is taken once, in its time', async () => {
      const { nth, storage, clock } = await start(3)
      const { states } = storage.installations
      const state = { browser: 'b', expiresAt: new Date(noon + 600_000).toISOString() }
      for (const id of ['s1', 's2']) await states.add({ ...state, id })
      const takes = await Promise.all(Array.from({ length: 30 }, (_, n) => nth(n).installations.states.take('s1')))
      expect(takes.filter(({ kind }) => kind === 'taken')).toEqual([{ kind: 'taken', browser: 'b' }])
      expect(takes.filter(({ kind }) => kind === 'used')).toHaveLength(29)
      expect(await states.take('other')).toEqual({ kind: 'unknown' })
      clock.move(600_000)
      expect(await states.take('s2')).toEqual({ kind: 'expired' })
      expect(await storage.purge()).toBe(2)
      expect(await states.take('s1')).toEqual({ kind: 'unknown' })
    })

    test('are dumped with everything else of the workspace, and without tokens', async () => {
      const { storage, clock } = await start()
      await storage.installations.save(installationOf('T1', { refresh: { token: 'sealed-r', endsAt: at(0) } }))
      const { decision } = await storage.decisions.create(decisionOf('T1'))
      await storage.unanswered.keep({ team: 'T1', user: 'U1', text: '[draft] what?', at: clock.now() })
      await storage.decisions.create(decisionOf('T2'))
      const dumped = await storage.dump('T1')
      expect(JSON.stringify(dumped)).not.toMatch(/sealed|T2/)
      expect(dumped['decisions']).toMatchObject([{ id: decision.id, proposal: decision.proposal }])
      expect(dumped['unanswered']).toMatchObject([{ question: '[draft] what?' }])
      expect(dumped['installations']).toMatchObject([{ team: 'T1', installer: 'U1ANA' }])
    })
  })
}
