import type { InputBlock, PlainTextOption } from '@slack/types'
import type { Choice } from '#decision/types.ts'
import type { Framework } from '#knowledge/framework.ts'
import { cut, plain } from '../blocks/text.ts'
import { actions, blockOf, blocks } from '../ids.ts'
import { type Asked, longest, type Step } from './steps.ts'
import type { Filled } from './fields.ts'

/** Slack's numbers for an option. */
const most = { label: 75, options: 100 }

/** The fields of a step, holding what was filled in before. Nothing is chosen beforehand: an answer that nobody gave is not one. */
export function stepBlocks(framework: Framework, step: Step, filled: Filled): InputBlock[] {
  if (step.kind === 'about') return aboutBlocks(framework, filled)
  return step.asked.flatMap((one) => [
    choiceBlock(one, filled),
    ...(step.kind === 'questions' ? [becauseBlock(one, filled)] : []),
  ])
}

function aboutBlocks(framework: Framework, filled: Filled): InputBlock[] {
  const { proposal = {} } = filled
  const named = framework.alternatives.filter((one) => proposal.alternatives?.includes(one.id))
  const own = proposal.alternatives?.find((words) => !framework.alternatives.some((one) => one.id === words))
  return [
    textBlock(blocks.project, actions.project, {
      label: 'Project',
      hint: 'In a few words, as your team calls it.',
      most: longest.project,
      initial: proposal.project,
    }),
    {
      type: 'input',
      block_id: blocks.domain,
      optional: true,
      label: plain('Domain'),
      hint: plain('Brings the evidence of organisations that do the like.'),
      element: {
        type: 'external_select',
        action_id: actions.domain,
        min_query_length: 0,
        placeholder: plain('Type to search the domains'),
        ...(filled.domain ? { initial_option: option(filled.domain.id, filled.domain.title) } : {}),
      },
    },
    {
      type: 'input',
      block_id: blocks.alternatives,
      optional: true,
      label: plain('Alternatives on the table'),
      element: {
        type: 'multi_static_select',
        action_id: actions.alternatives,
        placeholder: plain('Choose any number'),
        options: framework.alternatives.slice(0, most.options).map((one) => option(one.id, one.name)),
        ...(named.length > 0 ? { initial_options: named.map((one) => option(one.id, one.name)) } : {}),
      },
    },
    textBlock(blocks.ownOption, actions.ownOption, {
      label: 'Another alternative, in your words',
      most: longest.project,
      optional: true,
      initial: own,
    }),
    ...priorityBlocks(framework, proposal.priority),
  ]
}

function priorityBlocks({ priorities }: Framework, chosen: string | undefined): InputBlock[] {
  if (priorities.length === 0) return []
  const initial = priorities.find((one) => one.id === chosen)
  return [
    {
      type: 'input',
      block_id: blocks.priority,
      optional: true,
      label: plain('What matters most'),
      hint: plain('It orders what you are shown, and never outvotes an answer.'),
      element: {
        type: 'static_select',
        action_id: actions.priority,
        placeholder: plain('Choose one'),
        options: priorities.map((one) => option(one.id, one.name)),
        ...(initial ? { initial_option: option(initial.id, initial.name) } : {}),
      },
    },
  ]
}

const choiceNames: Readonly<Record<Choice, string>> = { yes: 'Yes', no: 'No', unsure: 'Not sure' }

function choiceBlock({ id, ask, examples }: Asked, { choices }: Filled): InputBlock {
  const chosen = Object.hasOwn(choices, id) ? choices[id]?.choice : undefined
  return {
    type: 'input',
    block_id: blockOf(blocks.choice, id),
    label: plain(ask),
    hint: plain(`For example: ${examples.join('; ')}.`),
    element: {
      type: 'radio_buttons',
      action_id: actions.choice,
      options: choiceOptions,
      ...(chosen ? { initial_option: option(chosen, choiceNames[chosen]) } : {}),
    },
  }
}

function becauseBlock({ id, short }: Asked, { choices }: Filled): InputBlock {
  return textBlock(blockOf(blocks.because, id), actions.because, {
    label: `Because (${short})`,
    most: longest.because,
    optional: true,
    initial: Object.hasOwn(choices, id) ? choices[id]?.because : undefined,
  })
}

type Text = {
  readonly label: string
  readonly hint?: string
  readonly most: number
  readonly optional?: boolean
  readonly initial: string | undefined
}

function textBlock(block: string, action: string, { label, hint, most: length, optional, initial }: Text): InputBlock {
  return {
    type: 'input',
    block_id: block,
    label: plain(label),
    ...(hint ? { hint: plain(hint) } : {}),
    ...(optional ? { optional } : {}),
    element: {
      type: 'plain_text_input',
      action_id: action,
      max_length: length,
      ...(initial ? { initial_value: initial.slice(0, length) } : {}),
    },
  }
}

const option = (value: string, label: string): PlainTextOption => ({ text: plain(cut(label, most.label)), value })
const choiceOptions = (['yes', 'no', 'unsure'] as const).map((choice) => option(choice, choiceNames[choice]))
