/** A workspace of the world, as Slack knows it. Lists may be changed by a test while it runs: an invite, an uninstall. */
export type Team = {
  id: string
  name: string
  domain: string
  token: string
  botId: string
  botUser: string
  scopes: string[]
  /** The organisation of an Enterprise Grid that it belongs to. */
  enterprise?: string
  /** Absent: the app is installed. What Slack answers once it is not. */
  revoked?: 'token_revoked' | 'account_inactive'
  users: User[]
  channels: Channel[]
}

/** `team`: the home workspace of somebody who is here through Slack Connect, `company` its name. */
export type User = {
  id: string
  name: string
  realName?: string
  /** In a word, for people: "engineer". */
  role?: string
  isAdmin?: boolean
  /** A guest sees the channels they are members of, and nothing else. */
  isGuest?: boolean
  team?: string
  company?: string
}

export type Channel = {
  id: string
  name: string
  kind: 'public' | 'private' | 'im'
  /** User ids; the bot's own when it was invited. */
  members: string[]
  topic?: string
  archived?: boolean
  /** Shared with another company. */
  shared?: boolean
  /** Who may write here, where not everybody may everything (the restricted_action errors of chat.postMessage). */
  posting?: 'nobody' | 'threads only' | 'no threads'
}

/** What the app's manifest has asked Slack for: what is not there is not delivered. */
export type Features = {
  commands: { command: string; description: string; usageHint: string }[]
  shortcuts: { callback: string; name: string; description: string; on: 'message' | 'anywhere' }[]
  /** Names of bot events: `app_mention`, `message.im`. */
  events: string[]
  homeTab: boolean
}

export type World = {
  appId: string
  signingSecret: string
  /** The old verification token, in every payload and worth nothing. */
  verificationToken: string
  appToken: string
  clientId: string
  clientSecret: string
  /** Tokens end after twelve hours and are renewed (https://docs.slack.dev/authentication/using-token-rotation). */
  rotation?: boolean
  features: Features
  teams: Team[]
  /** Enterprise Grid. `token`: where the app was installed for the whole organisation. */
  organisations?: { id: string; name: string; token?: string }[]
}

/** The scopes Gofer asks for (product.md, 6). */
export const goferScopes: readonly string[] = ['commands', 'chat:write', 'app_mentions:read', 'im:history']

/** One workspace: a channel with the bot, one without, a private one, an archived one, and Ana's direct messages. Override what a test is about. */
export function team(more: Partial<Team> = {}): Team {
  const id = more.id ?? 'T0GOFER'
  const tag = id.slice(1)
  const botUser = more.botUser ?? `U0BOT${tag}`
  const users = more.users ?? [
    { id: `U0ANA${tag}`, name: 'ana' },
    { id: `U0BEN${tag}`, name: 'ben' },
  ]
  const people = users.map((user) => user.id)
  return {
    id,
    name: `Team ${tag}`,
    domain: tag.toLowerCase(),
    token: `xoxb-${tag}-token`,
    botId: `B0${tag}`,
    botUser,
    scopes: [...goferScopes],
    users,
    channels: [
      { id: `C0GEN${tag}`, name: 'general', kind: 'public', members: [...people, botUser] },
      { id: `C0PAY${tag}`, name: 'payments', kind: 'public', members: people },
      { id: `C0LEAD${tag}`, name: 'leads', kind: 'private', members: people },
      { id: `C0OLD${tag}`, name: 'old', kind: 'public', members: [...people, botUser], archived: true },
      { id: `D0ANA${tag}`, name: 'directmessage', kind: 'im', members: [...people.slice(0, 1), botUser] },
    ],
    ...more,
  }
}

export function describeWorld(more: Partial<World> = {}): World {
  return {
    appId: 'A0GOFER',
    signingSecret: 'a-signing-secret-for-tests',
    verificationToken: 'verification-token',
    appToken: 'xapp-1-A0GOFER-token',
    clientId: '1234567890.1234567890',
    clientSecret: 'a-client-secret-for-tests',
    features: {
      commands: [{ command: '/golang', description: '', usageHint: '' }],
      shortcuts: [],
      events: ['app_mention', 'message.im', 'app_home_opened', 'app_uninstalled', 'tokens_revoked'],
      homeTab: true,
    },
    teams: [team()],
    ...more,
  }
}

/** A channel by its name or id; a test that names one that is not there is wrong. */
export function channelNamed(of: Team, name: string): Channel {
  const found = of.channels.find((channel) => channel.name === name || channel.id === name)
  if (!found) throw new Error(`no channel #${name} in ${of.id}`)
  return found
}

/** A user by name or id. */
export function userNamed(of: Team, name: string): User {
  const found = of.users.find((user) => user.name === name || user.id === name)
  if (!found) throw new Error(`no user ${name} in ${of.id}`)
  return found
}
