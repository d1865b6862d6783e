import { onTestFinished } from 'vitest'
import type { Env } from '#config.ts'
import { createLog } from '#log.ts'
import type { Act, As, Result, Snapshot, Update } from '#page/protocol.ts'
import { openWorkspace, type LocalWorkspace } from '#workspace/workspace.ts'
import { answererOf } from '../slack/answers.ts'
import { configOf } from '../slack/local.ts'

export const ana: As = { team: 'T0BRIGHT', user: 'U0ANA' }
export const ben: As = { team: 'T0BRIGHT', user: 'U0BEN' }
export const [general, payments] = ['C0BRGEN', 'C0BRPAY']

export type Opened = LocalWorkspace & {
  /** Somebody does something on the page. */
  readonly act: (as: As, act: Act) => Promise<Result>
  /** What a page shows that is loaded now; the same session is the same load. */
  readonly look: (as: As, session: string) => Promise<Snapshot>
}

/** The local workspace on free ports, as `npm start` opens it, but for its answers. */
export async function opened(env: Env = {}): Promise<Opened> {
  const workspace = await openWorkspace(configOf({ PORT: '0', ...env }), {
    answerer: answererOf(),
    log: createLog({ level: 'silent', format: 'json' }),
  })
  onTestFinished(() => workspace[Symbol.asyncDispose]())
  const post = async (as: As, act: Act): Promise<Result> => {
    const body = JSON.stringify({ ...as, session: 'test', act })
    const answer = await fetch(`${workspace.address}workspace/act`, { method: 'POST', body })
    return (await answer.json()) as Result
  }
  return { ...workspace, act: post, look: (as, session) => firstLook(workspace.address, as, session) }
}

async function firstLook(address: string, as: As, session: string): Promise<Snapshot> {
  const leave = new AbortController()
  const query = new URLSearchParams({ ...as, session })
  const { body } = await fetch(`${address}workspace/stream?${query.toString()}`, { signal: leave.signal })
  const reader = (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  let read = ''
  while (!read.includes('\n\n')) read += (await reader.read()).value ?? '\n\n'
  leave.abort()
  const update = JSON.parse(read.slice('data: '.length, read.indexOf('\n\n'))) as Update
  if (update.kind !== 'snapshot') throw new Error(`the first thing told was ${update.kind}`)
  return update.snapshot
}
