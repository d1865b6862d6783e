import { z } from 'zod'
import type { Act, Request } from '#page/protocol.ts'

const text = z.string().max(40_000)
const id = z.string().min(1).max(300)
const json = z.record(z.string(), z.unknown())
const option = z.object({ text: json, value: z.string() })
const typed = z.union([text, z.array(text), option, z.array(option), z.null()])
const typedValues = z.record(z.string(), z.record(z.string(), typed))
const on = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: id, ts: id }),
  z.object({ kind: z.literal('view'), id }),
])
const act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('send'), channel: id, text, thread: id.exactOptional() }),
  z.object({ kind: z.literal('edit'), channel: id, ts: id, text }),
  z.object({ kind: z.literal('delete'), channel: id, ts: id }),
  z.object({
    kind: z.literal('press'),
    on,
    block: id,
    action: id,
    choose: typed.exactOptional(),
    typed: typedValues.exactOptional(),
  }),
  z.object({ kind: z.literal('suggest'), on, block: id, action: id, value: text }),
  z.object({ kind: z.literal('submit'), view: id, typed: typedValues }),
  z.object({ kind: z.literal('close'), view: id, all: z.boolean() }),
  z.object({ kind: z.literal('shortcut'), callback: id }),
  z.object({ kind: z.literal('messageShortcut'), callback: id, channel: id, ts: id }),
  z.object({ kind: z.literal('openHome') }),
  z.object({ kind: z.literal('whatIf'), id, on: z.boolean() }),
  z.object({ kind: z.literal('startOver') }),
]) satisfies z.ZodType<Act>
const request = z.object({ team: id, user: id, session: id, act }) satisfies z.ZodType<Request>

/** What the page sent, or undefined for anything that it would not send. */
export function readRequest(body: string): Request | undefined {
  try {
    const read = request.safeParse(JSON.parse(body))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
