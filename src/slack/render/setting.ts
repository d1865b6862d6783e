import type { Press } from '../ids.ts'

/** Where Share would post: what its button says and what it asks before. */
export type ShareTarget = { readonly label: string; readonly where: string }

/** Everything a renderer knows besides the answer. */
export type Setting = {
  /** A modal takes neither tables nor charts. */
  readonly surface: 'message' | 'modal'
  /** What the buttons carry; its page is the page shown. */
  readonly press: Press
  /** YYYY-MM-DD: an entry whose review is overdue says so. */
  readonly today: string
  /** The slash command, for sentences that tell what to type. */
  readonly command: string
  /** Whether there is something to decide by: an answer about a fit then leads to the walkthrough. */
  readonly decidable?: boolean
  /** Absent where the answer is public already, or where nothing could be posted. */
  readonly share?: ShareTarget
  /** User id of who shared it, on the post in the channel. */
  readonly sharedBy?: string
}

/**
 * Where an answer would be shared. Slack names private channels, direct messages and group messages by words that mean
 * nothing to a reader, so those are "here".
 */
export function shareTargetOf(channelName: string | undefined): ShareTarget {
  const named =
    channelName && channelName !== 'directmessage' && channelName !== 'privategroup' && !channelName.startsWith('mpdm-')
  return named
    ? { label: `Share to #${channelName}`, where: `to #${channelName}` }
    : { label: 'Share here', where: 'in this conversation' }
}
