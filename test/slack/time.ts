import type { Local } from './local.ts'

/** Lets time pass second by second, as retries and timers follow one another. */
export async function pass(local: Local, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    local.clock.advance(1_000)
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
}
