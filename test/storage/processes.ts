import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Arguments } from './child.ts'

export type Running = {
  readonly child: ChildProcess
  readonly lines: readonly string[]
  /** Once it has said so many lines. */
  readonly said: (count: number) => Promise<void>
  /** What it ended with: a code or a signal, and what it complained of. */
  readonly ended: Promise<{ readonly how: number | string; readonly err: string }>
}

/** Starting thirty programs takes half the time when they share what was compiled. */
const compiled = join(tmpdir(), 'gofer-tests-compiled')

/** Starts `child.ts` in a process of its own. */
export function run(...given: Arguments): Running {
  const child = spawn(process.execPath, [fileURLToPath(new URL('child.ts', import.meta.url)), ...given], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  })
  const lines: string[] = []
  let out = ''
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (err += text))
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (out + text).split('\n')
    out = parts.pop() ?? ''
    lines.push(...parts)
    child.emit('said')
  })
  const ended = once(child, 'close').then(([code, signal]) => ({ how: (code ?? signal) as number | string, err }))
  return {
    child,
    lines,
    ended,
    said: async (count) => {
      while (lines.length < count) await Promise.race([once(child, 'said'), ended.then(() => fail(err))])
    },
  }
}

function fail(err: string): never {
  throw new Error(`the process ended too early: ${err}`)
}
