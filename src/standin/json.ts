/** An object that came as JSON and may still be filled in. */
export type Json = Record<string, unknown>
