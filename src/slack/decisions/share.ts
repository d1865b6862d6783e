import type { ModalView } from '@slack/types'
import { plain } from '../blocks/text.ts'
import { noticeView, post, respond, sentence } from '../deliver.ts'
import type { Action, Submission } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { actions, blocks, callbacks } from '../ids.ts'
import { once } from '../once.ts'
import type { Outcome } from '../outcome.ts'
import { type FormAnswer, formPlan, notice, onField, openLoaded } from '../patience.ts'
import { previewBlocks, sharedMessage } from '../render/record.ts'
import type { Handler, Turn } from '../turn.ts'
import { changeDecision } from './change.ts'
import { pressedRecord } from './pressed.ts'
import { blindWords, type Kept, loadRecord, lost, openBallotOf } from './record.ts'

/** Share: asks where, and shows what will stand there. */
export const shareDecisionPressed =
  (deps: Deps): Handler<Action> =>
  (turn) => ({
    work: () =>
      openLoaded(deps, turn, async () => {
        const loaded = await pressedRecord(deps, turn)
        if (loaded.kind !== 'kept') return noticeView(sentence(lost(loaded)))
        return openBallotOf(loaded.kept) ? noticeView(sentence(blindWords)) : shareView(loaded.kept)
      }),
  })

/** The form: posted once in each place, and said in the form itself what came of it. */
export const shareDecisionSent =
  (deps: Deps): Handler<Submission> =>
  (turn) =>
    formPlan(deps, turn, 'Slack takes its time with the post. This window tells as soon as I know.', () =>
      share(deps, turn),
    )

function shareView(kept: Kept): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.shareDecision,
    private_metadata: kept.decision.id,
    title: plain('Share this decision'),
    submit: plain('Share'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: blocks.channel,
        label: plain('Where to?'),
        hint: plain('It is posted there once, with your name. Everybody there can read it.'),
        element: {
          type: 'conversations_select',
          action_id: actions.channel,
          default_to_current_conversation: true,
          response_url_enabled: true,
          filter: { include: ['public', 'private', 'im'], exclude_bot_users: true },
          placeholder: plain('Choose a conversation'),
        },
      },
      ...previewBlocks(kept),
    ],
  }
}

async function share(deps: Deps, turn: Turn<Submission>): Promise<FormAnswer> {
  const { delivery, team, request } = turn
  const channel = delivery.values[blocks.channel]?.[actions.channel] ?? ''
  if (channel === '') return onField(blocks.channel, 'Choose where to post it.')
  const loaded = await loadRecord(deps, team, delivery.view.metadata)
  if (loaded.kind !== 'kept') return notice(lost(loaded))
  const { decision } = loaded.kept
  if (openBallotOf(loaded.kept)) return notice(blindWords)
  // The verdict is part of it: what a ballot has turned may be shared anew.
  const key = ['decision', decision.id, decision.verdict, channel]
  const shared = await once(deps, { team, key, request }, () => send(deps, turn, channel, loaded.kept))
  if (shared.kind === 'unknown') return notice(unknownWords(channel))
  if (shared.kind === 'again')
    return onField(blocks.channel, 'It was shared there already, so I did not post it again.')
  const { outcome } = shared
  deps.events.shared(outcome.kind === 'sent' ? 'posted' : outcome.kind, { request, team })
  if (outcome.kind === 'unknown') return notice(unknownWords(channel))
  if (outcome.kind === 'refused') return onField(blocks.channel, refusedWords(outcome.reason))
  const more = await noted(deps, turn, { kept: loaded.kept, channel, outcome })
  return notice(`Posted in <#${channel}>, with your name.${more}`)
}

/** As a member by the Web API, else by the address that the form's field brought along, which needs no membership. */
async function send(deps: Deps, turn: Turn<Submission>, channel: string, kept: Kept): Promise<Outcome> {
  const message = sharedMessage(kept, turn.delivery.user)
  const first = await post(deps, turn, channel, message)
  const url = turn.delivery.responseUrls.find((one) => one.channel === channel)?.url
  const elsewhere = first.kind === 'refused' && first.reason !== 'ratelimited'
  return elsewhere && url ? respond(deps, turn, url, message, { visible: 'all' }) : first
}

type Posted = { readonly kept: Kept; readonly channel: string; readonly outcome: Extract<Outcome, { kind: 'sent' }> }

/** Keeps the way back. The post is out whatever becomes of this. @returns what is to be added to "posted" */
async function noted(deps: Deps, turn: Turn<Submission>, { kept, channel, outcome }: Posted): Promise<string> {
  const { team, request } = turn
  const ts = textIn(outcome.body, 'ts')
  const address = ts
    ? await deps.outbound.call(turn.client, 'chat.getPermalink', { channel, message_ts: ts }, request)
    : undefined
  const permalink = address?.kind === 'sent' ? textIn(address.body, 'permalink') : undefined
  const posted = { channel, ...(ts ? { ts } : {}), ...(permalink ? { permalink } : {}) }
  try {
    await changeDecision(deps, team, kept.decision, () => ({ posted }))
    return ts ? '' : ' I am no member there, so the record knows the place and has no link to the message.'
  } catch (error) {
    deps.events.failed('shared decision', error, { request })
    return ' I could not note in the record where that is.'
  }
}

const unknownWords = (channel: string): string =>
  `Slack did not tell me whether it was posted in <#${channel}>. Please look there first; I do not post it again by myself.`

function refusedWords(reason: string): string {
  return reason === 'ratelimited'
    ? 'Slack takes no more messages at the moment, so nothing was posted. Please try again in a minute.'
    : 'I cannot post there. Invite me with /invite @gofer, then press Share again; or choose another conversation.'
}

function textIn(body: Readonly<Record<string, unknown>> | undefined, field: string): string | undefined {
  const found = body?.[field]
  return typeof found === 'string' ? found : undefined
}
