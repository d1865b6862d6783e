import type { ModalView } from '@slack/types'
import type { Submission } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { blockOf, blocks } from '../ids.ts'
import { sorry } from '../boundary.ts'
import { type FormAnswer, inPlace, onField } from '../patience.ts'
import { toldOf } from '../told.ts'
import type { Handler, Turn } from '../turn.ts'
import { within } from '../within.ts'
import { moved, writeDraft } from '../walk/draft.ts'
import { fitsStep, readStep } from '../walk/fields.ts'
import { standOf } from './stand.ts'
import { walkView } from './view.ts'

/** Slack waits three seconds for the next window, and others have had their part of them. */
const patienceMs = 1_800

/**
 * A step was sent: checked, kept, and the next one in its place. Sent twice it is kept twice and leads to the same window. Where the
 * database does not keep it, the window stays as it is, with a word on its first field.
 */
export const stepSent =
  (deps: Deps): Handler<Submission> =>
  (turn) => ({
    ack: async () => {
      const field = firstField(turn)
      const sent = send(deps, turn).catch((error: unknown) => {
        deps.events.failed(turn.delivery.surface, error, { request: turn.request })
        const told = toldOf(error)
        return onField(field, told === undefined ? sorry(turn.request) : `${told} ${stays}`)
      })
      return (await within(deps.clock, patienceMs, sent)) ?? onField(field, tooSlow)
    },
  })

const stays = 'This window keeps what you filled in.'
const tooSlow = `My database takes long, so I do not know yet whether this was saved. ${stays} Please press the button again in a moment.`
const changed = 'The questions were edited since this window was opened. Please look through them once more.'

async function send(deps: Deps, turn: Turn<Submission>): Promise<FormAnswer> {
  const { view, values } = turn.delivery
  const stand = await standOf(deps, turn, view)
  if (stand.kind === 'elsewhere') return inPlace(stand.view)
  const { walk, place } = stand
  const step = walk.steps[place.step]
  if (!step || !fitsStep(step, values)) {
    const at = Math.min(place.step, walk.steps.length - 1)
    return inPlace(walkView(deps, { ...walk, draft: { ...walk.draft, step: at } }, changed))
  }
  const read = readStep(walk.framework, step, values)
  if (Object.keys(read.errors).length > 0) return { response_action: 'errors', errors: read.errors }
  const draft = moved(walk, read, place.step + 1)
  await writeDraft(deps, turn, draft)
  return inPlace(walkView(deps, { ...walk, draft }) satisfies ModalView)
}

/** The field that carries what is wrong with the whole. */
function firstField({ delivery }: Turn<Submission>): string {
  const names = Object.keys(delivery.values)
  return names.find((name) => name === blocks.project || name.startsWith(blockOf(blocks.choice, ''))) ?? names[0] ?? ''
}
