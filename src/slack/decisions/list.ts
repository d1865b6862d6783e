import type { Decision } from '#decision/types.ts'
import { button, context, header, type Message, row, sections } from '../blocks/blocks.ts'
import { escape } from '../blocks/text.ts'
import { privately, respond, sentence, tell } from '../deliver.ts'
import type { Action, Command } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { actions, blockOf, blocks, numbered } from '../ids.ts'
import { listedText } from '../render/record.ts'
import { toldOfReading } from '../told.ts'
import type { Handler, Plan, Turn } from '../turn.ts'

const onPage = 10
/** What the store gives at once. */
const chunk = 200

/** `decisions`: this workspace's records, to the asker alone. The door answers in time whatever the store does; the list then follows. */
export const decisionsCommand =
  (deps: Deps) =>
  (turn: Turn<Command>): Plan => ({ ack: async () => privately(await listFor(deps, turn.team, 1)) })

/** Next, Previous, and wherever else the list is offered. It takes the place of a list, and of nothing that others see. */
export const morePressed =
  (deps: Deps): Handler<Action> =>
  (turn) => ({
    work: async () => {
      const { responseUrl, message, view } = turn.delivery
      const list = await listFor(deps, turn.team, pageIn(turn.delivery.value))
      if (!responseUrl || view) return tell(deps, turn, list)
      const replace = message?.ephemeral ?? false
      const outcome = await respond(deps, turn, responseUrl, list, {
        visible: 'presser',
        replace,
        thread: message?.thread,
      })
      if (outcome.kind !== 'sent') await tell(deps, turn, list)
    },
  })

async function listFor(deps: Deps, team: string, page: number): Promise<Message> {
  try {
    return listMessage(deps, await pageOf(deps, team, page))
  } catch (error) {
    const told = toldOfReading(error, 'The decisions')
    if (told === undefined) throw error
    return sentence(told)
  }
}

type Page = { readonly decisions: readonly Decision[]; readonly page: number; readonly isLast: boolean }

/** Open ballots first, then the newest. A page that has emptied meanwhile gives the first. */
async function pageOf(deps: Deps, team: string, page: number): Promise<Page> {
  const found: Decision[] = []
  for await (const decision of inOrder(deps, team)) {
    found.push(decision)
    if (found.length > page * onPage) break
  }
  const decisions = found.slice((page - 1) * onPage, page * onPage)
  if (decisions.length === 0 && page > 1) return pageOf(deps, team, 1)
  return { decisions, page, isLast: found.length <= page * onPage }
}

async function* inOrder(deps: Deps, team: string): AsyncGenerator<Decision> {
  yield* all(deps, team, true)
  for await (const decision of all(deps, team, false)) if (decision.state !== 'open') yield decision
}

async function* all({ storage }: Deps, team: string, open: boolean): AsyncGenerator<Decision> {
  let before: Decision | undefined
  do {
    const some: readonly Decision[] = await storage.decisions.list(team, {
      limit: chunk,
      ...(open ? { state: 'open' } : {}),
      ...(before ? { before } : {}),
    })
    yield* some
    before = some.length === chunk ? some.at(-1) : undefined
  } while (before)
}

function listMessage({ decider, command }: Deps, { decisions, page, isLast }: Page): Message {
  if (decisions.length === 0)
    return sentence(
      escape(`No decisions are recorded in this workspace yet. ${command} decide and a project's name begins one.`),
    )
  const lines = decisions.map((decision) => listedText(decision, decider.frameworks.get(decision.framework.id)))
  const where = page > 1 || !isLast ? [`Page ${page}${isLast ? ', the last one' : ''}.`] : []
  const note = ['Only you see this list. Open ballots stand first, then the newest.', ...where].join(' ')
  return {
    text: ['Decisions of this workspace', ...lines, note].join('\n'),
    blocks: [
      header('Decisions of this workspace'),
      ...lines.flatMap((line, at) =>
        sections(line).map((section, piece) => ({
          ...section,
          ...(piece === 0
            ? { block_id: blockOf(blocks.listed, String(at)), accessory: openButton(decisions[at], at) }
            : {}),
        })),
      ),
      ...row(blocks.turn, [
        ...(page > 1 ? [turnButton('Previous', page - 1, 0)] : []),
        ...(isLast ? [] : [turnButton('Next', page + 1, 1)]),
      ]),
      context(note),
    ],
  }
}

const openButton = (decision: Decision | undefined, at: number) =>
  button({
    action: numbered(actions.openDecision, at),
    label: 'Open',
    value: decision?.id ?? '',
    accessibility: `Open the decision on ${decision?.proposal.project ?? ''}`,
  })

const turnButton = (label: string, page: number, at: number) =>
  button({
    action: numbered(actions.moreDecisions, at),
    label,
    value: String(page),
    accessibility: `${label} page, page ${page}`,
  })

const pageIn = (value: string): number => (/^\d{1,4}$/.test(value) ? Math.max(1, Number(value)) : 1)
