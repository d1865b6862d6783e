import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Decision, Proposal } from '#decision/types.ts'
import type { Framework } from '#knowledge/framework.ts'
import type { Deps } from '../deps.ts'
import type { Origin } from '../ids.ts'
import type { Turn } from '../turn.ts'
import type { Begin } from './begin.ts'
import { choicesOf, type ReadStep } from './fields.ts'
import { type Step, stepsOf } from './steps.ts'

const words = z.string()
const draftShape = z.strictObject({
  v: z.literal(1),
  /** The id that the decision will have: made at the start, so that a Save that comes twice makes one. */
  decision: words,
  framework: z.strictObject({ id: words, version: z.number() }),
  /** Index of the step it stands at; behind the last one it is the verdict. */
  step: z.number().int().min(0),
  proposal: z.strictObject({
    project: words,
    domain: words.exactOptional(),
    alternatives: z.array(words),
    priority: words.exactOptional(),
  }),
  choices: z.record(
    words,
    z.strictObject({ choice: z.enum(['yes', 'no', 'unsure']).exactOptional(), because: words.exactOptional() }),
  ),
  pilot: z.boolean(),
  /** The decision whose place it takes. */
  supersedes: words.exactOptional(),
  /** Where it was begun, to say there that the draft is kept. */
  origin: z.strictObject({
    responseUrl: words.exactOptional(),
    channel: words.exactOptional(),
    channelName: words.exactOptional(),
    thread: words.exactOptional(),
  }),
})
/** A decision that somebody is at. One for each person: whoever begins another one is asked first. */
export type Draft = z.infer<typeof draftShape>

/** A draft with what it is about today. */
export type Walk = { readonly draft: Draft; readonly framework: Framework; readonly steps: readonly Step[] }

/** undefined where the framework is no longer curated. */
export function walkOf({ decider }: Deps, draft: Draft): Walk | undefined {
  const framework = decider.frameworks.get(draft.framework.id)
  return framework && { draft, framework, steps: stepsOf(framework, { about: true }) }
}

const keyOf = ({ team, delivery }: Turn) => ({ team, user: delivery.user, purpose: 'decide' })
export const readDraft = ({ storage }: Deps, turn: Turn): Promise<Draft | undefined> =>
  storage.drafts.read(keyOf(turn), draftShape)
export const writeDraft = ({ storage }: Deps, turn: Turn, draft: Draft): Promise<void> =>
  storage.drafts.write(keyOf(turn), draft)
export const dropDraft = ({ storage }: Deps, turn: Turn): Promise<void> => storage.drafts.drop(keyOf(turn))

/** A new draft of a framework, holding what is known already. */
export function newDraft(framework: Framework, origin: Origin, begin: Begin, former?: Decision): Draft {
  const { project = '', domain } = begin
  return {
    v: 1,
    // 128 random bits, as ids of decisions are: nobody guesses one.
    decision: randomBytes(16).toString('hex'),
    framework: { id: framework.id, version: framework.version },
    step: 0,
    proposal: former
      ? { ...former.proposal, alternatives: [...former.proposal.alternatives] }
      : { project, alternatives: [], ...(domain ? { domain } : {}) },
    choices: former ? { ...former.choices } : {},
    pilot: false,
    ...(former ? { supersedes: former.id } : {}),
    origin: { ...origin },
  }
}

/** Nothing was sent yet, so there is nothing to lose. */
export const isBlank = ({ step, choices }: Draft): boolean => step === 0 && Object.keys(choices).length === 0

/** A draft with what a step said, standing at another step. */
export function moved({ draft, framework }: Walk, read: ReadStep, step: number): Draft {
  return {
    ...draft,
    framework: { id: framework.id, version: framework.version },
    step,
    ...(read.proposal ? { proposal: { ...read.proposal, alternatives: [...read.proposal.alternatives] } } : {}),
    choices: { ...draft.choices, ...read.choices },
  }
}

/** What is judged: proposal and answers of a draft. */
export const judged = ({
  proposal,
  choices,
}: Draft): { proposal: Proposal; choices: ReturnType<typeof choicesOf> } => ({
  proposal,
  choices: choicesOf(choices),
})
