import { z } from 'zod'

/**
 * Every name that Slack gives back to us, in one place: the manifest and the router are tested against it.
 * An action id may end in `:` and a number, because ids are unique within a block; the router looks at what stands before.
 */
export const actions = {
  /** Runs a question: what to ask next, a candidate, an example. */
  ask: 'gofer_ask',
  page: 'gofer_page',
  /** Runs a candidate in place of the "Did you mean" it stood in. */
  choose: 'gofer_choose',
  none: 'gofer_none',
  share: 'gofer_share',
  helpful: 'gofer_helpful',
  unhelpful: 'gofer_unhelpful',
  why: 'gofer_why',
  browse: 'gofer_browse',
  /** Fields of the picker and of the form for a reason. */
  topic: 'gofer_topic',
  question: 'gofer_question',
  reason: 'gofer_reason',
  /** Begins or goes on with the walkthrough: from an answer, from the Home, after a trigger that came too late. */
  decide: 'gofer_decide_begin',
  /** Inside the walkthrough. */
  back: 'gofer_decide_back',
  startAnew: 'gofer_decide_anew',
  goOn: 'gofer_decide_on',
  save: 'gofer_decide_save',
  pilot: 'gofer_decide_pilot',
  domain: 'gofer_decide_domain',
  /** Fields of the walkthrough and of a vote. */
  project: 'gofer_walk_project',
  alternatives: 'gofer_walk_alternatives',
  ownOption: 'gofer_walk_own_option',
  priority: 'gofer_walk_priority',
  choice: 'gofer_walk_choice',
  because: 'gofer_walk_because',
  /** Of a verdict or a record. */
  shareDecision: 'gofer_decision_share',
  exportDecision: 'gofer_decision_export',
  exportFile: 'gofer_decision_file',
  askTeam: 'gofer_decision_ask_team',
  openDecision: 'gofer_decision_open',
  moreDecisions: 'gofer_decision_more',
  decideAgain: 'gofer_decision_again',
  deleteDecision: 'gofer_decision_delete',
  /** Fields of what asks where to post, and how a ballot runs. */
  channel: 'gofer_channel',
  until: 'gofer_until',
  quorum: 'gofer_quorum',
  names: 'gofer_names',
  words: 'gofer_words',
  /** A piece of a text to copy. */
  copy: 'gofer_copy',
  /** Of a ballot's message. */
  vote: 'gofer_ballot_vote',
  closeBallot: 'gofer_ballot_close',
  voteBack: 'gofer_ballot_back',
  /** Of a review's message. */
  stillRight: 'gofer_review_still_right',
  reopen: 'gofer_review_reopen',
  later: 'gofer_review_later',
} as const

export const callbacks = {
  picker: 'gofer_picker',
  reason: 'gofer_reason_form',
  answer: 'gofer_answer',
  notice: 'gofer_notice',
  decide: 'gofer_decide_step',
  verdict: 'gofer_decide_verdict',
  shareDecision: 'gofer_decision_share_form',
  askTeam: 'gofer_decision_ballot_form',
  exportDecision: 'gofer_decision_export_view',
  decision: 'gofer_decision_view',
  vote: 'gofer_ballot_vote_step',
} as const

/** As in the manifest. */
export const shortcuts = {
  askAbout: 'gofer_ask_about',
  open: 'gofer_open',
  decide: 'gofer_decide',
  decideAbout: 'gofer_decide_about',
} as const

export const events = {
  mention: 'app_mention',
  message: 'message',
  opened: 'app_home_opened',
  /** The end of an installation, in either order and as late as may be. */
  uninstalled: 'app_uninstalled',
  revoked: 'tokens_revoked',
} as const

/** As Slack names the tabs of an app; the one of messages speaks for itself. */
export const tabs = { home: 'home' } as const

export const blocks = {
  page: 'gofer_block_page',
  next: 'gofer_block_next',
  choices: 'gofer_block_choices',
  use: 'gofer_block_use',
  feedback: 'gofer_block_feedback',
  topic: 'gofer_block_topic',
  question: 'gofer_block_question',
  reason: 'gofer_block_reason',
  ask: 'gofer_block_ask',
  examples: 'gofer_block_examples',
  about: 'gofer_block_about',
  review: 'gofer_block_review',
  project: 'gofer_block_project',
  domain: 'gofer_block_domain',
  alternatives: 'gofer_block_alternatives',
  ownOption: 'gofer_block_own_option',
  priority: 'gofer_block_priority',
  /** With the id of the question behind them, by `blockOf`. */
  choice: 'gofer_block_choice',
  because: 'gofer_block_because',
  walk: 'gofer_block_walk',
  pilot: 'gofer_block_pilot',
  verdict: 'gofer_block_verdict',
  decide: 'gofer_block_decide',
  channel: 'gofer_block_channel',
  until: 'gofer_block_until',
  quorum: 'gofer_block_quorum',
  names: 'gofer_block_names',
  words: 'gofer_block_words',
  /** With the number of the piece behind it. */
  copy: 'gofer_block_copy',
  file: 'gofer_block_file',
  record: 'gofer_block_record',
  owner: 'gofer_block_owner',
  /** One record of a list, with its number behind it. */
  listed: 'gofer_block_listed',
  turn: 'gofer_block_turn',
  shared: 'gofer_block_shared',
  ballot: 'gofer_block_ballot',
  voteBack: 'gofer_block_vote_back',
} as const

