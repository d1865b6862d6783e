import { resolve } from 'node:path'
import type { Catalog } from '#knowledge/catalog.ts'
import { formatFinding } from '#knowledge/finding.ts'
import { loadKnowledge } from '#knowledge/load.ts'

/** The catalog of `KNOWLEDGE_DIR`, or the findings on stderr and exit code 1. */
export function catalogOrExit(): Catalog | undefined {
  const loaded = loadKnowledge(resolve(process.env['KNOWLEDGE_DIR'] ?? 'knowledge'))
  if (loaded.kind === 'loaded') return loaded.catalog
  for (const finding of loaded.findings.slice(0, 20)) console.error(formatFinding(finding))
  process.exitCode = 1
  return undefined
}
