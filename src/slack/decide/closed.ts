import type { Message } from '../blocks/blocks.ts'
import { row, sections } from '../blocks/blocks.ts'
import { escape } from '../blocks/text.ts'
import { respond } from '../deliver.ts'
import type { Closed } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { blocks } from '../ids.ts'
import { decideButton } from '../render/controls.ts'
import type { Handler } from '../turn.ts'
import { isBlank, readDraft } from '../walk/draft.ts'
import { unpackPlace } from './place.ts'

/** A window was closed: what it held when it was last sent is the draft, and whoever closed it is told so where they began. */
export const walkClosed =
  (deps: Deps): Handler<Closed> =>
  (turn) => ({
    work: async () => {
      const place = unpackPlace(turn.delivery.view.metadata)
      const draft = await readDraft(deps, turn)
      if (!draft || draft.decision !== place?.decision || isBlank(draft)) return
      const { responseUrl, thread } = draft.origin
      if (responseUrl) await respond(deps, turn, responseUrl, keptMessage(deps), { visible: 'presser', thread })
    },
  })

function keptMessage({ command }: Deps): Message {
  const words = escape(`Your draft is kept: ${command} decide goes on with it.`)
  return { text: words, blocks: [...sections(words), ...row(blocks.decide, [decideButton('Go on with it', {})])] }
}
