import type { Json } from '../protocol.ts'

/** A field that should hold an object. What an app sends is read with care: a wrong field is as good as none. */
export function object(json: Json | undefined, field: string): Json | undefined {
  const value = json?.[field]
  return isJson(value) ? value : undefined
}

export const list = (json: Json | undefined, field: string): readonly Json[] => {
  const value = json?.[field]
  return Array.isArray(value) ? value.filter(isJson) : []
}

export const string = (json: Json | undefined, field: string): string | undefined => {
  const value = json?.[field]
  return typeof value === 'string' ? value : undefined
}

export const number = (json: Json | undefined, field: string): number | undefined => {
  const value = json?.[field]
  return typeof value === 'number' ? value : undefined
}

export const strings = (json: Json | undefined, field: string): readonly string[] => {
  const value = json?.[field]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

export const isTrue = (json: Json | undefined, field: string): boolean => json?.[field] === true
export const typeOf = (json: Json | undefined): string => string(json, 'type') ?? ''
export const blockIdOf = (block: Json): string => string(block, 'block_id') ?? ''
export const actionIdOf = (element: Json): string => string(element, 'action_id') ?? ''

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
