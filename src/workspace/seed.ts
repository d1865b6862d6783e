import type { Channel, Features, Team, User, World } from '#standin/description.ts'
import { describeWorld, team } from '#standin/description.ts'

/** A line that stands in a channel before anybody has done anything. `minute`: after the first one. */
export type Said = { readonly team: string; readonly channel: string; readonly user: string; readonly text: string }

/** Two made-up companies. The same each time, ids included. */
export function seededWorld(features: Features): World {
  return describeWorld({
    signingSecret: 'the-local-workspace-has-no-secrets',
    features,
    teams: [brightwater(), kestrel()],
  })
}

/** What was said before: enough to ask about, nothing to read. */
export const seededTalk: readonly Said[] = [
  {
    team: 'T0BRIGHT',
    channel: 'C0BRENG',
    user: 'U0BEN',
    text: 'Our new payouts service starts next sprint. Which language do we write it in?',
  },
  {
    team: 'T0BRIGHT',
    channel: 'C0BRENG',
    user: 'U0ANA',
    text: 'Let us ask <@U0GOFERBR> and decide on evidence this time.',
  },
  {
    team: 'T0BRIGHT',
    channel: 'C0BRPAY',
    user: 'U0BEN',
    text: 'Gofer is not in this channel: the slash command works here all the same, and so does sharing its answer.',
  },
  {
    team: 'T0BRIGHT',
    channel: 'C0BRNORTH',
    user: 'U0EVA',
    text: 'Hello from Northwind! What do you build your gateways in?',
  },
  {
    team: 'T0KESTREL',
    channel: 'C0KEGEN',
    user: 'U0FEMI',
    text: 'Another company, another workspace: nothing from next door is seen here.',
  },
]

function brightwater(): Team {
  const bot = 'U0GOFERBR'
  const users: User[] = [
    { id: 'U0ANA', name: 'ana', realName: 'Ana Silva', role: 'engineer' },
    { id: 'U0BEN', name: 'ben', realName: 'Ben Okafor', role: 'tech lead' },
    { id: 'U0CHIARA', name: 'chiara', realName: 'Chiara Rossi', role: 'admin', isAdmin: true },
    { id: 'U0DAN', name: 'dan', realName: 'Dan Weber', role: 'guest', isGuest: true },
    { id: 'U0EVA', name: 'eva', realName: 'Eva Lind', role: 'engineer', team: 'T0NORTH', company: 'Northwind' },
  ]
  const own = ['U0ANA', 'U0BEN', 'U0CHIARA']
  return team({
    id: 'T0BRIGHT',
    name: 'Brightwater',
    domain: 'brightwater',
    token: 'xoxb-local-brightwater',
    botId: 'B0GOFERBR',
    botUser: bot,
    users,
    channels: [
      { id: 'C0BRGEN', name: 'general', kind: 'public', topic: 'Company-wide', members: [...own, 'U0DAN', bot] },
      { id: 'C0BRENG', name: 'engineering', kind: 'public', topic: 'How we build', members: [...own, bot] },
      {
        id: 'C0BRPAY',
        name: 'payments',
        kind: 'public',
        topic: 'Without Gofer, until somebody invites it',
        members: own,
      },
      { id: 'C0BRLEADS', name: 'leads', kind: 'private', topic: 'Decisions', members: ['U0BEN', 'U0CHIARA', bot] },
      {
        id: 'C0BRNORTH',
        name: 'with-northwind',
        kind: 'public',
        topic: 'Shared with Northwind',
        members: ['U0ANA', 'U0BEN', 'U0EVA', bot],
        shared: true,
      },
      { id: 'C0BROLD', name: 'old-monolith', kind: 'public', members: [...own, bot], archived: true },
      ...directs(
        users.filter((user) => user.team === undefined),
        bot,
      ),
    ],
  })
}

function kestrel(): Team {
  const bot = 'U0GOFERKE'
  const users: User[] = [
    { id: 'U0FEMI', name: 'femi', realName: 'Femi Adeyemi', role: 'engineer' },
    { id: 'U0GRETA', name: 'greta', realName: 'Greta Holm', role: 'admin', isAdmin: true },
  ]
  return team({
    id: 'T0KESTREL',
    name: 'Kestrel Labs',
    domain: 'kestrel',
    token: 'xoxb-local-kestrel',
    botId: 'B0GOFERKE',
    botUser: bot,
    users,
    channels: [
      { id: 'C0KEGEN', name: 'general', kind: 'public', topic: 'Everybody', members: ['U0FEMI', 'U0GRETA', bot] },
      { id: 'C0KERES', name: 'research', kind: 'public', topic: 'Ideas', members: ['U0FEMI', 'U0GRETA'] },
      ...directs(users, bot),
    ],
  })
}

const directs = (users: readonly User[], bot: string): Channel[] =>
  users.map(({ id }) => ({ id: `D${id.slice(1)}`, name: 'directmessage', kind: 'im', members: [id, bot] }))
