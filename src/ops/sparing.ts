/** Calls back once after a time. */
type After = (ms: number, then: () => void) => unknown

const everyMs = 1_000

/** Of what anybody outside can bring about: it must not be worth a line each time, or they could fill a disk. */
export type Sparing = (kind: string, say: (times: number) => void) => void

/**
 * Says the first of a kind at once and then at most one thing a second, with how many it stands for; none is left out.
 * @param after the timer; one that does not keep the program alive where none is given
 */
export function sparing(after: After = quietly): Sparing {
  /** By kind: how many since something was said, and how to say the next. Empty again after a second of quiet. */
  const held = new Map<string, { times: number; say: (times: number) => void }>()

  function begin(kind: string): void {
    held.set(kind, { times: 0, say: () => {} })
    after(everyMs, () => {
      const { times = 0, say } = held.get(kind) ?? {}
      held.delete(kind)
      if (times === 0) return
      begin(kind)
      say?.(times)
    })
  }

  return (kind, say) => {
    const since = held.get(kind)
    if (since) Object.assign(since, { times: since.times + 1, say })
    else {
      begin(kind)
      say(1)
    }
  }
}

const quietly: After = (ms, then) => setTimeout(then, ms).unref()
