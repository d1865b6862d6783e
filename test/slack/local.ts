import { expect } from 'vitest'
import { toConfig, type Config, type Env } from '#config.ts'
import { createLog } from '#log.ts'
import { createService, type Service } from '#service.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { Storage } from '#storage/ports.ts'
import { readDelivery } from '#slack/read.ts'
import { errorsOf, formatFinding, validateAck, validateMessage, validateView, type AckKind } from '#slack/validate.ts'
import type { Outgoing, Said } from '#workspace/fetch.ts'
import { LocalReceiver } from '#workspace/receiver.ts'
import { LocalSlack, type ShownMessage, type ShownView } from '#workspace/slack.ts'
import { manualClock, type ManualClock } from '#standin/clock.ts'
import { answererOf, type Answers } from './answers.ts'

export type Json = Record<string, unknown>

/** The real app in process, with a Slack that tests can look into. */
export type Local = {
  readonly slack: LocalSlack
  readonly service: Service
  readonly clock: ManualClock
  readonly log: readonly string[]
  /** Everything that left and should not have, in words. */
  readonly problems: () => string[]
  readonly message: () => ShownMessage
  readonly view: () => ShownView
}

export type LocalOptions = {
  readonly answers?: Answers
  /** Plays Slack where the test wants another one than a friendly one. */
  readonly slack?: (call: Outgoing) => Said | undefined | Promise<Said | undefined>
  readonly env?: Env
  readonly storage?: Partial<Storage>
}

export function configOf(env: Env = {}): Config {
  const made = toConfig(env)
  if (made.kind === 'mistakes') throw new Error(made.lines.join('\n'))
  return made.config
}

export async function startLocal({ answers, slack: answer, env = {}, storage }: LocalOptions = {}): Promise<Local> {
  const clock = manualClock()
  const log: string[] = []
  const problems: string[] = []
  let door: LocalReceiver | undefined
  // What is acknowledged leaves the building as well, so it is looked at on its way.
  const send: LocalReceiver['send'] = async (body, envelope) => {
    const taken = await (door ?? expect.fail('no door')).send(body, envelope)
    for (const ack of taken.acks) problems.push(...ackProblems(body, ack))
    return taken
  }
  const slack = new LocalSlack(() => ({ send }), '/golang', answer)
  let ids = 0
  const service = createService(configOf({ LOG_LEVEL: 'info', ...env }), {
    answerer: answererOf(answers),
    clock,
    storage: { ...memoryStorage(clock.now), ...storage },
    newId: () => `id-${(ids += 1)}`,
    fetch: slack.fetch,
    log: createLog({ level: 'info', format: 'json' }, [], { write: (text) => void log.push(text) }),
    receiver: (deps) => (door = new LocalReceiver(deps)),
  })
  await service.start()
  // Slack was asked who we are; what leaves from here on is what the test is about.
  await expect.poll(() => slack.calls.length).toBe(1)
  slack.calls.length = 0
  return {
    slack,
    service,
    clock,
    log,
    problems: () => [...problems, ...slack.calls.flatMap(callProblems)],
    message: () => lastOf(slack, 'message'),
    view: () => lastOf(slack, 'view'),
  }
}

function lastOf<K extends 'message' | 'view'>(
  slack: LocalSlack,
  kind: K,
): Extract<LocalSlack['shown'][number], { kind: K }> {
  const found = slack.shown.findLast((shown) => shown.kind === kind)
  if (!found) throw new Error(`no ${kind} was shown`)
  // findLast does not narrow by a value of the closure.
  return found as Extract<LocalSlack['shown'][number], { kind: K }>
}

const ackKinds: Readonly<Record<string, AckKind>> = {
  command: 'slash_command',
  action: 'block_actions',
  options: 'block_suggestion',
  submission: 'view_submission',
  shortcut: 'shortcut',
  event: 'event',
  tab: 'event',
}

function ackProblems(body: Json, ack: object | undefined): string[] {
  const read = readDelivery(body)
  const kind = read.kind === 'delivery' ? ackKinds[read.delivery.surface] : undefined
  return kind ? errorsOf(validateAck(kind, ack)).map((finding) => `ack: ${formatFinding(finding)}`) : []
}

function callProblems({ method, body }: Outgoing): string[] {
  const findings = method.startsWith('views.')
    ? validateView(body['view'], method === 'views.publish' ? 'home' : 'modal')
    : method === 'chat.postMessage' || method === 'chat.postEphemeral' || method === 'response_url'
      ? validateMessage(body, method)
      : []
  return errorsOf(findings).map((finding) => `${method}: ${formatFinding(finding)}`)
}

type Has = { readonly blocks?: readonly Json[]; readonly view?: Json }

const blocksOf = (on: Has): readonly Json[] => on.blocks ?? ((on.view?.['blocks'] ?? []) as Json[])

/** The buttons of a message or view, by their words. */
export function buttonsOf(on: Has): Map<string, Json> {
  const elements: Json[] = blocksOf(on).flatMap((block) =>
    ((block['elements'] ?? []) as Json[]).map((element) => ({ ...element, block_id: block['block_id'] })),
  )
  const buttons = elements.filter((element) => element['type'] === 'button')
  return new Map(buttons.map((element) => [(element['text'] as { text: string }).text, element]))
}

export function buttonOf(on: Has, label: string): Json {
  const button = buttonsOf(on).get(label)
  if (!button) throw new Error(`no button "${label}" among ${[...buttonsOf(on).keys()].join(', ')}`)
  return button
}

/** Every text in the blocks, as a reader sees them, a line each. */
export function wordsOf(on: Has): string {
  return blocksOf(on).flatMap(textsIn).join('\n')
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (typeof value !== 'object' || value === null) return []
  const { text, ...rest } = value as { text?: unknown }
  return [...(typeof text === 'string' ? [text] : textsIn(text)), ...Object.values(rest).flatMap(textsIn)]
}

/** What went to a method, in order. */
export const sentTo = (local: Local, method: string): Outgoing[] =>
  local.slack.calls.filter((call) => call.method === method)
