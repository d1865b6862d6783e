import type { VNode } from 'preact'
import { html } from '../../html.ts'
import type { Held } from '../form/element.ts'
import { typeOf } from '../read.ts'
import { Unknown } from '../unknown.ts'
import { Boxes } from './boxes.ts'
import { Button } from './button.ts'
import { FeedbackButtons, IconButton } from './feedback.ts'
import { Overflow } from './overflow.ts'
import { Picture } from './picture.ts'
import { Select } from './select.ts'
import { TextInput, UnsupportedFile } from './text-input.ts'
import { TimeInput } from './time-input.ts'

type Drawing = (held: Held) => VNode

const drawings: Readonly<Record<string, Drawing>> = {
  button: Button,
  channels_select: Select,
  checkboxes: Boxes,
  conversations_select: Select,
  datepicker: TimeInput,
  datetimepicker: TimeInput,
  email_text_input: TextInput,
  external_select: Select,
  feedback_buttons: FeedbackButtons,
  file_input: UnsupportedFile,
  icon_button: IconButton,
  image: Picture,
  multi_channels_select: Select,
  multi_conversations_select: Select,
  multi_external_select: Select,
  multi_static_select: Select,
  multi_users_select: Select,
  number_input: TextInput,
  overflow: Overflow,
  plain_text_input: TextInput,
  radio_buttons: Boxes,
  rich_text_input: TextInput,
  static_select: Select,
  timepicker: TimeInput,
  url_text_input: TextInput,
  users_select: Select,
  workflow_button: Button,
}

/** Any element. */
export function Element(held: Held): VNode {
  const type = typeOf(held.element)
  const Drawn = Object.hasOwn(drawings, type) ? drawings[type] : undefined
  return Drawn ? html`<${Drawn} ...${held} />` : html`<${Unknown} of=${held.element} />`
}
