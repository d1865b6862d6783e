import { z } from 'zod'

/** Where something was done and where whoever did it belongs, as Slack tells; absent where it does not. */
export type Tenancy = {
  /** The workspace that the pressed message or the window belongs to. */
  readonly host?: string
  readonly home?: string
  /** The organisation of an Enterprise Grid. */
  readonly organisation?: string
}

const id = z.string().regex(/^[A-Z][A-Za-z0-9_-]{0,63}$/)
const shape = z.looseObject({
  type: z.string().nullish(),
  team: z.looseObject({ id: id.nullish() }).nullish(),
  enterprise: z.looseObject({ id: id.nullish() }).nullish(),
  user: z.looseObject({ team_id: id.nullish() }).nullish(),
  message: z.looseObject({ team: id.nullish() }).nullish(),
  view: z.looseObject({ app_installed_team_id: id.nullish() }).nullish(),
})

/**
 * Slack signs an outsider's press with the outsider's own workspace (slackapi/bolt-python#767). Whose the app is there stands in what
 * was pressed: in our own message, or in the window. In a shortcut the message is anybody's, so there it tells nothing.
 */
export function tenancyOf(body: unknown): Tenancy {
  const read = shape.safeParse(body)
  if (!read.success) return {}
  const { type, team, enterprise, user, message, view } = read.data
  const host = view?.app_installed_team_id ?? (type === 'block_actions' ? message?.team : undefined)
  const home = user?.team_id ?? team?.id
  return {
    ...(host ? { host } : {}),
    ...(home ? { home } : {}),
    ...(enterprise?.id ? { organisation: enterprise.id } : {}),
  }
}

/**
 * Whether somebody of another company did it, in a channel shared through Slack Connect. Colleagues in another workspace of the same
 * organisation are no outsiders.
 * @param enterprise the organisation that the app's workspace belongs to
 */
export function isOutsider({ host, home, organisation }: Tenancy, enterprise: string | undefined): boolean {
  if (host === undefined || home === undefined || home === host) return false
  return enterprise === undefined || (organisation !== enterprise && home !== enterprise)
}
