import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { schemas } from '#knowledge/entry.ts'
import { frameworkSchema } from '#knowledge/framework.ts'
import { sourceFileSchema } from '#knowledge/source.ts'
import { exceptionsSchema, languagesSchema, subjectSchema, synonymsSchema } from '#knowledge/vocabulary.ts'

/**
 * Writes the JSON Schemas that editors complete and check entries with, or with `--check` says which are stale.
 * `io: input`: an editor sees what a person writes, before defaults are filled in.
 */
const folder = 'knowledge/schema'
const all = {
  ...schemas,
  decisions: frameworkSchema,
  sources: sourceFileSchema,
  subject: subjectSchema,
  languages: languagesSchema,
  exceptions: exceptionsSchema,
  synonyms: synonymsSchema,
}
const stale: string[] = []
mkdirSync(folder, { recursive: true })
for (const [name, schema] of Object.entries(all)) {
  const path = join(folder, `${name}.json`)
  const text = `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`
  if (text === existing(path)) continue
  stale.push(path)
  if (!process.argv.includes('--check')) writeFileSync(path, text)
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`${stale.join(', ')}: stale; run npm run schemas`)
  process.exitCode = 1
}

function existing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
