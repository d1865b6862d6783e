const block = /```[\s\S]*?(?:```|$)/g
const inline = /`[^`\n]+`/g
const anybody = /<@[UW][A-Za-z0-9_]*(?:\|[^>]*)?>/

/** A user's mention as it stands in a message: `<@U1>` or `<@U1|name>`. */
const mentionOf = (user: string): RegExp => new RegExp(`<@${user.replace(/\W/g, '')}(?:\\|[^>]*)?>`)

/** Slack said that we were mentioned; where our own id is not among the words, whoever is named there is taken for us. */
function ours(text: string, botUser: string | undefined): RegExp {
  const own = botUser === undefined ? undefined : mentionOf(botUser)
  return own?.test(text) ? own : anybody
}

/** Whether a mention speaks to the bot, and does not merely stand in code. */
export function isSpokenTo(text: string, botUser: string | undefined): boolean {
  const mention = ours(text, botUser)
  return !mention.test(text) || mention.test(text.replace(block, ' ').replace(inline, ' '))
}

/** What was said, without the bot's own name; everybody else's stays for whoever understands the question. */
export function withoutMention(text: string, botUser: string | undefined): string {
  const mention = ours(text, botUser)
  return (mention === anybody ? text.replace(mention, ' ') : text.replace(new RegExp(mention.source, 'g'), ' ')).trim()
}
