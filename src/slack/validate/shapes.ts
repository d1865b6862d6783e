import { blockShapes } from './block-shapes.ts'
import { elementShapes } from './element-shapes.ts'
import type { Finding } from './finding.ts'
import { objectShapes } from './object-shapes.ts'

/** What a field holds: `option[]?` is an optional list of options, `~` allows null, `block` any block, `block.card` one kind of block. */
export type Field = {
  readonly of: string
  readonly depth: number
  readonly optional: boolean
  readonly nullable: boolean
}
export type Shape = ReadonlyMap<string, Field>

/** The fields of a thing. A name with a dot says that its `type` is what follows the dot. */
export const shapeOf = (name: string): Shape | undefined => shapes.get(name)

/** The kinds of thing a field may hold, before its own `type` is looked at. */
export const familiesOf = (of: string): readonly string[] | undefined => families[of]

export function parseField(spec: string): Field {
  const bare = spec.replace(/\?$/, '')
  const of = bare.replace(/(\[\])+$/, '')
  return {
    of: of.replace(/~$/, ''),
    depth: (bare.length - of.length) / 2,
    optional: spec.endsWith('?'),
    nullable: of.endsWith('~'),
  }
}

/** A finding about the make of a thing, which Slack refuses whatever the limits say. */
export const shapeFinding = (rule: string, pointer: string, message: string): Finding => ({
  rule: `shape.${rule}`,
  pointer,
  message,
  confidence: 'types',
  level: 'error',
  refusal: 'invalid',
})

const families: Readonly<Record<string, readonly string[]>> = {
  block: ['block'],
  element: ['element'],
  text: ['text'],
  cell: ['cell'],
  chart: ['chart'],
  rich: ['rich'],
  leaf: ['leaf'],
  context_element: ['text', 'element'],
}

const toShape = (fields: Readonly<Record<string, string>>): Shape =>
  new Map(Object.entries(fields).map(([name, spec]) => [name, parseField(spec)]))

const shapes = new Map<string, Shape>([
  ...Object.entries(blockShapes).map(([type, fields]): [string, Shape] => [
    `block.${type}`,
    toShape({ ...fields, block_id: 'string?' }),
  ]),
  ...Object.entries(elementShapes).map(([type, fields]): [string, Shape] => [
    `element.${type}`,
    toShape(type === 'image' || type === 'url' ? fields : { ...fields, action_id: 'string?' }),
  ]),
  ...Object.entries(objectShapes).map(([name, fields]): [string, Shape] => [name, toShape(fields)]),
])
