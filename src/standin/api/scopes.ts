import type { Channel, Team } from '../description.ts'
import { refuse, type Answer } from './call.ts'

/** Slack's answer to a token without any of these scopes; undefined: it has one (https://docs.slack.dev/reference/scopes). */
export function lacking(team: Team, scopes: readonly string[]): Answer | undefined {
  if (scopes.length === 0 || scopes.some((scope) => team.scopes.includes(scope))) return undefined
  return refuse('missing_scope', { needed: scopes[0], provided: team.scopes.join(',') })
}

/** The conversations methods ask for a scope by the kind of conversation: `channels:history`, `groups:read`, `im:read`. */
export const scopeFor = (kind: Channel['kind'], power: 'read' | 'history'): string => `${families[kind]}:${power}`

export const scopesFor = (power: 'read' | 'history'): string[] =>
  Object.values(families).map((family) => `${family}:${power}`)

const families: Readonly<Record<Channel['kind'], string>> = { public: 'channels', private: 'groups', im: 'im' }
