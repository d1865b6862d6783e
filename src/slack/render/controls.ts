import type { Button } from '@slack/types'
import type { Candidate, Found, Suggestion } from '#answer/answer.ts'
import { type AnyBlock, button, confirmation, row } from '../blocks/blocks.ts'
import { actions, blocks, numbered, packPress, type Press } from '../ids.ts'
import { type Begin, packBegin } from '../walk/begin.ts'
import type { Setting } from './setting.ts'
import type { Slice } from './slice.ts'

/** Slack shows about thirty characters of a button; more than five in a row are not read. */
const mostSuggestions = 5

/** Previous and Next, where there is more than one page. */
export function pageRow(slice: Slice, press: Press): AnyBlock[] {
  const to = (page: number, label: string, index: number): Button[] =>
    page < 1 || page > slice.pages
      ? []
      : [
          button({
            action: numbered(actions.page, index),
            label,
            value: packPress({ ...press, page }),
            accessibility: `${label} page, page ${page} of ${slice.pages}`,
          }),
        ]
  return row(blocks.page, [...to(slice.page - 1, 'Previous', 0), ...to(slice.page + 1, 'Next', 1)])
}

/**
 * Questions that run at a press.
 * @param press its trail goes before the question: "which of them published numbers?" means nothing alone
 */
export function suggestionRow(id: string, suggestions: readonly Suggestion[], press: Press): AnyBlock[] {
  return row(
    id,
    suggestions.slice(0, mostSuggestions).map(({ label, question }, index) =>
      button({
        action: numbered(actions.ask, index),
        label,
        value: packPress({ ...press, trail: [...press.trail, question], page: 1 }),
      }),
    ),
  )
}

/** "Did you mean": each candidate, then a way to say no. */
export function choiceRow(candidates: readonly Candidate[], press: Press): AnyBlock[] {
  const choices = candidates.slice(0, mostSuggestions).map(({ title, question }, index) =>
    button({
      action: numbered(actions.choose, index),
      label: title,
      value: packPress({ ...press, trail: [question] }),
    }),
  )
  return row(blocks.choices, [
    ...choices,
    button({ action: actions.none, label: 'None of these', value: packPress(press) }),
  ])
}

/** Share, why this answer, and for an answer about a fit the way to a decision, which finds project and domain in the question. */
export function useRow(setting: Setting, answer?: Pick<Found, 'intent' | 'isOwn'>): AnyBlock[] {
  const value = packPress(setting.press)
  const share = setting.share
    ? [
        button({
          action: actions.share,
          label: setting.share.label,
          value: answer?.isOwn ? packPress({ ...setting.press, isOwn: true }) : value,
          confirm: confirmation(
            'Share this answer?',
            `It is posted ${setting.share.where}, with the question and your name.${answer?.isOwn ? ownWords : ''}`,
            'Share',
            'Keep it private',
          ),
        }),
      ]
    : []
  const decide =
    answer?.intent === 'fit' && setting.decidable
      ? [button({ action: actions.decide, label: 'Walk through the decision', value })]
      : []
  return row(blocks.use, [...decide, ...share, button({ action: actions.why, label: 'Why this answer?', value })])
}

/** Slack does not tell a command who else is in the channel. */
const ownWords = ' It holds entries of your workspace alone: guests and other companies in the channel will read them.'

/** Two labelled buttons; what is pressed is nobody else's business. A modal has no place to say thank you, so it has none. */
export function feedbackRow(setting: Setting): AnyBlock[] {
  if (setting.surface === 'modal') return []
  const value = packPress({ ...setting.press, page: 1 })
  return row(blocks.feedback, [
    button({ action: actions.helpful, label: 'Helpful', value }),
    button({ action: actions.unhelpful, label: 'Not helpful', value }),
  ])
}

export const browseButton = (press: Press): Button =>
  button({ action: actions.browse, label: 'Open the picker', value: packPress(press) })

/** Opens the walkthrough: where a mention cannot, and where a trigger came too late. */
export const decideButton = (label: string, begin: Begin): Button =>
  button({ action: actions.decide, label, value: packBegin(begin) })

/** The list of records, for whoever presses. */
export const decisionsButton = (): Button =>
  button({ action: actions.moreDecisions, label: 'Show the decisions', value: '1' })
