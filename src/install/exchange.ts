import { z } from 'zod'
import type { Clock } from '#slack/clock.ts'
import type { Fetch } from '#slack/outbound.ts'

/** What Slack gives for a code or a refresh token. */
export type Grant = {
  /** T... of one workspace; absent for a whole organisation. */
  readonly team?: { readonly id: string; readonly name: string }
  readonly enterprise?: { readonly id: string; readonly name: string }
  readonly org: boolean
  readonly app: string
  readonly botUser: string
  readonly scopes: readonly string[]
  /** Absent in the answer to a refresh. */
  readonly installer?: string
  readonly token: string
  /** Present where tokens rotate. */
  readonly refresh?: { readonly token: string; readonly endsInMs: number }
  /** Milliseconds since 1970 by Slack's clock, to the second; our own where its answer has no date. */
  readonly at: number
}

/** refused: Slack said no, in its word. silent: it said nothing that can be read, so it may have done it or not. */
export type Exchanged =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'silent'; readonly reason: string }

/** Each call is made once: a code and a refresh token are worth nothing the second time. */
export type Exchange = {
  readonly code: (code: string, redirectUri: string) => Promise<Exchanged>
  readonly refresh: (refreshToken: string) => Promise<Exchanged>
}

const timeoutMs = 10_000

const named = z.looseObject({ id: z.string().regex(/^[A-Z][A-Za-z0-9_-]{0,63}$/), name: z.string().nullish() })
/** https://docs.slack.dev/reference/methods/oauth.v2.access */
const answerShape = z.looseObject({
  ok: z.literal(true),
  app_id: z.string(),
  team: named.nullish(),
  enterprise: named.nullish(),
  is_enterprise_install: z.boolean().nullish(),
  scope: z.string().default(''),
  access_token: z.string().min(1),
  bot_user_id: z.string(),
  authed_user: z.looseObject({ id: z.string().optional() }).nullish(),
  refresh_token: z.string().nullish(),
  expires_in: z.number().positive().nullish(),
})
const refusalShape = z.looseObject({ ok: z.literal(false), error: z.string().regex(/^[a-z0-9_]{2,60}$/) })

/** oauth.v2.access by a client of its own, because Slack's repeats what must not be repeated and waits for hours. */
export function createExchange({
  fetch,
  clock,
  apiUrl = 'https://slack.com/api/',
  clientId,
  clientSecret,
}: {
  fetch: Fetch
  clock: Clock
  apiUrl?: string | undefined
  clientId: string
  clientSecret: string
}): Exchange {
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`

  async function ask(fields: Record<string, string>): Promise<Exchanged> {
    const given = new AbortController()
    const cancel = clock.after(timeoutMs, () => given.abort())
    try {
      const response = await fetch(`${apiUrl}oauth.v2.access`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
        redirect: 'error',
        signal: given.signal,
      })
      const text = await response.text()
      return read(text, response.status, Date.parse(response.headers.get('date') ?? '') || clock.now())
    } catch {
      // The error may quote the request, and with it a secret.
      return { kind: 'silent', reason: given.signal.aborted ? 'timeout' : 'no_connection' }
    } finally {
      cancel()
    }
  }

  return {
    code: (code, redirectUri) => ask({ code, redirect_uri: redirectUri }),
    refresh: (refreshToken) => ask({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  }
}

function read(text: string, status: number, at: number): Exchanged {
  const body = parsed(text)
  const refusal = refusalShape.safeParse(body)
  if (refusal.success) return { kind: 'refused', reason: refusal.data.error }
  const answer = answerShape.safeParse(body)
  if (!answer.success) return { kind: 'silent', reason: status === 200 ? 'unreadable' : `http_${status}` }
  const { team, enterprise, is_enterprise_install: org, refresh_token: refresh, expires_in: expires } = answer.data
  const isOrg = org === true && enterprise?.id !== undefined
  if (!isOrg && !team) return { kind: 'silent', reason: 'no_team' }
  return {
    kind: 'granted',
    grant: {
      ...(team && !isOrg ? { team: withName(team) } : {}),
      ...(enterprise ? { enterprise: withName(enterprise) } : {}),
      org: isOrg,
      app: answer.data.app_id,
      botUser: answer.data.bot_user_id,
      scopes: answer.data.scope.split(',').filter((scope) => scope !== ''),
      ...(answer.data.authed_user?.id ? { installer: answer.data.authed_user.id } : {}),
      token: answer.data.access_token,
      ...(refresh && expires ? { refresh: { token: refresh, endsInMs: expires * 1000 } } : {}),
      at,
    },
  }
}

const withName = ({ id, name }: z.infer<typeof named>) => ({ id, name: name ?? id })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
