import { z } from 'zod'

/** What a window of the walkthrough knows of itself, so that one that was left open long ago is noticed. */
export type Place = { readonly step: number; readonly framework: string; readonly decision: string }

const placeSchema = z.strictObject({
  v: z.literal(1),
  step: z.number().int().min(0).max(99),
  framework: z.string().max(200),
  decision: z.string().max(64),
})

export const packPlace = ({ step, framework, decision }: Place): string =>
  JSON.stringify({ v: 1, step, framework, decision })

export function unpackPlace(metadata: string): Place | undefined {
  try {
    const { v: _version, ...place } = placeSchema.parse(JSON.parse(metadata))
    return place
  } catch {
    return undefined
  }
}
