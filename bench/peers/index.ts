import type { Peer } from '#cli/eval/peers.ts'
import { bm25 } from './bm25.ts'
import { flexsearch } from './flexsearch.ts'
import { plainFuse, tokenFuse } from './fuse.ts'
import { minisearch } from './minisearch.ts'
import { orama } from './orama.ts'

/** The engines that are measured on the same knowledge and questions, each in the best configuration that we found for it. */
export const peers: readonly Peer[] = [plainFuse, tokenFuse, minisearch, orama, flexsearch, bm25]
