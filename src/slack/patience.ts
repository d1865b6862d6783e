import type { ModalView } from '@slack/types'
import { sorry } from './boundary.ts'
import { noticeView, openView, sentence, tell, updateView } from './deliver.ts'
import type { Action, Submission } from './delivery.ts'
import type { Deps } from './deps.ts'
import { isWayOut } from './outbox/ways-out.ts'
import { toldOf } from './told.ts'
import type { Plan, Turn } from './turn.ts'
import { within } from './within.ts'

/** What goes back to a form: another view in its place, or a sentence on each field that will not do. */
export type FormAnswer =
  | { readonly response_action: 'update'; readonly view: ModalView }
  | { readonly response_action: 'errors'; readonly errors: Readonly<Record<string, string>> }

/** Slack gives a form three seconds, and an open window a trigger of three; the way there and back is part of them. */
const patienceMs = { form: 2_000, window: 1_200 }

export const inPlace = (view: ModalView): FormAnswer => ({ response_action: 'update', view })
export const notice = (words: string): FormAnswer => inPlace(noticeView(sentence(words)))
export const onField = (block: string, words: string): FormAnswer => ({
  response_action: 'errors',
  errors: { [block]: words },
})

/**
 * A form whose answer must tell what has really happened, such as a post. Where that takes longer than Slack waits, the window says
 * so and is told the end when it is known: it never says of something that runs that it was not done.
 */
export function formPlan(
  deps: Deps,
  turn: Turn<Submission>,
  meanwhile: string,
  doing: () => Promise<FormAnswer>,
): Plan {
  let late: Promise<FormAnswer> | undefined
  return {
    ack: async () => {
      const working = doing().catch((error: unknown) => failed(deps, turn, error))
      const first = await within(deps.clock, patienceMs.form, working)
      if (first) return first
      late = working
      return notice(meanwhile)
    },
    work: async () => {
      if (!late) return
      const answer = await late
      await updateView(deps, turn, { id: turn.delivery.view.id }, viewOf(answer))
    },
  }
}

/** Opens a window on what a store has to give first. Its trigger is short-lived, so a slow store finds a window that waits for it. */
export async function openLoaded(deps: Deps, turn: Turn<Action>, load: () => Promise<ModalView>): Promise<void> {
  const loading = load().catch((error: unknown) => viewOf(failed(deps, turn, error)))
  const first = await within(deps.clock, patienceMs.window, loading)
  const outcome = await openView(deps, turn, first ?? noticeView(sentence('One moment…')))
  if (outcome.kind === 'refused') return tell(deps, turn, sentence(tooLate))
  // A word too many is better than a press that nothing comes of.
  if (outcome.kind === 'unknown') return tell(deps, turn, sentence(perhaps))
  const view = first ? undefined : idOf(outcome.kind === 'sent' ? outcome.body?.['view'] : undefined)
  if (view !== undefined) await updateView(deps, turn, { id: view }, await loading)
}

const tooLate = 'Slack did not let me open the window in time. Please press the button again.'
const perhaps = 'Slack did not say whether it opened the window. If you do not see it, please press the button again.'

function failed(deps: Deps, turn: Turn, error: unknown): FormAnswer {
  if (isWayOut(error)) throw error
  deps.events.failed(turn.delivery.surface, error, { request: turn.request })
  return notice(toldOf(error) ?? sorry(turn.request))
}

const viewOf = (answer: FormAnswer): ModalView =>
  answer.response_action === 'update' ? answer.view : noticeView(sentence(Object.values(answer.errors).join('\n')))

function idOf(view: unknown): string | undefined {
  if (typeof view !== 'object' || view === null || !('id' in view)) return undefined
  return typeof view.id === 'string' ? view.id : undefined
}
