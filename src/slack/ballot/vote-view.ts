import type { KnownBlock, ModalView } from '@slack/types'
import { z } from 'zod'
import type { Framework } from '#knowledge/framework.ts'
import { button, context, row, sections } from '../blocks/blocks.ts'
import { defuse, escape, plain } from '../blocks/text.ts'
import { actions, blocks, callbacks } from '../ids.ts'
import { namesText } from '../render/ballot.ts'
import { stepBlocks } from '../walk/blocks.ts'
import type { Typed } from '../walk/fields.ts'
import { type Step, stepsOf, titleOf } from '../walk/steps.ts'
import type { Open } from './at-hand.ts'

/** Where somebody is in their vote. */
export type Standing = {
  readonly ballot: string
  /** Index of the step that the window shows. */
  readonly step: number
  /** The version of their vote that they began from; 0: they have not voted yet. */
  readonly version: number
}

/** The questions without the step about the project: that stands already. */
export const voteSteps = (framework: Framework): readonly Step[] => stepsOf(framework, { about: false })

/** One step of a vote. The asker's proposal stands above it, and never the asker's answers. */
export function voteView(
  { ballot, decision, framework }: Open,
  {
    standing,
    typed,
    domain,
    words,
  }: {
    readonly standing: Standing
    readonly typed: Typed
    readonly domain?: string | undefined
    readonly words?: string | undefined
  },
): ModalView {
  const steps = voteSteps(framework)
  const at = Math.min(Math.max(standing.step, 0), steps.length - 1)
  const step = steps[at]
  const isLast = at === steps.length - 1
  const first: KnownBlock[] =
    at === 0
      ? [
          ...(words ? sections(`<@${ballot.owner}>: “${defuse(words)}”`) : []),
          context(`Nobody sees your answers before it closes. ${namesText(ballot.namesVisibleTo, ballot.owner)}`),
        ]
      : []
  return {
    type: 'modal',
    callback_id: callbacks.vote,
    private_metadata: packStanding({ ...standing, step: at }),
    notify_on_close: true,
    title: plain('Your vote'),
    submit: plain(isLast ? (standing.version > 0 ? 'Change my vote' : 'Cast my vote') : 'Next'),
    close: plain('Later'),
    blocks: [
      ...sections(
        `*${defuse(decision.proposal.project)}*${domain ? ` (${escape(domain)})` : ''}: ${escape(framework.title)}`,
      ),
      ...first,
      context(escape(`Step ${at + 1} of ${steps.length}: ${step ? titleOf(step) : ''}`)),
      ...(step ? stepBlocks(framework, step, { choices: typed }) : []),
      ...(at > 0 ? row(blocks.voteBack, [button({ action: actions.voteBack, label: 'Back' })]) : []),
    ],
  }
}

const standingSchema = z.strictObject({
  v: z.literal(1),
  b: z.string().regex(/^[\w-]{1,64}$/),
  s: z.number().int().min(0).max(99),
  n: z.number().int().min(0),
})

const packStanding = ({ ballot, step, version }: Standing): string =>
  JSON.stringify({ v: 1, b: ballot, s: step, n: version })

/** undefined for anything that this version did not write itself. */
export function unpackStanding(metadata: string): Standing | undefined {
  const read = standingSchema.safeParse(parsed(metadata))
  return read.success ? { ballot: read.data.b, step: read.data.s, version: read.data.n } : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
