/**
 * Steps of understanding that can be left out, so that a measurement tells what each is worth. In service none ever is.
 */
export type UnderstandingPart = 'intent' | 'mentions' | 'synonyms' | 'spelling' | 'outside'

/** Which steps are left out. */
export type LeftOut = { readonly has: (part: UnderstandingPart) => boolean }

/** Everything takes part. */
export const nothingLeftOut: LeftOut = { has: () => false }
