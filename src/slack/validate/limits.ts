import data from '#slack/limits.json' with { type: 'json' }

export type Surface = 'message' | 'modal' | 'home'

/** One row of limits.json; what each field means is told in its `meta`. */
export type Limit = {
  readonly id: string
  readonly kind: string
  readonly type: string
  readonly path: string
  readonly rule: string
  readonly value: unknown
  readonly confidence: string
  /** Set where sources disagree: the lower number, the one to build to. */
  readonly safeValue?: number | undefined
}

export const limits: readonly Limit[] = data.limits

/** The number of a limit, so that nobody types one into code a second time. */
export function limitOf(id: string): number {
  const value = byId.get(id)?.value
  if (typeof value !== 'number') throw new Error(`limits.json: no number under "${id}"`)
  return value
}

/** The surfaces a block may appear on; undefined: no such block. */
export const surfacesOfBlock = (type: string): readonly string[] | undefined => blockSurfaces.get(type)

/** The surfaces an element may appear on. */
export const surfacesOfElement = (type: string): readonly string[] =>
  elementSurfaces.get(type) ?? data.elements.surfaces['*']

/** The blocks (or `block.field`) an element may sit in. */
export const slotsOfElement = (type: string): readonly string[] =>
  placement.get(type) ?? placement.get(family(type)) ?? []

/** limits.json places all selects, and all multi selects, in one row. */
const family = (type: string): string =>
  /^multi_\w+_select$/.test(type) ? 'multi_select' : type.endsWith('_select') ? 'select' : type

const byId = new Map(limits.map((limit) => [limit.id, limit]))
const blockSurfaces = new Map<string, readonly string[]>(Object.entries(data.surfaces.blocks))
const elementSurfaces = new Map<string, readonly string[]>(Object.entries(data.elements.surfaces))
const placement = new Map<string, readonly string[]>(Object.entries(data.elements.placement))
