import { argumentsOrExit } from './arguments.ts'
import { catalogOrExit } from './knowledge.ts'
import { publishOwn } from './publish-own.ts'
import { publishSearch } from './publish-search.ts'
import { noWorkspace } from './workspace-id.ts'

/**
 * `npm run knowledge:publish -- --workspace T0123ABC FOLDER`: what a workspace has of its own, into the program's database.
 * `... --workspace T0123ABC --withdraw`: nothing of its own is left.
 *
 * `DATABASE_URL=postgres://... npm run knowledge:publish`: the shared entries, and the search over them, into PostgreSQL, for
 * `knowledge:find`. Run it with the version that serves: it brings all tables up to date.
 */
const { values, positionals } = argumentsOrExit({
  allowPositionals: true,
  options: { workspace: { type: 'string' }, withdraw: { type: 'boolean', default: false } },
})

const mistake = mistakeIn(values.workspace, values.withdraw, positionals)
if (mistake !== undefined) refuse(mistake)
else await publish(values.workspace, positionals[0])

async function publish(workspace: string | undefined, folder: string | undefined): Promise<void> {
  const catalog = catalogOrExit()
  if (!catalog) return
  const url = process.env['DATABASE_URL']
  if (workspace !== undefined) return publishOwn(catalog, workspace, folder)
  if (!url) return refuse('DATABASE_URL: the database to publish to, postgres://user:password@host:5432/name')
  await publishSearch(url, catalog)
}

function mistakeIn(
  workspace: string | undefined,
  withdraw: boolean,
  [folder, ...more]: readonly string[],
): string | undefined {
  if (workspace === undefined && !withdraw && folder === undefined) return undefined
  const mistaken = noWorkspace(workspace)
  if (mistaken !== undefined) return mistaken
  if (withdraw) return folder === undefined ? undefined : '--withdraw: no folder, since nothing is to be left'
  return folder === undefined || more.length > 0
    ? 'knowledge:publish: one folder with the entries, or --withdraw'
    : undefined
}

function refuse(line: string): void {
  console.error(line)
  process.exitCode = 1
}
