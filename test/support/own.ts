import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The files of a workspace's own that go with the made-up knowledge. @param change what of their texts becomes what */
export function ownFiles(change: readonly (readonly [string, string])[] = []): ReadonlyMap<string, string> {
  const folder = 'test/fixtures/kiln-own'
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yml'))
  return new Map(
    paths.toSorted().map((path) => {
      const text = readFileSync(join(folder, path), 'utf8')
      return [path, change.reduce((changed, [from, to]) => changed.replaceAll(from, to), text)]
    }),
  )
}
