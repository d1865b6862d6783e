import type { ModalView } from '@slack/types'
import type { Message } from '../blocks/blocks.ts'
import { plain } from '../blocks/text.ts'
import { callbacks } from '../ids.ts'
import { withoutRich } from './rich.ts'

/** An answer as a modal: for the global shortcut and the Home, which belong to no conversation that could be answered. */
export function answerView(message: Message, metadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.answer,
    title: plain('Gofer'),
    close: plain('Close'),
    private_metadata: metadata,
    blocks: withoutRich(message).blocks,
  }
}
