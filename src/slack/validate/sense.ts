import type { Finding } from './finding.ts'
import type { Part } from './inspect.ts'
import { child, isObject, type JsonObject } from './json.ts'
import { shapeFinding } from './shapes.ts'

/** What Slack refuses although make and size are right, told in limits.json by notes only. */
export const senseFindings = (parts: readonly Part[]): Finding[] =>
  parts.flatMap((part) => [...initialOptions(part), ...series(part)])

/** What is chosen at first must be there to choose. */
function initialOptions(part: Part): Finding[] {
  if (part.kind !== 'element' || part.types.includes('external_select') || part.types.includes('multi_external_select'))
    return []
  const groups = listOf(part.value, 'option_groups').flatMap((group) => listOf(group, 'options'))
  const values = new Set([...listOf(part.value, 'options'), ...groups].map((option) => option['value']))
  const chosen = [part.value['initial_option'], part.value['initial_options']].flat().filter(isObject)
  return chosen
    .filter((option) => !values.has(option['value']))
    .map(() => shapeFinding('initialOption', part.pointer, 'initial options must be among the options'))
}

/** Slack draws a series by the categories: one point for each, and a name of its own. */
function series(part: Part): Finding[] {
  const chart = part.types.includes('data_visualization') ? part.value['chart'] : undefined
  if (!isObject(chart) || !isObject(chart['axis_config'])) return []
  const at = child(child(part.pointer, 'chart'), 'series')
  const categories = sorted(chart['axis_config']['categories'])
  const all = listOf(chart, 'series')
  const uneven = all.flatMap((one, index) =>
    sorted(listOf(one, 'data').map((point) => point['label'])) === categories ? [] : [child(at, index)],
  )
  return [
    ...uneven.map((pointer) => shapeFinding('categories', pointer, 'must have exactly one point for each category')),
    ...(new Set(all.map((one) => one['name'])).size === all.length
      ? []
      : [shapeFinding('seriesName', at, 'series names must be unique')]),
  ]
}

const sorted = (labels: unknown): string => JSON.stringify(Array.isArray(labels) ? labels.map(String).toSorted() : [])

function listOf(value: JsonObject, field: string): JsonObject[] {
  const list = value[field]
  return Array.isArray(list) ? list.filter(isObject) : []
}
