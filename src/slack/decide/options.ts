import { cut, plain } from '../blocks/text.ts'
import type { Options } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import type { Handler } from '../turn.ts'

/** Slack's numbers for an option. */
const most = { label: 75, options: 100 }

/** The domains, answered from memory in the acknowledgement. */
export const domainOptions =
  (deps: Deps): Handler<Options> =>
  (turn) => ({
    ack: {
      options: deps.decider
        .suggestDomains(turn.delivery.typed, most.options)
        .map(({ id, title }) => ({ text: plain(cut(title, most.label)), value: id })),
    },
  })
