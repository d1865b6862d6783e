import { noticeView, sentence, tell } from './deliver.ts'
import type { Delivery } from './delivery.ts'
import type { Deps } from './deps.ts'
import { actions, callbacks, shortcuts } from './ids.ts'
import type { Routes } from './router.ts'
import type { Handler } from './turn.ts'

/**
 * What people of another company may use in a channel that is shared with them: everything that answers from what is curated, which
 * is no secret. Decisions, ballots and records belong to the workspace. A name that is new here is closed to them.
 */
const open: ReadonlySet<string> = new Set([
  actions.ask,
  actions.page,
  actions.choose,
  actions.none,
  actions.helpful,
  actions.unhelpful,
  actions.why,
  actions.browse,
  actions.topic,
  callbacks.picker,
  callbacks.reason,
  shortcuts.askAbout,
  shortcuts.open,
])

const words =
  'This belongs to the workspace that shares this channel with you, so only its own people can use it. Questions I answer to everybody here: mention me and ask.'

/** The same routes, with a polite word in place of whatever is the workspace's own. */
export function routesForOutsiders(deps: Deps, routes: Routes): Routes {
  const telling =
    <D extends Delivery>(): Handler<D> =>
    (turn) => ({ work: () => tell(deps, turn, sentence(words)) })
  return {
    ...routes,
    actions: restricted(routes.actions, telling()),
    options: restricted(routes.options, () => ({ ack: { options: [] } })),
    submissions: restricted(routes.submissions, () => ({
      ack: { response_action: 'update', view: noticeView(sentence(words)) },
    })),
    shortcuts: restricted(routes.shortcuts, telling()),
    closings: restricted(routes.closings, () => ({})),
  }
}

const restricted = <D extends Delivery>(
  handlers: ReadonlyMap<string, Handler<D>>,
  instead: Handler<D>,
): ReadonlyMap<string, Handler<D>> =>
  new Map([...handlers].map(([name, handler]) => [name, open.has(name) ? handler : instead]))
