import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { type Kind, schemas } from '#knowledge/entry.ts'
import { idPattern } from '#knowledge/ids.ts'

/** What curators call a kind, to its folder. */
const kinds: Readonly<Record<string, Kind>> = {
  organisation: 'organisations',
  organization: 'organisations',
  company: 'organisations',
  project: 'organisations',
  tool: 'tools',
  topic: 'topics',
  criterion: 'criteria',
  comparison: 'comparisons',
  series: 'series',
  domain: 'domains',
  listing: 'listings',
}

const [word = '', id = ''] = process.argv.slice(2)
const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined
const path = kind ? join(resolve(process.env['KNOWLEDGE_DIR'] ?? 'knowledge'), kind, `${id}.yml`) : ''
const mistake = mistakeOf()
if (mistake || !kind) {
  console.error(mistake)
  process.exitCode = 1
} else {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, template(kind))
  console.log(`${path}: fill it in, then npm run knowledge:check`)
}

function mistakeOf(): string | undefined {
  if (!kind)
    return `knowledge:new wants a kind and an id, as in "organisation acme"; kinds: ${Object.keys(kinds).join(', ')}`
  if (!idPattern.test(id)) return `"${id}" is no id: lower-case letters, digits and single hyphens, as in "acme-bank"`
  return existsSync(path) ? `${path} exists already: an id is never used twice` : undefined
}

/** A file with every field that must be there, the others as comments, in the order of the schema. */
function template(of: Kind): string {
  const schema = z.toJSONSchema(schemas[of], { io: 'input' })
  const required = new Set(schema.required ?? [])
  const today = new Date().toISOString().slice(0, 10)
  const lines = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const text = `${name}: ${exampleOf(name, field, today)}`
    return required.has(name) ? text : `# ${text}`
  })
  return [`# yaml-language-server: $schema=../schema/${of}.json`, ...lines, ''].join('\n')
}

function exampleOf(name: string, field: unknown, today: string): string {
  if (name === 'checked') return today
  if (name === 'review_by') return `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`
  const shape = z.looseObject({ enum: z.array(z.string()).optional(), type: z.unknown().optional() }).safeParse(field)
  if (!shape.success) return ''
  if (shape.data.enum) return `${shape.data.enum[0]}  # ${shape.data.enum.join(' | ')}`
  if (shape.data.type === 'array') return '[]'
  if (shape.data.type === 'object') return '{}'
  return shape.data.type === 'integer' || shape.data.type === 'number'
    ? '1'
    : shape.data.type === 'boolean'
      ? 'false'
      : '""'
}
