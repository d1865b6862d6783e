import type { Proposal } from '#decision/types.ts'

/** What a renderer of verdicts knows besides the verdict. */
export type VerdictSetting = {
  /** What was typed of it is defused here. */
  readonly proposal: Proposal
  /** The domain's title. */
  readonly domain?: string
  readonly surface: 'modal' | 'message'
  /** Whether the pilot was chosen. */
  readonly pilot?: boolean
}
