import { toSlackError, validateMessage, type Finding } from '#slack/validate.ts'
import type { Json } from '../json.ts'
import type { ReadBody } from './body.ts'
import { ok, refuse, textOf, type Answer, type Call } from './call.ts'
import { methods } from './methods.ts'
import type { Slack } from './state.ts'

/** The validator's verdict on a call, whatever becomes of it. */
export const judge = (method: string, args: Json): Finding[] =>
  method === 'response_url' ? validateMessage(args, 'response_url') : (methods.get(method)?.judge?.(args) ?? [])

/** Slack's answer to a Web API call. */
export function answerCall(slack: Slack, call: Call, token: string, read: ReadBody): Answer {
  if (call.method === 'apps.connections.open') return openConnection(slack, token)
  const method = methods.get(call.method)
  if (!method) return refuse('unknown_method', { req_method: call.method })
  const team = slack.world.teams.find((one) => one.token === token)
  if (!team)
    return refuse(token === '' ? 'not_authed' : token.startsWith('xapp-') ? 'not_allowed_token_type' : 'invalid_auth')
  if (team.revoked) return refuse(team.revoked)
  if (call.args['team_id'] !== undefined && call.args['team_id'] !== team.id)
    slack.violations.push(`the token of ${team.id} was used for ${textOf(call.args, 'team_id')}`)
  if (method.scopes && !method.scopes.some((scope) => team.scopes.includes(scope))) {
    return refuse('missing_scope', { needed: method.scopes[0], provided: team.scopes.join(',') })
  }
  if (read.broken !== undefined) return refuse(read.broken === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments')
  const missing = (method.required ?? []).filter((field) => call.args[field] === undefined)
  if (missing.length > 0) {
    return refuse('invalid_arguments', {
      response_metadata: { messages: missing.map((field) => `[ERROR] missing required field: ${field}`) },
    })
  }
  const refused = toSlackError(call.findings)
  return refused ? { status: 200, body: refused } : method.run(slack, team, call.args)
}

function openConnection(slack: Slack, token: string): Answer {
  if (token.startsWith('xoxb-')) return refuse('not_allowed_token_type')
  if (token !== slack.world.appToken) return refuse(token === '' ? 'not_authed' : 'invalid_auth')
  return slack.openSocket ? ok({ url: slack.openSocket() }) : refuse('internal_error')
}
