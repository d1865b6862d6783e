/** Slack's and every orchestrator's patience: after this the process ends whatever is still open. */
const lastResortMs = 14_500

/**
 * Resolves when somebody asks the process to stop. From then on a second request, or a time that nobody waits longer than,
 * ends it at once; until then everything may finish.
 */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals): void => {
      process.once('SIGTERM', () => process.exit(1))
      process.once('SIGINT', () => process.exit(1))
      setTimeout(() => process.exit(0), lastResortMs).unref()
      resolve(signal)
    }
    let asked = false
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        if (asked) return
        asked = true
        stop(signal)
      })
    }
  })
}
