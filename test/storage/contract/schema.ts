import { describe, expect, test } from 'vitest'
import { migrate } from '#storage/migrate.ts'
import { migrations } from '#storage/migrations/index.ts'
import type { Start } from '../contract.ts'
import { decisionOf } from '../samples.ts'

export function schemaContract(start: Start): void {
  describe('the schema', () => {
    const good = ['create table later (team text not null)', 'alter table drafts add column note text']
    const upTo = (db: Parameters<typeof migrate>[0], ...steps: (readonly string[])[]) =>
      migrate(db, 'DATABASE_URL', undefined, [...migrations, ...steps])

    test('takes a new version as a whole or not at all, and keeps what is there', async () => {
      const { storage, db } = await start()
      const { decision } = await storage.decisions.create(decisionOf('T1'))
      const version = () => db.selectFrom('schema_version').selectAll().execute()
      const was = await version()
      await expect(upTo(db, good, ['create tabel broken'])).rejects.toThrow(/syntax/)
      expect(await version()).toEqual(was)
      await upTo(db, good)
      expect(await version()).toEqual([{ version: migrations.length + 1 }])
      await upTo(db, good)
      expect(await storage.decisions.read('T1', decision.id)).toEqual(decision)
      expect((await storage.decisions.create(decisionOf('T1'))).kind).toBe('created')
    })

    test('of a newer program is refused in one sentence', async () => {
      const { db } = await start()
      await upTo(db, good)
      await expect(upTo(db)).rejects.toMatchObject({
        name: 'StorageRefused',
        message: expect.stringMatching(
          new RegExp(
            `^DATABASE_URL: .*newer program \\(version ${migrations.length + 1}, known up to ${migrations.length}\\), so start that one`,
          ),
        ),
      })
    })
  })
}
