import type { Check } from './check.ts'
import { checks } from './checks.ts'
import type { Confidence, Finding, Refusal } from './finding.ts'
import type { Part } from './inspect.ts'
import { limits as allLimits, type Limit } from './limits.ts'

/** What every limit that concerns these parts has to say. */
export const applyLimits = (parts: readonly Part[]): Finding[] =>
  parts.flatMap((part) => rulesFor(part).flatMap((rule) => findingsOf(rule, part, parts)))

/** What one limit has to say about an object that is no part of a message or view, such as the body of an ack. */
export function applyLimit(id: string, part: Part): Finding[] {
  const named = rules.filter(({ limit }) => limit.id === id)
  if (named.length === 0) throw new Error(`limits.json: no checked limit "${id}"`)
  return named.flatMap((rule) => findingsOf(rule, part, [part]))
}

type Rule = { readonly limit: Limit; readonly check: Check }
type Reading = {
  readonly rules: readonly Rule[]
  readonly ignored: readonly Limit[]
  readonly unknown: readonly Limit[]
}

/** Sorts the limits: those that are checked, those that are known not to show in a payload, and those that nobody thought of. */
export function readLimits(limits: readonly Limit[]): Reading {
  const rules: Rule[] = []
  const ignored: Limit[] = []
  const unknown: Limit[] = []
  for (const limit of limits) {
    const maker = checks[limit.rule]
    if (ignoredKinds.has(limit.kind) || ignoredRules.has(limit.rule)) ignored.push(limit)
    else if (maker === undefined) unknown.push(limit)
    else for (const path of paths[limit.id] ?? [limit.path]) rules.push({ limit, check: maker(limit, path) })
  }
  return { rules, ignored, unknown }
}

/** Kinds about something else than a message or a view: the wire, the clock, the manifest, streaming. */
export const ignoredKinds: ReadonlySet<string> = new Set(['protocol', 'ratelimit', 'ai', 'manifest'])

/** Rules that no single payload can break: they speak of a workspace, a stack of views, a scope, or say that there is no limit. */
export const ignoredRules: ReadonlySet<string> = new Set([
  'uniquePer',
  'maxDepth',
  'optimisticLock',
  'requiresScope',
  'documentedMax',
  'none',
  'default',
])

/** Paths that limits.json tells in prose, or from further down than the part that they belong to. */
const paths: Readonly<Record<string, readonly string[]>> = {
  'block.data_visualization.label|categories[].maxLength': [
    'chart.segments[].label',
    'chart.series[].data[].label',
    'chart.axis_config.categories[]',
  ],
  'block.data_visualization.axis_config.x_label|y_label.maxLength': ['chart.axis_config.x_label|y_label'],
  'block.data_visualization.segments[].value.exclusiveMin': ['chart.segments[].value'],
  'element.plain_text_input.value.maxLength': ['initial_value'],
  'element.external_select.block_suggestion_response_options.maxItems': ['options', 'option_groups[].options'],
}

/** Slack has a name of its own for some refusals, and merely frowns at others. */
const refusals: Readonly<Record<string, Refusal | 'none'>> = {
  maxBytes: 'view_too_large',
  recommendedMaxLength: 'none',
  truncateAboveLength: 'none',
}

function findingsOf({ limit, check }: Rule, part: Part, parts: readonly Part[]): Finding[] {
  const level = limit.confidence === 'secondary' || limit.rule === 'recommendedMaxLength' ? 'warning' : 'error'
  const refusal = level === 'warning' ? 'none' : (refusals[limit.rule] ?? 'invalid')
  // The words of `confidence` are those of limits.json; a test holds the file to them.
  const common = { rule: limit.id, confidence: limit.confidence as Confidence }
  const broken = check(part, parts).map((problem): Finding => ({
    ...common,
    ...problem,
    level,
    ...(refusal === 'none' ? {} : { refusal }),
  }))
  return broken.length > 0
    ? broken
    : unsafe(limit, part, parts).map((problem): Finding => ({ ...common, ...problem, level: 'warning' }))
}

/** Where sources disagree: what Slack takes by its newest page, but not by an older one. */
function unsafe(limit: Limit, part: Part, parts: readonly Part[]): ReturnType<Check> {
  if (limit.safeValue === undefined) return []
  return checks[limit.rule]?.({ ...limit, value: limit.safeValue }, limit.path)(part, parts) ?? []
}

const matches = (type: string, names: readonly string[]): boolean =>
  type === '*' || (type.endsWith('*') ? names.some((name) => name.startsWith(type.slice(0, -1))) : names.includes(type))

const { rules, unknown } = readLimits(allLimits)
// limits.json travels with the code, so a rule nobody knows is a mistake in a commit: fail where it is made, not where it is missed.
if (unknown.length > 0) throw new Error(`limits.json: nobody checks ${unknown.map((limit) => limit.id).join(', ')}`)

const cache = new Map<string, readonly Rule[]>()

function rulesFor(part: Part): readonly Rule[] {
  const key = `${part.kind} ${part.types.join(' ')}`
  const known = cache.get(key)
  if (known) return known
  const found = rules.filter(({ limit }) => limit.kind === part.kind && matches(limit.type, part.types))
  cache.set(key, found)
  return found
}
