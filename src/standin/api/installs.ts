import type { KitClock } from '../clock.ts'
import type { Ids } from '../ids.ts'

/** What somebody allowed on Slack's own page. */
export type Grant = {
  readonly team: string
  readonly user: string
  /** The address the browser was sent back to, if the app had named one. */
  readonly redirectUri?: string
  /** Those of the workspace's description unless told otherwise. */
  readonly scopes?: readonly string[]
  /** For the team's whole organisation. */
  readonly org?: boolean
}

export type CodeError = 'invalid_code' | 'code_already_used' | 'bad_redirect_uri'

/** Tokens that expire, and the one that brings the next pair. */
export type Rotated = {
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in: number
}

/** Codes, and tokens with an end (https://docs.slack.dev/authentication/installing-with-oauth, …/using-token-rotation). */
export type Installs = {
  /** Somebody pressed Allow: the code that comes along in the redirect. */
  readonly allow: (grant: Grant) => string
  readonly redeem: (code: string, redirectUri: string) => Grant | CodeError
  readonly rotate: (team: string) => Rotated
  /** The workspace of a refresh token, which is used up by asking. */
  readonly refresh: (refreshToken: string) => string | undefined
  /** Whose a rotated token is, and whether its time is up. */
  readonly holder: (token: string) => { readonly team: string; readonly isExpired: boolean } | undefined
}

const codeLives = 10 * 60_000
/** Twelve hours. */
const tokenLives = 43_200

export function createInstalls(clock: Pick<KitClock, 'now'>, ids: Ids): Installs {
  const codes = new Map<string, { readonly grant: Grant; readonly at: number; isUsed: boolean }>()
  const refreshTokens = new Map<string, string>()
  const holders = new Map<string, { readonly team: string; readonly until: number }>()
  return {
    allow: (grant) => {
      const code = ids.dotted()
      codes.set(code, { grant, at: clock.now(), isUsed: false })
      return code
    },
    redeem: (code, redirectUri) => {
      const issued = codes.get(code)
      if (!issued || clock.now() - issued.at > codeLives) return 'invalid_code'
      if (issued.isUsed) return 'code_already_used'
      if ((issued.grant.redirectUri ?? redirectUri) !== redirectUri) return 'bad_redirect_uri'
      issued.isUsed = true
      return issued.grant
    },
    rotate: (team) => {
      const rotated = {
        access_token: `xoxe.xoxb-1-${ids.make('')}${ids.make('')}`,
        refresh_token: `xoxe-1-${ids.make('')}${ids.make('')}`,
        expires_in: tokenLives,
      }
      refreshTokens.set(rotated.refresh_token, team)
      holders.set(rotated.access_token, { team, until: clock.now() + tokenLives * 1000 })
      return rotated
    },
    refresh: (refreshToken) => {
      const team = refreshTokens.get(refreshToken)
      refreshTokens.delete(refreshToken)
      return team
    },
    holder: (token) => {
      const held = holders.get(token)
      return held && { team: held.team, isExpired: clock.now() >= held.until }
    },
  }
}
