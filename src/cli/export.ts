import { argumentsOrExit } from './arguments.ts'
import { onStore } from './store.ts'

/**
 * `npm run -s export -- T0123ABC > workspace.json`: everything that is kept of a workspace, before it is deleted or because somebody
 * asks what there is. Tokens are left out.
 */
const { positionals } = argumentsOrExit({ options: {}, allowPositionals: true })
const [team, ...more] = positionals
if (!team || more.length > 0 || !/^[TE][A-Z0-9]{1,63}$/.test(team)) {
  console.error('export: the id of one workspace, such as T0123ABC')
  process.exitCode = 1
} else
  await onStore(async (storage) => {
    const tables = await storage.dump(team)
    const rows = Object.values(tables).flat().length
    console.log(JSON.stringify({ team, exportedAt: new Date().toISOString(), tables }, null, 2))
    console.error(`${rows} rows of ${team}`)
  })
