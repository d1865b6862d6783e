import { toSlackError, validateMessage, type Finding } from '#slack/validate.ts'
import type { Json } from '../json.ts'
import type { ReadBody } from './body.ts'
import { ok, rateLimited, refuse, textOf, type Answer, type Call } from './call.ts'
import { methods, openMethods } from './methods.ts'
import { lacking } from './scopes.ts'
import type { Slack } from './state.ts'
import { isExpired, teamOfToken } from './tokens.ts'

/** The validator's verdict on a call, whatever becomes of it. */
export const judge = (method: string, args: Json): Finding[] =>
  method === 'response_url' ? validateMessage(args, 'response_url') : (methods.get(method)?.judge?.(args) ?? [])

/** Slack's answer to a Web API call. */
export function answerCall(slack: Slack, call: Call, read: ReadBody): Answer {
  const { token } = read
  if (call.method === 'apps.connections.open') return openConnection(slack, token)
  const open = openMethods.get(call.method)
  if (open) return brokenCall(read) ?? open(slack, call.args, read.client, token)
  const method = methods.get(call.method)
  if (!method) return refuse('unknown_method', { req_method: call.method })
  const team = teamOfToken(slack, token, call.args['team_id'])
  if (!team)
    return refuse(token === '' ? 'not_authed' : token.startsWith('xapp-') ? 'not_allowed_token_type' : 'invalid_auth')
  if (team.revoked) return refuse(team.revoked)
  if (isExpired(slack, token)) return refuse('token_expired')
  if (call.args['team_id'] !== undefined && call.args['team_id'] !== team.id)
    slack.violations.push(`the token of ${team.id} was used for ${textOf(call.args, 'team_id')}`)
  const wait = slack.meter.wait(team.id, call.method)
  if (wait > 0) return rateLimited(wait)
  const without = lacking(team, method.scopes ?? [])
  if (without) return without
  const broken = brokenCall(read) ?? missing(method.required ?? [], call.args)
  if (broken) return broken
  const early = method.early?.(call.args)
  if (early !== undefined) return refuse(early)
  const refused = toSlackError(call.findings)
  return refused ? { status: 200, body: refused } : method.run(slack, team, call.args, read.client)
}

function openConnection(slack: Slack, token: string): Answer {
  if (token.startsWith('xoxb-')) return refuse('not_allowed_token_type')
  if (token !== slack.world.appToken) return refuse(token === '' ? 'not_authed' : 'invalid_auth')
  return slack.openSocket ? ok({ url: slack.openSocket() }) : refuse('internal_error')
}

function brokenCall({ refusal, broken }: ReadBody): Answer | undefined {
  if (refusal !== undefined) return refuse(refusal)
  return broken === undefined ? undefined : refuse(brokenFields[broken] ?? 'invalid_arguments')
}

const brokenFields: Readonly<Record<string, string>> = {
  blocks: 'invalid_blocks_format',
  metadata: 'invalid_metadata_format',
}

function missing(required: readonly string[], args: Json): Answer | undefined {
  const fields = required.filter((field) => args[field] === undefined)
  if (fields.length === 0) return undefined
  return refuse('invalid_arguments', {
    response_metadata: { messages: fields.map((field) => `[ERROR] missing required field: ${field}`) },
  })
}
