import { resolve } from 'node:path'
import { formatFinding } from '#knowledge/finding.ts'
import { lint } from '#knowledge/lint/index.ts'
import { loadKnowledge } from '#knowledge/load.ts'

const folder = resolve(process.env['KNOWLEDGE_DIR'] ?? 'knowledge')
const loaded = loadKnowledge(folder)
const findings =
  loaded.kind === 'refused' ? loaded.findings : lint(loaded.catalog, { today: new Date().toISOString().slice(0, 10) })
for (const finding of findings) console.log(formatFinding(finding))
if (findings.length > 0) {
  console.log(`${findings.length} finding${findings.length === 1 ? '' : 's'} in ${folder}`)
  process.exitCode = 1
} else if (loaded.kind === 'loaded')
  console.log(`${loaded.catalog.entries.size} entries, ${loaded.catalog.sources.size} sources: nothing to mend`)
