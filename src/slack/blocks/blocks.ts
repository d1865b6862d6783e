import type {
  ActionsBlock,
  Block,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  RichTextBlock,
  SectionBlock,
} from '@slack/types'
import { cut, harmless, mrkdwn, plain } from './text.ts'

/** What a message or view is made of. `Block` lets in the chart, which `@slack/types` does not know yet. */
export type AnyBlock = KnownBlock | Block

/** A message as it leaves: the words for notifications and screen readers, and the blocks that say the same. */
export type Message = { readonly text: string; readonly blocks: AnyBlock[] }

/** Slack's numbers for a single block; the whole table is `limits.json`, and the tests hold every payload against it. */
const most = { header: 150, section: 3000, context: 3000, button: 75, confirmTitle: 100, confirmText: 300 }

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(cut(text, most.header)) })

/** Formatted words. What is longer than a section may be goes on in the next one: nothing is lost. */
export function sections(text: string): SectionBlock[] {
  const pieces: SectionBlock[] = []
  let rest = text
  while (rest.length > most.section) {
    const line = rest.lastIndexOf('\n', most.section)
    const at = line > 0 ? line : Math.max(rest.lastIndexOf(' ', most.section), 1)
    pieces.push({ type: 'section', text: mrkdwn(rest.slice(0, at)) })
    rest = rest.slice(at).trimStart()
  }
  return rest === '' ? pieces : [...pieces, { type: 'section', text: mrkdwn(rest) }]
}

/** Words shown exactly as they are. */
export const words = (text: string): SectionBlock => ({ type: 'section', text: plain(cut(text, most.section)) })

export const context = (text: string): ContextBlock => ({
  type: 'context',
  elements: [mrkdwn(text.slice(0, most.context))],
})

export const preformatted = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: harmless(text) }] }],
})

export type ButtonOptions = {
  readonly action: string
  readonly label: string
  readonly value?: string
  readonly confirm?: ConfirmationDialog
  readonly accessibility?: string
}

export function button({ action, label, value, confirm, accessibility }: ButtonOptions): Button {
  return {
    type: 'button',
    action_id: action,
    text: plain(cut(label, most.button)),
    ...(value === undefined ? {} : { value }),
    ...(confirm ? { confirm } : {}),
    ...(accessibility ? { accessibility_label: cut(harmless(accessibility), most.button) } : {}),
  }
}

export const confirmation = (title: string, text: string, yes: string, no: string): ConfirmationDialog => ({
  title: plain(cut(title, most.confirmTitle)),
  text: plain(cut(text, most.confirmText)),
  confirm: plain(yes),
  deny: plain(no),
})

/** A row of buttons; no row where there are none. */
export function row(id: string, buttons: Button[]): ActionsBlock[] {
  return buttons.length > 0 ? [{ type: 'actions', block_id: id, elements: buttons }] : []
}
