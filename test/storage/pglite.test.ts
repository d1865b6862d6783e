import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { afterAll } from 'vitest'
import { randomId } from '#storage/id.ts'
import { migrate } from '#storage/migrate.ts'
import { served } from '#storage/served.ts'
import { cleanText } from '#storage/sql/clean.ts'
import type { Tables } from '#storage/tables.ts'
import { storageContract } from './contract.ts'
import { columnsOfPostgres, planOfPostgres } from './postgres-place.ts'

const pglite = new PGlite()
afterAll(() => pglite.close())

/** One engine without a server: replicas are further Kysely instances on the same connection. */
storageContract('PGlite', async () => {
  await pglite.exec('drop schema public cascade; create schema public')
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), plugins: [cleanText] })
  await migrate(db, 'DATABASE_URL')
  return {
    open: async (clock) => {
      const opened = { db, light: db, scrub: async () => {}, ping: async () => {}, close: async () => {} }
      return { ...served(opened, { clock, newId: randomId }), db }
    },
    plan: planOfPostgres,
    columns: columnsOfPostgres,
  }
})
