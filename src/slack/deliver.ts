import type { Message } from './blocks/blocks.ts'
import { plain } from './blocks/text.ts'
import { hopeless } from './authorize.ts'
import type { Deps } from './deps.ts'
import { callbacks } from './ids.ts'
import { isFormError, type Outcome } from './outcome.ts'
import { Postponed } from './outbox/ways-out.ts'
import { isRich, withoutRich } from './render/rich.ts'
import type { Turn } from './turn.ts'

/** Who sees it, and whether it takes the place of the message that was pressed. */
export type Manner = {
  readonly visible: 'presser' | 'all'
  readonly replace?: boolean
  readonly thread?: string | undefined
}

/** The fields of a message besides its words. Links never unfurl: a preview would put a stranger's words under our name. */
export const fieldsOf = (message: Message) => ({
  text: message.text,
  blocks: message.blocks,
  unfurl_links: false,
  unfurl_media: false,
})

/** A message as the body of an acknowledgement: seen by the asker only, and said so. */
export const privately = (message: Message) => ({ response_type: 'ephemeral' as const, ...fieldsOf(message) })

/** By response_url. A form that Slack refuses goes again without tables and charts, then as words alone. */
export function respond(
  { outbound }: Deps,
  turn: Turn,
  url: string,
  message: Message,
  { visible, replace = false, thread }: Manner,
): Promise<Outcome> {
  return simplify(message, (form) =>
    outbound.respond(
      url,
      {
        response_type: visible === 'all' ? 'in_channel' : 'ephemeral',
        replace_original: replace,
        ...(thread && !replace ? { thread_ts: thread } : {}),
        ...fieldsOf(form),
      },
      turn.request,
    ),
  )
}

/** Into a channel, where everybody sees it. Never as a broadcast of a thread. */
export function post(
  { outbound }: Deps,
  turn: Turn,
  channel: string,
  message: Message,
  thread?: string,
): Promise<Outcome> {
  return simplify(message, (form) =>
    outbound.call(
      turn.client,
      'chat.postMessage',
      { channel, ...(thread ? { thread_ts: thread } : {}), ...fieldsOf(form) },
      turn.request,
    ),
  )
}

/** Somebody may wait so long for their turn in a conversation; whoever has to wait longer is told. */
const longestLineMs = 10_000

/**
 * The same for what somebody is owed: where Slack surely did not take it and may later, whoever asked is told so, and the turn is put
 * off. Where it cannot be put off, the refusal is an outcome like any other.
 * @throws Postponed
 */
export async function postSurely(
  deps: Deps,
  turn: Turn,
  channel: string,
  message: Message,
  thread?: string,
): Promise<Outcome> {
  const { outbox, pace } = deps
  const wait = pace.waitFor(channel)
  if (wait > longestLineMs && outbox.mayWait(turn.request)) {
    const isTold = await hint(deps, turn, inLine(wait))
    throw new Postponed(isTold ? wait - longestLineMs : 0)
  }
  const outcome = await post(deps, turn, channel, message, thread)
  if (outcome.kind !== 'refused' || outcome.again === undefined || !outbox.mayWait(turn.request)) return outcome
  const isTold = await hint(deps, turn, sentence(keptWords))
  throw new Postponed(isTold ? outcome.again : 0)
}

const keptWords =
  'Slack does not take my message at the moment. I keep it and post it as soon as Slack does, for a quarter of an hour at most.'

const inLine = (ms: number): Message =>
  sentence(
    `Slack takes about one message a second in one conversation, and others are before this one. I keep it and post it in about ${Math.ceil(ms / 10_000) * 10} seconds.`,
  )

/** In place of a view's content. A form it refuses is not tried again: modals hold no tables or charts to begin with. */
export function updateView(
  { outbound }: Deps,
  turn: Turn,
  view: { readonly id: string; readonly hash?: string },
  content: object,
): Promise<Outcome> {
  return outbound.call(
    turn.client,
    'views.update',
    { view_id: view.id, ...(view.hash ? { hash: view.hash } : {}), view: content },
    turn.request,
  )
}

/** Opens a view, on top of the one that was pressed in if there is one. */
export function openView({ outbound }: Deps, turn: Turn, content: object): Promise<Outcome> {
  const { delivery } = turn
  const trigger = 'trigger' in delivery ? delivery.trigger : undefined
  if (trigger === undefined) return Promise.resolve({ kind: 'refused', reason: 'no_trigger' })
  const method = delivery.surface === 'action' && delivery.view ? 'views.push' : 'views.open'
  return outbound.call(turn.client, method, { trigger_id: trigger, view: content }, turn.request)
}

/** Fills the Home tab of the person behind a turn. Sent without a hash: of two that come at once the later may win. */
export function publishHome({ outbound }: Deps, turn: Turn, content: object): Promise<Outcome> {
  return outbound.call(turn.client, 'views.publish', { user_id: turn.delivery.user, view: content }, turn.request)
}

/**
 * Shows something in the place of the view that was pressed in: where something newer stands there by now, that stays. Where Slack
 * does not show it, it stands in a window on top, and at last in words.
 * @param words what to tell where no window can show it
 */
export async function showInstead(
  deps: Deps,
  turn: Turn,
  view: { readonly id: string; readonly hash?: string },
  content: object,
  words: Message,
): Promise<void> {
  const outcome = await onceMore(view.hash, () => updateView(deps, turn, view, content))
  if (isShown(outcome)) return
  if (outcome.kind === 'refused' && (await openView(deps, turn, content)).kind === 'sent') return
  await tell(deps, turn, words)
}

