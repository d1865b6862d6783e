import type { Line } from '../line.ts'
import type { Payloads } from '../payloads.ts'
import type { Option } from '../payloads/state-values.ts'
import type { SlackApi } from '../server.ts'

/** Who acts: ids of a workspace and of somebody in it. */
export type As = { readonly team: string; readonly user: string }

/** What the person sees of what they did, where they did it; everything else shows up in the world. */
export type Acted =
  | { readonly kind: 'done' }
  /** In Slack's own words where those are known. */
  | { readonly kind: 'failed'; readonly says: string }
  /** On the fields of a form, by block_id. */
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'options'; readonly groups: readonly OptionGroup[] }
export type OptionGroup = { readonly label?: Record<string, unknown>; readonly options: readonly Option[] }

/** What every act needs. `line` is asked for at each delivery: a test or a what-if may put another one in place. */
export type Stage = { readonly api: SlackApi; readonly payloads: Payloads; readonly line: Line }
