import type { Answer } from '#answer/answer.ts'
import type { Message } from '../blocks/blocks.ts'
import { foundMessage } from './found.ts'
import { aboutMessage, chooseMessage, openMessage, unknownMessage } from './others.ts'
import type { Setting } from './setting.ts'

type Of<K extends Answer['kind']> = Extract<Answer, { kind: K }>

/** Kind of answer to what it looks like. Renderers see the answer and the setting, nothing else. */
const renderers: { readonly [K in Answer['kind']]: (answer: Of<K>, setting: Setting) => Message } = {
  found: foundMessage,
  choose: chooseMessage,
  unknown: unknownMessage,
  about: aboutMessage,
  open: openMessage,
}

export function renderAnswer<K extends Answer['kind']>(answer: Of<K>, setting: Setting): Message {
  const render: (answer: Of<K>, setting: Setting) => Message = renderers[answer.kind]
  return render(answer, setting)
}
