import type { Line } from './line.ts'
import type { SlackApi } from './server.ts'
import type { SlackSocket } from './socket.ts'

/** A way for Slack, the network or the app to go wrong, as somebody can try it out. */
export type WhatIf = {
  readonly id: string
  readonly label: string
  /** What happens then, in a sentence. */
  readonly explains: string
  /** `once` happens at a press; a switch stays. */
  readonly kind: 'switch' | 'once'
  readonly on: boolean
  readonly unavailable?: string
}

export type WhatIfs = {
  readonly list: () => WhatIf[]
  /** An unknown id changes nothing. */
  readonly set: (id: string, on: boolean) => void
  /** The line with everything that is switched on. */
  readonly line: Line
}

/** `plan`: what becomes of the app's calls; returns what ends it. */
type Way = Pick<WhatIf, 'label' | 'explains'> & {
  readonly plan?: (api: SlackApi) => () => void
}

const ways: ReadonlyMap<string, Way> = new Map<string, Way>(
  Object.entries({
    slowSlack: {
      label: 'Slack is slow',
      explains:
        'Every call of the app waits two and a half seconds. Windows open late, or not at all: a trigger lives three.',
      plan: (api: SlackApi) => api.fault('*', { kind: 'slow', ms: 2_500 }),
    },
    rateLimited: {
      label: 'Too many requests',
      explains: 'Slack answers every call with 429 and asks to come back in a second.',
      plan: (api: SlackApi) => api.fault('*', { kind: 'rateLimited', retryAfter: 1 }),
    },
    serverError: {
      label: 'Slack is broken',
      explains: 'Slack answers every call with 500.',
      plan: (api: SlackApi) => api.fault('*', { kind: 'status', status: 500 }),
    },
    lostAnswers: {
      label: 'Answers get lost',
      explains: 'Slack does what it is asked, and the connection breaks before it says so. Nothing may be done twice.',
      plan: (api: SlackApi) => api.fault('*', { kind: 'reset', done: true }),
    },
    redelivery: {
      label: 'Everything comes twice',
      explains: 'Slack delivers each thing a second time. The second one must change nothing.',
    },
    expiredTrigger: {
      label: 'Triggers expire',
      explains: 'Windows cannot be opened: the trigger has expired, as after three seconds.',
      plan: (api: SlackApi) => {
        const ends = ['views.open', 'views.push'].map((method) =>
          api.fault(method, { kind: 'refuse', error: 'expired_trigger_id' }),
        )
        return () => ends.forEach((end) => end())
      },
    },
    lateApp: {
      label: 'The app answers too late',
      explains:
        'Its answer arrives after three seconds, when Slack has given up: operation_timeout. Events come again.',
    },
  } satisfies Record<string, Way>),
)

const cutId = 'cutSocket'

/** Faults that can be switched on and off while everything runs. */
export function createWhatIfs(api: SlackApi, line: Line, socket?: SlackSocket): WhatIfs {
  const planned = new Map<string, () => void>()
  const list = (): WhatIf[] => [
    ...[...ways].map(([id, { label, explains }]) => ({
      id,
      label,
      explains,
      kind: 'switch' as const,
      on: planned.has(id),
    })),
    cutSocket(socket),
  ]
  const set = (id: string, on: boolean): void => {
    if (id === cutId) return socket?.drop('reset')
    const way = ways.get(id)
    if (!way || planned.has(id) === on) return
    if (on) planned.set(id, way.plan?.(api) ?? (() => {}))
    else {
      planned.get(id)?.()
      planned.delete(id)
    }
    api.slack.touch()
  }
  const deliver: Line = async (delivery, options) => {
    const came = await line(delivery, { ...options, late: planned.has('lateApp') })
    if (planned.has('redelivery'))
      await line(delivery, delivery.kind === 'event' ? { retry: { num: 1, reason: 'http_timeout' } } : {})
    return came
  }
  return { list, set, line: deliver }
}

const cutSocket = (socket: SlackSocket | undefined): WhatIf => ({
  id: cutId,
  label: 'Cut the connection',
  explains: 'Every connection of Socket Mode breaks at once. The app must come back by itself.',
  kind: 'once',
  on: false,
  ...(socket ? {} : { unavailable: 'There is none: Slack sends requests here. Start with WORKSPACE_DELIVERY=socket.' }),
})
