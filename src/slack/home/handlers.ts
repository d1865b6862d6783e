import type { About, Answerer } from '#answer/answer.ts'
import type { TabOpened } from '../delivery.ts'
import { publishHome } from '../deliver.ts'
import type { Deps } from '../deps.ts'
import type { Handler, Turn } from '../turn.ts'
import { type Home, homeView } from './view.ts'

/**
 * Somebody looks at the Home tab: it is filled for them, each time anew, because what is curated may have changed since.
 * A Slack that refuses it is logged and counted; the tab then keeps what it showed before.
 */
export const homeOpened =
  (deps: Deps): Handler<TabOpened> =>
  (turn) => ({
    work: async () => {
      await publishHome(deps, turn, homeView(homeOf(deps, turn)))
    },
  })

/** Everything the Home shows, gathered before it is drawn: what is stored can join here, and drawing stays pure. */
const homeOf = ({ decider, command }: Deps, { answerer }: Turn): Home => ({
  command,
  greeting: aboutOf(answerer, 'hello'),
  help: aboutOf(answerer, 'help'),
  sources: aboutOf(answerer, 'sources'),
  privacy: aboutOf(answerer, 'privacy'),
  decision: [...decider.frameworks.values()][0]?.title,
})

/** The words are the answerer's, which knows its subject; where it has none, that part of the Home is left out. */
function aboutOf(answerer: Answerer, question: string): About | undefined {
  const answer = answerer.answer(question)
  return answer.kind === 'about' ? answer : undefined
}
