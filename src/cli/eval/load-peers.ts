import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Peer } from './peers.ts'

/** What loading comes to: the engines, or one sentence that says why there are none. */
export type LoadedPeers =
  | { readonly kind: 'loaded'; readonly peers: readonly Peer[] }
  | { readonly kind: 'absent'; readonly why: string }

/** A module's shape is checked as any input is: it is no part of the program. */
const moduleSchema = z.object({
  peers: z.array(
    z.object({ name: z.string(), build: z.custom<Peer['build']>((value) => typeof value === 'function') }),
  ),
})

/** Loads the other engines only when they are asked for: they are development dependencies, which a running Gofer does not have. */
export async function loadPeers(path: string = resolve('bench/peers/index.ts')): Promise<LoadedPeers> {
  if (!existsSync(path))
    return { kind: 'absent', why: `${path} is not there: peers are measured in a checkout of the whole project.` }
  try {
    const loaded: unknown = await import(path)
    return { kind: 'loaded', peers: moduleSchema.parse(loaded).peers }
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return { kind: 'absent', why: `The other engines are development dependencies; npm ci installs them. (${reason})` }
  }
}
