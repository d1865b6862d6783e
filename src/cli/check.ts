import { resolve } from 'node:path'
import { createAnswerer } from '#answer/answerer.ts'
import type { Finding } from '#knowledge/finding.ts'
import { formatFinding } from '#knowledge/finding.ts'
import { lint } from '#knowledge/lint/index.ts'
import { type Loaded, loadKnowledge } from '#knowledge/load.ts'
import { unreached } from './reached.ts'

const folder = resolve(process.env['KNOWLEDGE_DIR'] ?? 'knowledge')
const loaded = loadKnowledge(folder)
const findings = findingsOf(loaded)
for (const finding of findings) console.log(formatFinding(finding))
if (findings.length > 0) {
  console.log(`${findings.length} finding${findings.length === 1 ? '' : 's'} in ${folder}`)
  process.exitCode = 1
} else if (loaded.kind === 'loaded') {
  const { entries, sources, exceptions } = loaded.catalog
  // A green run still tells how much of it is green by exception.
  console.log(`${entries.size} entries, ${sources.size} sources, ${exceptions.length} exceptions: nothing to mend`)
}

/** What the shape allows is looked at by the rules, and what they let pass is asked for. */
function findingsOf(read: Loaded): readonly Finding[] {
  if (read.kind === 'refused') return read.findings
  const found = lint(read.catalog, { today: new Date().toISOString().slice(0, 10) })
  return found.length > 0 ? found : unreached(read.catalog, createAnswerer(read.catalog))
}
