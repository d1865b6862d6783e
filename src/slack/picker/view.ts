import type { ModalView } from '@slack/types'
import { escape, harmless, mrkdwn, plain } from '../blocks/text.ts'
import { actions, blocks, callbacks, type Origin, packOrigin } from '../ids.ts'
import { shareTargetOf } from '../render/setting.ts'

const longestQuestion = 200

/**
 * The picker: a typeahead over what is curated, and a field for a question of one's own.
 * @param question what the field holds to begin with; a message somebody wants asked about
 */
export function pickerView(origin: Origin, question = ''): ModalView {
  const initial = harmless(question)
    .trim()
    .slice(0, longestQuestion)
    .replace(/[\uD800-\uDBFF]$/, '')
  return {
    type: 'modal',
    callback_id: callbacks.picker,
    private_metadata: packOrigin(origin),
    title: plain('Ask Gofer'),
    submit: plain('Show the answer'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: blocks.topic,
        optional: true,
        label: plain('Topic, company or tool'),
        element: {
          type: 'external_select',
          action_id: actions.topic,
          min_query_length: 0,
          placeholder: plain('Type to search what is curated'),
        },
      },
      {
        type: 'input',
        block_id: blocks.question,
        optional: true,
        label: plain('Or a question in your own words'),
        hint: plain('If both are filled in, your own words count.'),
        element: {
          type: 'plain_text_input',
          action_id: actions.question,
          max_length: longestQuestion,
          placeholder: plain('Who uses it for payments?'),
          ...(initial === '' ? {} : { initial_value: initial }),
        },
      },
      { type: 'context', block_id: 'gofer_block_where', elements: [mrkdwn(escape(whereText(origin)))] },
    ],
  }
}

/** Before somebody submits, they read where the answer will stand and who will see it. */
function whereText({ responseUrl, channelName }: Origin): string {
  if (!responseUrl) return 'The answer is shown in this window, to you only.'
  const { where } = shareTargetOf(channelName)
  return `The answer is shown ${where.replace(/^to /, 'in ')}, to you only.`
}
