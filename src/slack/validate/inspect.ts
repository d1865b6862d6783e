import type { Finding } from './finding.ts'
import { child, isObject, type JsonObject } from './json.ts'
import { slotsOfElement, surfacesOfBlock, surfacesOfElement, type Surface } from './limits.ts'
import { familiesOf, parseField, shapeFinding, shapeOf, type Field, type Shape } from './shapes.ts'

/** A thing that limits.json has rules about, found somewhere in a payload. */
export type Part = {
  readonly kind: 'payload' | 'view' | 'block' | 'composition' | 'element'
  /** The names it goes by in the rules: a modal is `modal` and `view`. */
  readonly types: readonly string[]
  readonly value: JsonObject
  readonly pointer: string
  /** The pointer of the block it sits in, a block's own. Absent for the payload itself. */
  readonly block?: string
  /** For a part of an element: the element's type. */
  readonly element?: string
}

/** Where we are: what holds the thing that is looked at. */
type Place = { readonly surface: Surface; readonly block?: string; readonly slot?: string; readonly element?: string }

/**
 * Walks a value by its shape: names what Slack would refuse for its make or its place, and lists the parts that the limits are about.
 * @param spec what the value is to be: `block[]`, `view.modal`
 */
export function inspect(
  value: unknown,
  spec: string,
  pointer: string,
  place: Place,
): { readonly parts: Part[]; readonly findings: Finding[] } {
  const walk = new Walk()
  walk.field(value, parseField(spec), pointer, place)
  return walk
}

class Walk {
  readonly parts: Part[] = []
  readonly findings: Finding[] = []

  field(value: unknown, field: Field, pointer: string, place: Place): void {
    if (field.depth > 0) this.#list(value, field, pointer, place)
    else if (!(field.nullable && value === null)) this.#one(value, field.of, pointer, place)
  }

  #list(value: unknown, field: Field, pointer: string, place: Place): void {
    if (!Array.isArray(value)) return this.#report('type', pointer, 'must provide an array')
    for (const [index, item] of value.entries())
      this.field(item, { ...field, depth: field.depth - 1 }, child(pointer, index), place)
  }

  #one(value: unknown, of: string, pointer: string, place: Place): void {
    const primitive = primitives[of]
    if (primitive) {
      if (!primitive(value)) this.#report('type', pointer, `must provide ${/^[aeiou]/.test(of) ? 'an' : 'a'} ${of}`)
    } else if (isObject(value)) this.#object(value, of, pointer, place)
    else this.#report('type', pointer, 'must provide an object')
  }

  #object(value: JsonObject, of: string, pointer: string, place: Place): void {
    const name = nameOf(value, of)
    const shape = name === undefined ? undefined : shapeOf(name)
    if (name === undefined || shape === undefined) return this.#unsupported(value, pointer)
    const inside = this.#enter(value, name, pointer, place)
    this.#fields(value, shape, name, pointer, inside)
  }

  #fields(value: JsonObject, shape: Shape, name: string, pointer: string, place: Place): void {
    for (const [key, field] of shape) {
      const at = child(pointer, key)
      if (value[key] !== undefined)
        this.field(
          value[key],
          field,
          at,
          name.startsWith('block.') ? { ...place, slot: `${name.slice(6)}.${key}` } : place,
        )
      else if (!field.optional) this.#report('required', pointer, `missing required field: ${key}`)
    }
    for (const key of Object.keys(value)) {
      const known = shape.has(key) || (key === 'type' && name.includes('.'))
      if (!known && value[key] !== undefined)
        this.#report('unknownProperty', pointer, `invalid additional property: ${key}`)
    }
  }

  /** Lists the thing as a part, checks its place, and returns the place that its own fields are in. */
  #enter(value: JsonObject, name: string, pointer: string, place: Place): Place {
    const [family, type] = name.includes('.')
      ? [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)]
      : [name, name]
    const part = {
      value,
      pointer,
      ...(place.block === undefined ? {} : { block: place.block }),
      ...(place.element === undefined ? {} : { element: place.element }),
    }
    if (family === 'block') {
      this.#checkSurface('surface.block', type, surfacesOfBlock(type) ?? [], pointer, place)
      this.parts.push({ ...part, kind: 'block', types: [type], block: pointer })
      return { surface: place.surface, block: pointer }
    }
    if (family === 'element') {
      this.#checkSlot(type, pointer, place)
      this.#checkSurface('surface.element', type, surfacesOfElement(type), pointer, place)
      this.parts.push({ ...part, kind: 'element', types: [type] })
      return { ...place, element: type }
    }
    if (family === 'text' || compositions.has(family))
      this.parts.push({ ...part, kind: 'composition', types: [family] })
    return place
  }

  #checkSurface(rule: string, type: string, surfaces: readonly string[], pointer: string, place: Place): void {
    if (surfaces.includes(place.surface)) return
    this.findings.push({
      rule: `${rule}.${type}`,
      pointer: child(pointer, 'type'),
      message: `unsupported type: ${type} (not on a ${place.surface})`,
      confidence: 'docs',
      level: 'error',
      refusal: 'invalid',
    })
  }

  #checkSlot(type: string, pointer: string, place: Place): void {
    const slot = place.slot ?? ''
    const slots = slotsOfElement(type)
    if (slots.includes(slot) || slots.includes(slot.split('.')[0] ?? '')) return
    this.findings.push({
      rule: `placement.${type}`,
      pointer: child(pointer, 'type'),
      message: `unsupported type: ${type} (not in ${slot})`,
      confidence: 'docs',
      level: 'error',
      refusal: 'invalid',
    })
  }

  #unsupported(value: JsonObject, pointer: string): void {
    const type = value['type']
    if (type === undefined) this.#report('required', pointer, 'missing required field: type')
    else
      this.#report(
        'unknownType',
        child(pointer, 'type'),
        typeof type === 'string' ? `unsupported type: ${type}` : 'must provide a string',
      )
  }

  #report(rule: string, pointer: string, message: string): void {
    this.findings.push(shapeFinding(rule, pointer, message))
  }
}

/** The shape's name for a value: by its own type where the field leaves a choice, else as the field says, if the type agrees. */
function nameOf(value: JsonObject, of: string): string | undefined {
  if (!of.includes('.') && familiesOf(of) === undefined) return of
  const type = value['type']
  if (typeof type !== 'string') return undefined
  const names = familiesOf(of)?.map((family) => `${family}.${type}`) ?? [of]
  return names.find((name) => name.endsWith(`.${type}`) && shapeOf(name) !== undefined)
}

const compositions = new Set(['confirm', 'option', 'option_group', 'dispatch_action_config', 'conversation_filter'])

const primitives: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
}
