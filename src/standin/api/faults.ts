import { isObject } from '#slack/validate/json.ts'
import { rateLimited, refuse, type Answer, type Call } from './call.ts'

/** A way for a call to go wrong. */
export type Fault =
  /** Any status, with any body: a proxy's page, an empty 500. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'rateLimited'; readonly retryAfter: number }
  /** 200 with `ok: false`. */
  | { readonly kind: 'refuse'; readonly error: string }
  /** Slack does not know a block yet: invalid_blocks for whatever holds it. */
  | { readonly kind: 'refuseBlock'; readonly block: string }
  /** Taken, never answered. */
  | { readonly kind: 'hang' }
  /** The connection breaks before (`done: false`) or after (`done: true`) the call had its effect. */
  | { readonly kind: 'reset'; readonly done: boolean }
  | { readonly kind: 'slow'; readonly ms: number }

type Planned = { readonly method: string; readonly fault: Fault; left: number }

export type Faults = {
  /** Plans a fault for the next `times` calls of a method (`*`: any). Returns what takes it back. */
  readonly plan: (method: string, fault: Fault, times?: number) => () => void
  /** The fault this call meets, used up by asking. */
  readonly meet: (call: Pick<Call, 'method' | 'args'>) => Fault | undefined
}

export function createFaults(): Faults {
  let planned: Planned[] = []
  const concerns = ({ method, fault }: Planned, call: Pick<Call, 'method' | 'args'>): boolean =>
    (method === '*' || method === call.method) && (fault.kind !== 'refuseBlock' || holdsBlock(call.args, fault.block))
  return {
    plan: (method, fault, times = Number.POSITIVE_INFINITY) => {
      const plan: Planned = { method, fault, left: times }
      planned.push(plan)
      return () => {
        planned = planned.filter((other) => other !== plan)
      }
    },
    meet: (call) => {
      const plan = planned.find((one) => one.left > 0 && concerns(one, call))
      if (plan) plan.left -= 1
      return plan?.fault
    },
  }
}

/** The answer of a fault that has one. */
export function answerOf(fault: Fault): Answer | undefined {
  if (fault.kind === 'status')
    return { status: fault.status, body: fault.body ?? '', headers: { 'content-type': 'text/html', ...fault.headers } }
  if (fault.kind === 'rateLimited') return rateLimited(fault.retryAfter)
  if (fault.kind === 'refuse') return refuse(fault.error)
  if (fault.kind !== 'refuseBlock') return undefined
  return refuse('invalid_blocks', {
    response_metadata: { messages: [`[ERROR] unsupported type: ${fault.block} [json-pointer:/blocks]`] },
  })
}

function holdsBlock(value: unknown, type: string): boolean {
  if (Array.isArray(value)) return value.some((item: unknown) => holdsBlock(item, type))
  return isObject(value) && (value['type'] === type || Object.values(value).some((field) => holdsBlock(field, type)))
}
