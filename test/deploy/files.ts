import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadAll } from 'js-yaml'

/** A value of a file, to walk into; what is not there is undefined at any depth. */
export type Node = {
  readonly value: unknown
  readonly list: readonly Node[]
  readonly at: (...keys: readonly (string | number)[]) => Node
}

/** The documents of a YAML file. */
export const documentsOf = (file: string): Node[] => loadAll(readFileSync(file, 'utf8')).map(node)

/** Every manifest for Kubernetes, by its kind. */
export const manifests = (): ReadonlyMap<string, Node> =>
  new Map(
    readdirSync('deploy/kubernetes', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yml'))
      .flatMap((file) => documentsOf(join('deploy/kubernetes', file)))
      .map((document) => [String(document.at('kind').value), document]),
  )

/** The names of the settings, as config.ts reads them. */
export const settings: readonly string[] = [
  ...readFileSync('src/config.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+):/gm),
].map(([, name]) => name ?? '')

function node(value: unknown): Node {
  return {
    value,
    list: Array.isArray(value) ? value.map(node) : [],
    at: (...keys) => node(keys.reduce<unknown>((inner, key) => (Object(inner) as Record<string, unknown>)[key], value)),
  }
}
