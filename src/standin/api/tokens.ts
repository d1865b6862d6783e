import type { Team } from '../description.ts'
import type { Slack } from './state.ts'

/** Whose token this is: the one it was installed with, or a rotated one, which an older pair may outlive for a while. */
export function teamOfToken(slack: Slack, token: string, asked?: unknown): Team | undefined {
  if (token === '') return undefined
  const org = slack.world.organisations?.find((one) => one.token === token)
  // An organisation's token serves all its workspaces; the call says which.
  if (org) return slack.world.teams.find((team) => team.enterprise === org.id && (!asked || team.id === asked))
  const rotated = slack.installs.holder(token)
  return slack.world.teams.find((team) => team.token === token || team.id === rotated?.team)
}

export const isExpired = (slack: Slack, token: string): boolean => slack.installs.holder(token)?.isExpired ?? false
