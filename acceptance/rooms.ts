import type { Team } from '#standin/description.ts'

/** So many conversations that Slack's one message a second in each is no limit to what the rows send. */
const many = 80
const next = new WeakMap<Team, number>()

/** The name of one conversation after the other, with everybody and the bot in it: a company does not ask everything in one channel. */
export function roomOf(team: Team): string {
  const at = next.get(team) ?? 0
  next.set(team, at + 1)
  const name = `room-${at % many}`
  if (!team.channels.some((channel) => channel.name === name)) {
    const members = [team.botUser, ...team.users.map(({ id }) => id)]
    team.channels.push({ id: `C0ROOM${at}${team.id}`, name, kind: 'public', members })
  }
  return name
}
