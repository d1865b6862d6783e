import { resolve } from 'node:path'
import { backUp } from '#storage/sqlite/backup.ts'
import { argumentsOrExit } from './arguments.ts'
import { quoted, refusing } from './refusing.ts'

const { positionals } = argumentsOrExit({ allowPositionals: true })
const [file] = positionals
refusing(() => {
  if (!file || positionals.length > 1) return 'backup wants one file to make: npm run backup -- FILE'
  // Half of PostgreSQL's own program would be worse than its name.
  if (process.env['DATABASE_URL'])
    return [
      'The data is in PostgreSQL (DATABASE_URL), whose own program makes the backup, while everything runs:',
      `  (umask 077; pg_dump --format=custom --no-owner --no-privileges --file=${quoted(file)} --dbname="$DATABASE_URL")`,
    ].join('\n')
  const { rows } = backUp(resolve(process.env['DATA_DIR'] || '.data'), resolve(file))
  console.log(`${file}: ${rows} rows, checked`)
  return undefined
})
