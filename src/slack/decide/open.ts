import type { Open } from '#answer/answer.ts'
import { cleanText } from '#question/clean.ts'
import { answererOf } from '../answerer.ts'
import { answerTrail } from '../answering.ts'
import { type Message, row, sections } from '../blocks/blocks.ts'
import { escape } from '../blocks/text.ts'
import { onceMore, openView, tell } from '../deliver.ts'
import type { Action, Command, Shortcut } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { blocks, type Origin, unpackPress } from '../ids.ts'
import type { Outcome } from '../outcome.ts'
import { decideButton } from '../render/controls.ts'
import { toldOf } from '../told.ts'
import type { Handler, Plan, Turn } from '../turn.ts'
import { type Begin, beginFrom, beginOf, projectLine, unpackBegin } from '../walk/begin.ts'
import { firstView } from './first.ts'
import { openingView, wordsView } from './view.ts'

type Opening = Turn<Command | Action | Shortcut>

/** `decide [project]`. */
export const decideCommand =
  (deps: Deps) =>
  (turn: Turn<Command>, answer: Open): Plan =>
    openWalk(deps, turn, beginOf(answer))

/** A button that begins it: under an answer about a fit, in the Home, where a trigger came too late. */
export const decidePressed =
  (deps: Deps): Handler<Action> =>
  (turn) =>
    openWalk(deps, turn, beginOfPress(deps, turn))

/** "Decide again" of a record, which the new decision is to supersede. The value is the record's id. */
export const decideAgainPressed =
  (deps: Deps): Handler<Action> =>
  (turn) =>
    openWalk(deps, turn, { again: turn.delivery.value })

/** The global shortcut, and a message's own: its words are the project, for the asker to cut down. */
export const decideShortcut =
  (deps: Deps): Handler<Shortcut> =>
  (turn) => {
    const project = projectLine(cleanText(turn.delivery.message?.text ?? ''))
    return openWalk(deps, turn, project ? { project } : {})
  }

/**
 * Opens the walkthrough: a light window at once, since a trigger lives three seconds, which is filled once the draft is read. It is
 * found again by a name of our own, because the answer that brings its id may get lost.
 */
export function openWalk(deps: Deps, turn: Opening, begin: Begin): Plan {
  return {
    work: async () => {
      const name = `decide-${deps.newId()}`
      const opened = await openView(deps, turn, { ...openingView(), external_id: name })
      if (opened.kind === 'refused') return tell(deps, turn, againMessage(begin))
      const view = await firstView(deps, turn, originOf(turn), begin).catch((error: unknown) => {
        const told = toldOf(error)
        if (told === undefined) throw error
        deps.events.failed(turn.delivery.surface, error, { request: turn.request })
        return wordsView(`No decision can be begun at this moment. ${told}`)
      })
      const filled = await fill(deps, turn, name, { ...view, external_id: name }, hashOf(opened))
      // Somebody who has closed the window meanwhile wants no other one.
      const isClosed = opened.kind === 'sent' && filled.kind === 'refused' && filled.reason === 'not_found'
      const isRefused = filled.kind === 'refused' && filled.reason !== 'hash_conflict' && !isClosed
      // A Slack that broke at both has most likely shown nothing; a button too many is better than silence.
      const isNowhere = filled.kind === 'unknown' && opened.kind === 'unknown'
      if (isRefused || isNowhere) await tell(deps, turn, againMessage(begin, isNowhere ? '' : ' in time'))
    },
  }
}

function fill(
  { outbound }: Deps,
  turn: Opening,
  name: string,
  view: object,
  hash: string | undefined,
): Promise<Outcome> {
  const args = { external_id: name, ...(hash ? { hash } : {}), view }
  return onceMore(hash, () => outbound.call(turn.client, 'views.update', args, turn.request))
}

function beginOfPress(deps: Deps, turn: Turn<Action>): Begin {
  const { value } = turn.delivery
  const press = unpackPress(value)
  if (press) return beginFrom(answerTrail(answererOf(deps, turn, press), press.trail).answer, deps.decider.domains)
  return unpackBegin(value) ?? {}
}

function originOf({ delivery }: Opening): Origin {
  const { responseUrl, channel } = delivery
  const thread = 'message' in delivery ? delivery.message?.thread : undefined
  return {
    ...(responseUrl ? { responseUrl } : {}),
    ...(channel ? { channel: channel.id } : {}),
    ...(channel?.name ? { channelName: channel.name } : {}),
    ...(thread ? { thread } : {}),
  }
}

function againMessage(begin: Begin, when = ' in time'): Message {
  const words = `Slack did not let me open the window${when}. Press the button to open it; nothing is lost.`
  return {
    text: words,
    blocks: [...sections(escape(words)), ...row(blocks.decide, [decideButton('Press to open', begin)])],
  }
}

function hashOf(opened: Outcome): string | undefined {
  const view = opened.kind === 'sent' ? opened.body?.['view'] : undefined
  if (typeof view !== 'object' || view === null || !('hash' in view)) return undefined
  return typeof view.hash === 'string' ? view.hash : undefined
}
