import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createEvents } from '#events.ts'
import { createLog } from '#log.ts'
import { ask, settingsFor, slackWith, start } from '../ops/program.ts'
import { documentsOf } from './files.ts'

// What the board and the rules ask for, beside what the program gives.

/** Names of series, asked for once. */
const given = (): Promise<ReadonlySet<string>> => (asked ??= askForSeries())
let asked: Promise<ReadonlySet<string>> | undefined

async function askForSeries(): Promise<ReadonlySet<string>> {
  const slack = await slackWith()
  const program = start({ ...settingsFor(slack), LOG_LEVEL: 'silent' })
  const { text } = await ask(await program.origin(), '/metrics')
  return new Set(
    [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' || type === 'summary' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  )
}

const namesIn = (expression: string): string[] => expression.match(/\b(?:gofer|process|nodejs)_\w+/g) ?? []
const labelsIn = (expression: string): string[] => [
  ...[...expression.matchAll(/(\w+)\s*(?:=~|!=|=)\s*"/g)].map(([, label]) => label ?? ''),
  ...[...expression.matchAll(/\b(?:by|on) \(([^)]+)\)/g)].flatMap(([, labels]) => labels?.split(/,\s*/) ?? []),
]
/** Those that Prometheus adds, and those that the program declares. */
const labels = new Set([
  'instance',
  'job',
  'le',
  ...[...readFileSync('src/ops/metrics.ts', 'utf8').matchAll(/\[((?:'\w+'(?:, )?)+)\]/g)].flatMap(
    ([, list]) => list?.match(/\w+/g) ?? [],
  ),
  // Of the garbage collector, by prom-client.
  'kind',
])

describe('the board', () => {
  const board = z
    .looseObject({
      panels: z.array(
        z.looseObject({
          title: z.string().min(1),
          type: z.enum(['row', 'stat', 'timeseries']),
          gridPos: z.object({ h: z.number(), w: z.number().max(24), x: z.number(), y: z.number() }),
          targets: z.array(z.looseObject({ expr: z.string().min(1) })).optional(),
        }),
      ),
      templating: z.object({ list: z.array(z.looseObject({ name: z.string() })) }),
    })
    .parse(JSON.parse(readFileSync('deploy/grafana.json', 'utf8')))
  const expressions = board.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))

  test('asks only for what the program gives', async () => {
    const series = await given()
    expect(expressions.length).toBeGreaterThan(20)
    for (const expression of expressions) {
      expect(namesIn(expression).length).toBeGreaterThan(0)
      expect(namesIn(expression).filter((name) => !series.has(name))).toEqual([])
      expect(labelsIn(expression).filter((label) => !labels.has(label))).toEqual([])
    }
  })

  test('shows everything that the program counts of its own', async () => {
    const series = await given()
    const shown = new Set(expressions.flatMap(namesIn).map((name) => name.replace(/_(bucket|sum|count)$/, '')))
    const own = [...series]
      .filter((name) => name.startsWith('gofer_'))
      .map((name) => name.replace(/_(bucket|sum|count)$/, ''))
    expect([...new Set(own)].filter((name) => !shown.has(name))).toEqual([])
  })

  test('has no two panels in one place', () => {
    const cells = board.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
  })
})

describe('the rules', () => {
  const rules = documentsOf('deploy/alerts.yml').flatMap((document) =>
    document.at('groups').list.flatMap((group) => group.at('rules').list),
  )
  const names = rules.map((rule) => String(rule.at('alert').value))

  test('ask only for what the program gives', async () => {
    const series = await given()
    expect(rules.length).toBeGreaterThan(10)
    for (const rule of rules) {
      const expression = String(rule.at('expr').value)
      expect(namesIn(expression).length).toBeGreaterThan(0)
      expect(namesIn(expression).filter((name) => !series.has(name))).toEqual([])
      expect(labelsIn(expression).filter((label) => !labels.has(label))).toEqual([])
    }
  })

  test('each says how urgent it is and what it means, and has its place in the runbook', () => {
    for (const rule of rules) {
      expect(['page', 'ticket']).toContain(rule.at('labels', 'severity').value)
      expect(rule.at('annotations', 'summary').value).toEqual(expect.any(String))
    }
    expect(new Set(names).size).toBe(names.length)
    const headings = [...readFileSync('docs/operate.md', 'utf8').matchAll(/^### (Gofer\w+)$/gm)].map(([, name]) => name)
    expect(headings).toEqual(names)
  })

  test('that wait for a value of a label wait for one that there is', () => {
    const known = readFileSync('src/events.ts', 'utf8') + readFileSync('src/config.ts', 'utf8')
    for (const rule of rules)
      for (const [, values] of String(rule.at('expr').value).matchAll(/(?<!job)(?:=~|!=|=)"([^"]+)"/g))
        for (const value of values?.split('|') ?? []) expect(known).toContain(`'${value}'`)
  })
})

test('the events that the rules count show in the text from the start, at 0', async () => {
  const { createMetrics } = await import('#ops/metrics.ts')
  const metrics = createMetrics()
  createEvents(createLog({ level: 'silent', format: 'json' }), metrics)
  const text = await metrics.text()
  for (const name of [
    'gofer_failed_total',
    'gofer_store_failed_total',
    'gofer_rejected_total',
    'gofer_late_total',
    'gofer_knowledge_reload_total',
  ])
    expect(text).toMatch(new RegExp(`^${name}\\{.*\\} 0$`, 'm'))
})
