/** Work in small steps: whoever runs it decides how many of them go before others get their turn. */
export type Steps<T> = Generator<void, T>

/** Where a piece of work may breathe. */
export type Breath = {
  /** Milliseconds of any clock that only goes forward. */
  readonly now: () => number
  /** Comes back after others had their turn. */
  readonly pause: () => Promise<void>
  /** So long it works before it pauses, in milliseconds. */
  readonly sliceMs: number
}

/** Does it at once. */
export function finished<T>(work: Steps<T>): T {
  let step = work.next()
  while (!step.done) step = work.next()
  return step.value
}

/** Does it in slices, so that nobody waits longer than one of them. */
export async function inSlices<T>(work: Steps<T>, { now, pause, sliceMs }: Breath): Promise<T> {
  let until = now() + sliceMs
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    if (now() < until) continue
    await pause()
    until = now() + sliceMs
  }
}
