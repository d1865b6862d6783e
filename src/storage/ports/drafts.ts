import type { ZodType } from 'zod'

/** One draft for each person and purpose: `decide`, `reason`. */
export type DraftKey = { readonly team: string; readonly user: string; readonly purpose: string }

/** What somebody typed and has not sent. Kept for 30 days after it was last written. */
export type DraftStore = {
  /** @param shape what a draft must look like; one of an older version that does not fit is as good as none */
  readonly read: <T>(key: DraftKey, shape: ZodType<T>) => Promise<T | undefined>
  /** @param payload plain data; the last one written counts */
  readonly write: (key: DraftKey, payload: unknown) => Promise<void>
  readonly drop: (key: DraftKey) => Promise<void>
}