/** `gofer_ask` and 2 to `gofer_ask:2`. */
export const numbered = (action: string, index: number): string => `${action}:${index}`
/** The block of one question among several of a kind: `gofer_block_choice:io-bound`. */
export const blockOf = (block: string, question: string): string => `${block}:${question}`
/** The name that routes, without its number. */
export const routeOf = (action: string): string => action.split(':', 1)[0] ?? action

/** At most so many questions of a conversation travel in a button; older ones hardly ever decide what a follow-up means. */
export const longestTrail = 4
const longestQuestion = 200

const trail = z.array(z.string().min(1).max(longestQuestion)).min(1).max(longestTrail)
/** An answer's id: whoever makes one, it is unguessable and short. */
const answerId = z.string().regex(/^[\w-]{1,64}$/)

/**
 * What a button of an answer carries: enough to give the answer again after a restart, and nothing to be trusted.
 * Team and user always come from who pressed, never from here.
 */
const pressSchema = z.strictObject({
  v: z.literal(1),
  /** The questions that led here, oldest first; the last one is answered. */
  q: trail,
  /** The answer's id. Kept from page to page, so that an answer is shared once. */
  a: answerId,
  /** The page, from 1. */
  p: z.number().int().min(1).max(999).default(1),
  /** Read by people of other companies as well. */
  e: z.literal(1).optional(),
  /** Said to hold the workspace's own entries. */
  o: z.literal(1).optional(),
})
export type Press = {
  readonly trail: readonly string[]
  readonly answer: string
  readonly page: number
  /** The answer stands where people of other companies read along, so it leads to nothing that is the workspace's own. */
  readonly isExternal?: true
  /** Whoever shares it is asked first whether others may read the workspace's own entries. */
  readonly isOwn?: true
}

export function packPress({ trail: questions, answer, page, isExternal, isOwn }: Press): string {
  const packed = JSON.stringify({
    v: 1,
    q: questions.slice(-longestTrail).map(shortened),
    a: answer,
    ...(page === 1 ? {} : { p: page }),
    ...(isExternal ? { e: 1 } : {}),
    ...(isOwn ? { o: 1 } : {}),
  })
  // JSON can do without the sign that begins every mention, so not even a value of ours holds `<!channel>`.
  return packed.replaceAll('<', '\\u003c')
}

/** undefined for anything that this version did not write itself. */
export function unpackPress(value: string): Press | undefined {
  const read = pressSchema.safeParse(parseJson(value))
  if (!read.success) return undefined
  const { q, a, p, e, o } = read.data
  return { trail: q, answer: a, page: p, ...(e ? { isExternal: true } : {}), ...(o ? { isOwn: true } : {}) }
}

/** Where the picker was opened, and so where its answer goes. Without an address the answer is shown in the modal itself. */
const originSchema = z.strictObject({
  v: z.literal(1),
  url: z.string().max(500).optional(),
  channel: z.string().max(64).optional(),
  name: z.string().max(100).optional(),
  thread: z.string().max(64).optional(),
})
export type Origin = {
  readonly responseUrl?: string
  readonly channel?: string
  readonly channelName?: string
  readonly thread?: string
}

export function packOrigin({ responseUrl, channel, channelName, thread }: Origin): string {
  return JSON.stringify({ v: 1, url: responseUrl, channel, name: channelName?.slice(0, 100), thread })
}

export function unpackOrigin(metadata: string): Origin | undefined {
  const read = originSchema.safeParse(parseJson(metadata))
  if (!read.success) return undefined
  const { url, channel, name, thread } = read.data
  return {
    ...(url ? { responseUrl: url } : {}),
    ...(channel ? { channel } : {}),
    ...(name ? { channelName: name } : {}),
    ...(thread ? { thread } : {}),
  }
}

/** Half of a surrogate pair would come back as another text. */
const shortened = (question: string): string => question.slice(0, longestQuestion).replace(/[\uD800-\uDBFF]$/, '')

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
