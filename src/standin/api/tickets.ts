import { limitOf } from '#slack/validate.ts'
import type { KitClock } from '../clock.ts'
import type { Ids } from '../ids.ts'

/** For whom a trigger was handed out, and from which view. */
export type TriggerFor = {
  readonly team: string
  readonly user: string
  readonly view?: string
  /** The conversation that was open before the user's eyes. */
  readonly channel?: string
}
/** Where an answer to a response_url goes. `original`: the message that was pressed. */
export type ResponseFor = {
  readonly team: string
  readonly channel: string
  readonly user: string
  readonly original?: string
}

export type TriggerError = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id'
export type ResponseError = 'no_service' | 'used_url' | 'expired_url'

/** Things that may be used for a while and a number of times: trigger ids and response_urls. The numbers are those of limits.json. */
export type Tickets = {
  readonly trigger: (whom: TriggerFor) => string
  /** Looks without using: Slack looks at the arguments before it takes the trigger. */
  readonly checkTrigger: (id: string, team: string) => TriggerFor | TriggerError
  readonly useTrigger: (id: string) => void
  /** A path below the stand-in's address: `/commands/T1/…`. */
  readonly response: (where: ResponseFor) => string
  readonly useResponse: (path: string) => ResponseFor | ResponseError
}

type Issued<T> = { readonly what: T; readonly at: number; uses: number }

export function createTickets(clock: Pick<KitClock, 'now'>, ids: Ids): Tickets {
  const triggers = new Map<string, Issued<TriggerFor>>()
  const responses = new Map<string, Issued<ResponseFor>>()
  const isOld = (issued: Issued<unknown>, ms: number): boolean => clock.now() - issued.at > ms

  return {
    trigger: (whom) => {
      const id = ids.dotted()
      triggers.set(id, { what: whom, at: clock.now(), uses: 0 })
      return id
    },
    checkTrigger: (id, team) => {
      const issued = triggers.get(id)
      if (!issued || issued.what.team !== team) return 'invalid_trigger_id'
      if (issued.uses >= limitOf('protocol.trigger_id.uses.maxCount')) return 'exchanged_trigger_id'
      return isOld(issued, limitOf('protocol.trigger_id.lifetime.maxSeconds') * 1000)
        ? 'expired_trigger_id'
        : issued.what
    },
    useTrigger: (id) => {
      const issued = triggers.get(id)
      if (issued) issued.uses += 1
    },
    response: (where) => {
      const path = `/${where.original === undefined ? 'commands' : 'actions'}/${where.team}/${ids.dotted()}`
      responses.set(path, { what: where, at: clock.now(), uses: 0 })
      return path
    },
    useResponse: (path) => {
      const issued = responses.get(path)
      if (!issued) return 'no_service'
      if (isOld(issued, limitOf('protocol.response_url.lifetime.maxMinutes') * 60_000)) return 'expired_url'
      if (issued.uses >= limitOf('protocol.response_url.uses.maxCount')) return 'used_url'
      issued.uses += 1
      return issued.what
    },
  }
}
