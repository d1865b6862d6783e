/**
 * How often a method may be called: per method, workspace and app, in requests a minute
 * (https://docs.slack.dev/apis/web-api/rate-limits). The tier of each stands on its own page,
 * https://docs.slack.dev/reference/methods/<method>, as read in November 2026; what is not here has a rule of its own
 * (chat.postMessage: one a second in a channel) or none that is told.
 */
export const tiers: ReadonlyMap<string, 1 | 2 | 3 | 4> = new Map([
  ['apps.uninstall', 1],
  ['conversations.list', 2],
  ['users.list', 2],
  ['apps.connections.open', 3],
  ['auth.revoke', 3],
  ['bots.info', 3],
  ['chat.delete', 3],
  ['chat.deleteScheduledMessage', 3],
  ['chat.scheduledMessages.list', 3],
  ['chat.scheduleMessage', 3],
  ['chat.update', 3],
  ['conversations.history', 3],
  ['conversations.info', 3],
  ['conversations.open', 3],
  ['conversations.replies', 3],
  ['files.delete', 3],
  ['oauth.v2.exchange', 3],
  ['team.info', 3],
  ['users.conversations', 3],
  ['api.test', 4],
  ['chat.postEphemeral', 4],
  ['conversations.members', 4],
  ['files.completeUploadExternal', 4],
  ['files.getUploadURLExternal', 4],
  ['files.info', 4],
  ['users.info', 4],
  ['views.open', 4],
  ['views.publish', 4],
  ['views.push', 4],
  ['views.update', 4],
])
