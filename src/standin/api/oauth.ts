import type { Json } from '../json.ts'
import type { Team } from '../description.ts'
import type { Client } from './body.ts'
import { ok, refuse, textOf, type Answer } from './call.ts'
import type { Slack } from './state.ts'
import { teamOfToken } from './tokens.ts'

/** oauth.v2.access: a code, or a refresh token, for a token (https://docs.slack.dev/reference/methods/oauth.v2.access). */
export function oauthAccess(slack: Slack, args: Json, client: Client | undefined): Answer {
  const stranger = wrongClient(slack, args, client)
  if (stranger) return refuse(stranger)
  const grantType = textOf(args, 'grant_type') || 'authorization_code'
  if (grantType === 'refresh_token') return refreshed(slack, textOf(args, 'refresh_token'))
  if (grantType !== 'authorization_code') return refuse('invalid_grant_type')
  const grant = slack.installs.redeem(textOf(args, 'code'), textOf(args, 'redirect_uri'))
  if (typeof grant === 'string') return refuse(grant)
  const team = slack.world.teams.find(({ id }) => id === grant.team)
  if (!team) return refuse('invalid_code')
  if (grant.org) return installedForAll(slack, team, grant.user)
  install(slack, team, grant.scopes)
  return ok({
    ...installed(slack, team),
    authed_user: { id: grant.user },
    ...(slack.world.rotation ? next(slack, team) : {}),
  })
}

/** oauth.v2.exchange: a token without an end for a pair with one (https://docs.slack.dev/reference/methods/oauth.v2.exchange). */
export function oauthExchange(slack: Slack, args: Json, client: Client | undefined, token: string): Answer {
  const stranger = wrongClient(slack, args, client)
  if (stranger) return refuse(stranger)
  if (!slack.world.rotation) return refuse('token_rotation_not_enabled')
  if (slack.installs.holder(token)) return refuse('token_already_exchanged')
  const team = teamOfToken(slack, token)
  if (!team) return refuse('invalid_token')
  return ok({ ...installed(slack, team), ...next(slack, team) })
}

/** Whether a call that names the app names ours; Basic authentication or two fields. */
export function wrongClient(slack: Slack, args: Json, client: Client | undefined): string | undefined {
  const id = client?.id ?? textOf(args, 'client_id')
  const secret = client?.secret ?? textOf(args, 'client_secret')
  if (id !== slack.world.clientId) return 'invalid_client_id'
  return secret === slack.world.clientSecret ? undefined : 'bad_client_secret'
}

/** Org-wide (https://docs.slack.dev/enterprise/developing-for-enterprise-orgs): no workspace is named, and one token serves all. */
function installedForAll(slack: Slack, team: Team, user: string): Answer {
  const org = slack.world.organisations?.find(({ id }) => id === team.enterprise)
  if (!org) return refuse('invalid_code')
  org.token = `xoxb-org-${slack.ids.make('')}`
  return ok({
    ...installed(slack, team),
    team: null,
    enterprise: { id: org.id, name: org.name },
    is_enterprise_install: true,
    access_token: org.token,
    authed_user: { id: user },
  })
}

function refreshed(slack: Slack, refreshToken: string): Answer {
  const id = slack.installs.refresh(refreshToken)
  const team = slack.world.teams.find((one) => one.id === id)
  if (!team || team.revoked) return refuse('invalid_refresh_token')
  return ok({ ...installed(slack, team), ...next(slack, team) })
}

/** A workspace that had uninstalled the app gets a new token; scopes only ever come on top. */
function install(slack: Slack, team: Team, scopes: readonly string[] = []): void {
  team.scopes = [...new Set([...team.scopes, ...scopes])]
  if (team.revoked === undefined) return
  delete team.revoked
  team.token = `xoxb-${slack.ids.make('')}-${slack.ids.make('')}`
}

function next(slack: Slack, team: Team): Json {
  const rotated = slack.installs.rotate(team.id)
  team.token = rotated.access_token
  return rotated
}

const installed = (slack: Slack, team: Team): Json => ({
  app_id: slack.world.appId,
  team: { id: team.id, name: team.name },
  enterprise: organisationOf(slack, team),
  is_enterprise_install: false,
  scope: team.scopes.join(','),
  token_type: 'bot',
  access_token: team.token,
  bot_user_id: team.botUser,
})

function organisationOf(slack: Slack, team: Team): Json | null {
  const org = slack.world.organisations?.find(({ id }) => id === team.enterprise)
  return org ? { id: org.id, name: org.name } : null
}
