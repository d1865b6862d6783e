import type { Deps } from './deps.ts'
import { isWayOut } from './outbox/ways-out.ts'
import type { Outcome } from './outcome.ts'

/** What came of it, or what had come of it before. `again`: it was done before, or somebody is at it. */
export type Once =
  | { readonly kind: 'done'; readonly outcome: Outcome }
  | { readonly kind: 'again' }
  | { readonly kind: 'unknown' }

/**
 * Does something that everybody sees once for a key, however many want it at once: the claim comes before it. Where nobody knows what
 * became of it the claim stays, since twice is worse than not at all.
 * @throws whatever the ledger throws before it was begun; once it was done, that it was is the truth, whatever the ledger does
 */
export async function once(
  deps: Deps,
  {
    team,
    key,
    request,
  }: { readonly team: string; readonly key: readonly (string | number)[]; readonly request: string },
  doing: () => Promise<Outcome>,
): Promise<Once> {
  const { shares } = deps.storage
  const claim = [team, ...key].join('|')
  // A turn that is done anew comes back to its own claim, and its journal knows what had left.
  const before = await shares.claim(claim, request)
  if (before !== 'free') return { kind: before === 'unknown' ? 'unknown' : 'again' }
  const settle = (state: 'free' | 'posted' | 'unknown'): Promise<void> =>
    // A claim that nobody settled is as good as unknown: it is not done again.
    shares.settle(claim, state).catch((error: unknown) => deps.events.failed('ledger', error, { request }))
  try {
    const outcome = await doing()
    await settle(outcome.kind === 'sent' ? 'posted' : outcome.kind === 'unknown' ? 'unknown' : 'free')
    return { kind: 'done', outcome }
  } catch (error) {
    // The claim stays with the turn, which comes back to it.
    if (isWayOut(error)) throw error
    // Something of our own broke, perhaps after it was done.
    await settle('unknown')
    throw error
  }
}
