import { team, type Channel } from '#standin/description.ts'

// The workspace in which the conversation tests happen: two people, the bot, and one conversation of each kind.

export const you = { id: 'U1YOU', name: 'you' }
export const ana = { id: 'U1ANA', name: 'ana' }
export const bot = { id: 'U1GOFER', name: 'gofer' }

const everybody = [you.id, ana.id, bot.id]
export const general: Channel = { id: 'C1GENERAL', name: 'general', kind: 'public', members: everybody }
/** Where the bot was not invited. */
export const payments: Channel = { id: 'C1PAYMENTS', name: 'payments', kind: 'public', members: [you.id, ana.id] }
export const leads: Channel = { id: 'G1LEADS', name: 'leads', kind: 'private', members: everybody }
export const group: Channel = { id: 'C1GROUP', name: 'mpdm-you--ana--cem-1', kind: 'private', members: everybody }
/** Your direct messages with the bot. */
export const direct: Channel = { id: 'D1GOFER', name: 'directmessage', kind: 'im', members: [you.id, bot.id] }

export const town = team({
  id: 'T1LOCAL',
  token: 'xoxb-local',
  botId: 'B1GOFER',
  botUser: bot.id,
  users: [you, ana],
  channels: [general, payments, leads, group, direct],
})
