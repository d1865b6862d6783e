import { resolve } from 'node:path'
import { restore } from '#storage/sqlite/restore.ts'
import { argumentsOrExit } from './arguments.ts'
import { quoted, refusing } from './refusing.ts'

const { values, positionals } = argumentsOrExit({ allowPositionals: true, options: { force: { type: 'boolean' } } })
const [file] = positionals
refusing(() => {
  if (!file || positionals.length > 1) return 'restore wants the file of a backup: npm run restore -- FILE'
  if (process.env['DATABASE_URL'])
    return [
      'The data is in PostgreSQL (DATABASE_URL), whose own program restores it, as a whole or not at all. Stop every replica, then:',
      `  pg_restore --clean --if-exists --single-transaction --no-owner --no-privileges --dbname="$DATABASE_URL" ${quoted(file)}`,
    ].join('\n')
  const dataDir = resolve(process.env['DATA_DIR'] || '.data')
  const { rows, aside } = restore(resolve(file), dataDir, { force: values.force ?? false })
  console.log(`${dataDir}: ${rows} rows${aside ? `; what was there is now ${aside}` : ''}`)
  return undefined
})
