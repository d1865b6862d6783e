import { describe, expect, test } from 'vitest'
import type { Decision } from '#decision/types.ts'
import { randomId } from '#storage/id.ts'
import { newRow } from '#storage/sql/decision-row.ts'
import { citingPage, decisionPage } from '#storage/sql/decisions.ts'
import type { Start } from '../contract.ts'
import { decisionOf, noon, oddTexts } from '../samples.ts'

const count = 10_000

export function decisionContract(start: Start): void {
  describe('decisions', () => {
    test('come back as they were made, with times and a version', async () => {
      const { storage } = await start()
      const full = decisionOf('T1', {
        posted: { channel: 'C1', ts: '1.2', permalink: 'https://example.slack.com/x' },
        supersededBy: 'other',
      })
      const { reviewAt: _, ...bare } = decisionOf('T1', { cited: [], choices: {}, pilot: false })
      for (const decision of [full, bare]) {
        const made = await storage.decisions.create(decision)
        const at = new Date(noon).toISOString()
        expect(made).toEqual({ kind: 'created', decision: { ...decision, createdAt: at, updatedAt: at, version: 1 } })
        expect(await storage.decisions.read('T1', decision.id)).toEqual(made.decision)
      }
    })

    test('keep any text inside them to the letter', async () => {
      const { storage } = await start()
      for (const text of oddTexts) {
        const decision = decisionOf('T1', {
          proposal: { project: text, alternatives: [text] },
          choices: { [`q${text.length}`]: { choice: 'no', because: text } },
        })
        await storage.decisions.create(decision)
        expect(await storage.decisions.read('T1', decision.id)).toMatchObject(decision)
      }
    })

    test('are made once, however often they are sent at once', async () => {
      const { nth, storage } = await start(3)
      const decision = decisionOf('T1')
      const made = await Promise.all(Array.from({ length: 12 }, (_, at) => nth(at).decisions.create(decision)))
      expect(made.filter((one) => one.kind === 'created')).toHaveLength(1)
      expect(await storage.decisions.list('T1', { limit: 10 })).toHaveLength(1)
    })

    test('change from the version that was seen, and from no other', async () => {
      const { storage, clock } = await start()
      const { decisions } = storage
      const { decision } = await decisions.create(decisionOf('T1'))
      clock.move(1_000)
      const changed = await decisions.change('T1', decision.id, 1, {
        state: 'open',
        verdict: 'fit',
        pilot: false,
        reviewAt: null,
        posted: { channel: 'C9' },
      })
      const { reviewAt: _, ...rest } = decision
      const expected = {
        ...rest,
        state: 'open',
        verdict: 'fit',
        pilot: false,
        posted: { channel: 'C9' },
        updatedAt: new Date(noon + 1_000).toISOString(),
        version: 2,
      }
      expect(changed).toEqual({ kind: 'done', decision: expected })
      expect(await decisions.change('T1', decision.id, 1, { verdict: 'poor-fit' })).toEqual({
        kind: 'conflict',
        current: expected,
      })
      expect(await decisions.change('T1', randomId(), 1, { verdict: 'poor-fit' })).toEqual({ kind: 'missing' })
      expect(await decisions.read('T1', decision.id)).toEqual(expected)
    })

    test('let one of many that change the same version', async () => {
      const { nth, storage } = await start(3)
      const { decision } = await storage.decisions.create(decisionOf('T1'))
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, at) =>
          nth(at).decisions.change('T1', decision.id, 1, { cited: [], verdict: `v${at}` }),
        ),
      )
      expect(outcomes.filter((one) => one.kind === 'done')).toHaveLength(1)
      expect(outcomes.filter((one) => one.kind === 'conflict')).toHaveLength(11)
    })

    test('go with everything that hangs on them', async () => {
      const { storage } = await start()
      const { decision } = await storage.decisions.create(decisionOf('T1'))
      await storage.reviews.schedule('T1', decision.id, '2026-11-21')
      expect(await storage.decisions.remove('T1', decision.id, 7)).toMatchObject({ kind: 'conflict' })
      expect(await storage.decisions.remove('T1', decision.id, 1)).toEqual({ kind: 'done' })
      expect(await storage.decisions.remove('T1', decision.id, 1)).toEqual({ kind: 'missing' })
      expect(await storage.reviews.claimDue(1_000, 10)).toEqual([])
      expect(await storage.decisions.citing(['monzo'], { limit: 10 })).toEqual([])
    })

    test('are found by what they cite, as it is cited now', async () => {
      const { storage } = await start()
      const { decisions } = storage
      const cited = (...entries: string[]) => entries.map((entry) => ({ entry, grade: 'B', version: 'v1' }) as const)
      const one = await decisions.create(decisionOf('T1', { id: 'a', cited: cited('monzo', 'curve', 'monzo') }))
      await decisions.create(decisionOf('T1', { id: 'b', cited: cited('curve') }))
      const two = await decisions.create(decisionOf('T2', { id: 'a', cited: cited('monzo') }))
      await decisions.create(decisionOf('T2', { id: 'c', cited: [] }))
      const all = await decisions.citing(['monzo', 'nobody'], { limit: 10 })
      expect(all).toEqual([one.decision, two.decision])
      expect(await decisions.citing(['monzo', 'curve'], { team: 'T1', limit: 10 })).toHaveLength(2)
      expect(await decisions.citing(['monzo'], { after: { team: 'T1', id: 'a' }, limit: 10 })).toEqual([two.decision])
      expect(await decisions.citing([], { limit: 10 })).toEqual([])
      await decisions.change('T1', 'a', 1, { cited: cited('gocardless') })
      expect(await decisions.citing(['monzo'], { team: 'T1', limit: 10 })).toEqual([])
      expect(await decisions.citing(['gocardless'], { limit: 10 })).toHaveLength(1)
    })

    test(`are paged without a gap and by an index, ${count} of them`, async () => {
      const { storage, db, place, clock } = await start()
      await fill(db)
      const seen: Decision[] = []
      for (let before: Decision | undefined; ;) {
        const page = await storage.decisions.list('T1', { limit: 1_000, ...(before ? { before } : {}) })
        seen.push(...page)
        before = page.at(-1)
        if (!before) break
      }
      expect(new Set(seen.map(({ id }) => id)).size).toBe(count)
      expect(seen.map(({ createdAt }) => createdAt)).toEqual(
        seen
          .map(({ createdAt }) => createdAt)
          .toSorted()
          .toReversed(),
      )
      const mine = await storage.decisions.list('T1', { owner: 'U3', state: 'open', limit: 1_000 })
      expect(mine.length).toBe(seen.filter(({ owner, state }) => owner === 'U3' && state === 'open').length)

      const before = { createdAt: new Date(clock.now()).toISOString(), id: 'x' }
      const pages = [
        [decisionPage(db, 'T1', { limit: 20, before }), 'decisions_order'],
        [decisionPage(db, 'T1', { limit: 20, state: 'open' }), 'decisions_by_state'],
        [decisionPage(db, 'T1', { limit: 20, owner: 'U3' }), 'decisions_by_owner'],
        [citingPage(db, ['e17'], { limit: 20 }), 'citations_by_entry'],
      ] as const
      for (const [page, index] of pages) {
        const plan = await place.plan(db, page)
        expect(plan).toContain(index)
        expect(plan).not.toMatch(/SCAN decisions\b|Seq Scan on decisions/)
        // Of what is cited, one page is sorted after it was found.
        expect(/TEMP B-TREE|\bSort\b/.test(plan) && index !== 'citations_by_entry').toBe(false)
      }
    })
  })
}

/** Straight into the tables: making ten thousand one by one is another test's business. */
async function fill(db: Awaited<ReturnType<Start>>['db']): Promise<void> {
  for (let from = 0; from < count; from += 500) {
    const rows = Array.from({ length: 500 }, (_, at) => {
      const index = from + at
      const decision = decisionOf('T1', {
        owner: `U${index % 50}`,
        state: index % 40 === 0 ? 'open' : 'decided',
        cited: [{ entry: `e${index % 100}`, grade: 'A', version: 'v' }],
      })
      // Three of each time, so that the page's end falls between equals.
      return newRow(decision, new Date(noon - Math.floor(index / 3) * 1_000).toISOString())
    })
    await db.insertInto('decisions').values(rows).execute()
    await db
      .insertInto('citations')
      .values(rows.map(({ team, id }, at) => ({ team, decision: id, entry: `e${(from + at) % 100}` })))
      .execute()
  }
}