/** With its hash a view can be sent again: if it had arrived, the window is no longer the one that is meant. */
export async function onceMore(hash: string | undefined, update: () => Promise<Outcome>): Promise<Outcome> {
  const first = await update()
  return first.kind === 'unknown' && hash ? update() : first
}

/** Another hash: it stands there after all, or something newer that was shown to the same person does. */
export const isShown = (outcome: Outcome): boolean =>
  outcome.kind === 'sent' || (outcome.kind === 'refused' && outcome.reason === 'hash_conflict')

/**
 * Tells the person behind a turn something that only they see, by whatever way is open: the response_url, an ephemeral
 * message, a small modal, at last a direct message. Somebody who did something must not be left with silence, so a word
 * that nobody can have seen is tried again when Slack may have recovered.
 * @throws Postponed where the outbox keeps the turn
 */
export async function tell(deps: Deps, turn: Turn, message: Message): Promise<void> {
  const ended = await tellOnce(deps, turn, message)
  if (ended !== 'later') return
  if (deps.outbox.mayWait(turn.request)) throw new Postponed()
  tellLater(deps, turn, message, laterMs)
}

/** Tells once that it takes longer, by the ways that need no turn in the line. @returns whether the person knows */
async function hint(deps: Deps, turn: Turn, message: Message): Promise<boolean> {
  if (deps.outbox.journalOf(turn.request)?.hasTold()) return true
  for (const way of quietWays(deps, turn, message)) if ((await way()).kind === 'sent') return true
  return false
}

/** To the person alone, where they are: neither opens anything, nor is there a line to wait in. */
function quietWays(deps: Deps, turn: Turn, message: Message): readonly (() => Promise<Outcome>)[] {
  const { delivery } = turn
  const { responseUrl } = 'responseUrl' in delivery ? delivery : {}
  const channel = channelOf(turn)
  const manner = { visible: 'presser', thread: threadOf(turn) } as const
  return [
    ...(responseUrl ? [() => respond(deps, turn, responseUrl, message, manner)] : []),
    ...(channel ? [() => whisper(deps, turn, channel, message)] : []),
  ]
}

/** Where the database is away and nothing can be kept: beside everything else, and a stop forgets it. */
const laterMs: readonly number[] = [15_000, 60_000]

function tellLater(deps: Deps, turn: Turn, message: Message, [first, ...rest]: readonly number[]): void {
  if (first === undefined) return
  const again = async (): Promise<void> => {
    if ((await tellOnce(deps, turn, message)) === 'later') tellLater(deps, turn, message, rest)
  }
  deps.clock.after(first, () => void again())
}

/**
 * One way after the other, until Slack says that it took one, or has most likely taken two: the same word twice for one person is
 * better than none.
 * @returns later: no way was open, and one of them may be again. never: Slack wants none of them, now or at any time
 */
async function tellOnce(deps: Deps, turn: Turn, message: Message): Promise<'seen' | 'later' | 'never'> {
  const ways: readonly (() => Promise<Outcome>)[] = [
    ...quietWays(deps, turn, message),
    () => openView(deps, turn, noticeView(message)),
    // In answer to what they did, and only where no other way is left.
    () =>
      deps.outbound.call(
        turn.client,
        'chat.postMessage',
        { channel: turn.delivery.user, ...fieldsOf(message) },
        turn.request,
      ),
  ]
  let ended: 'later' | 'never' = 'never'
  let lost = 0
  for (const way of ways) {
    const outcome = await way()
    if (outcome.kind === 'sent') return 'seen'
    if (outcome.kind === 'refused' && hopeless.has(outcome.reason)) return 'never'
    // Its answer got lost, so it may stand there: one more way is tried, and not again and again.
    if (isLost(outcome) && (lost += 1) === 2) return 'seen'
    if (outcome.kind === 'unknown' || outcome.again !== undefined) ended = 'later'
  }
  return lost > 0 ? 'seen' : ended
}

function whisper(deps: Deps, turn: Turn, channel: string, { text, blocks }: Message): Promise<Outcome> {
  const thread = threadOf(turn)
  const args = { channel, user: turn.delivery.user, ...(thread ? { thread_ts: thread } : {}), text, blocks }
  return deps.outbound.call(turn.client, 'chat.postEphemeral', args, turn.request)
}

/** A broken Slack and a page of a proxy took nothing; a lost answer may have been seen. */
const isLost = (outcome: Outcome): boolean =>
  outcome.kind === 'unknown' && !outcome.reason.startsWith('http_5') && outcome.reason !== 'no_verdict'

/** Words alone, as a message. */
export const sentence = (text: string): Message => ({
  text,
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }],
})

/** A small modal with nothing to fill in. */
export const noticeView = ({ blocks }: Message) => ({
  type: 'modal' as const,
  callback_id: callbacks.notice,
  title: plain('Gofer'),
  close: plain('Close'),
  blocks,
})

async function simplify(message: Message, send: (form: Message) => Promise<Outcome>): Promise<Outcome> {
  const first = await send(message)
  if (!isFormError(first)) return first
  const second = isRich(message) ? await send(withoutRich(message)) : first
  return isFormError(second) ? send({ text: message.text, blocks: [] }) : second
}

function channelOf({ delivery }: Turn): string | undefined {
  if (delivery.surface === 'event') return delivery.channel
  return 'channel' in delivery ? delivery.channel?.id : undefined
}

function threadOf({ delivery }: Turn): string | undefined {
  if (delivery.surface === 'event') return delivery.direct ? delivery.thread : (delivery.thread ?? delivery.ts)
  return 'message' in delivery ? delivery.message?.thread : undefined
}
