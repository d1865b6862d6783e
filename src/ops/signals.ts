/** Slack's and every orchestrator's patience: after this the process ends whatever is still open. */
const lastResortMs = 14_500

/** npm starts a shell that starts us, and a signal to npm ends those two alone. Milliseconds. */
const parentEveryMs = 250

/**
 * Resolves when the process is to stop: somebody asked for it, or an error came to the top that nothing caught. From then on
 * everything may finish; a second request, or a time that nobody waits longer than, ends it at once.
 * @param withParent whether the end of the parent is such a request too: otherwise a stopped `npm start` would leave us running,
 *   holding the port, with nobody to stop us
 */
export function untilStopped(withParent = false): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    const stop = (): void => {
      if (asked) process.exit(1)
      asked = true
      setTimeout(() => process.exit(), lastResortMs).unref()
      resolve()
    }
    if (withParent) whenParentEnds(() => asked || stop())
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
    // Rejections that nobody awaits come here as well.
    process.on('uncaughtException', (error) => {
      process.exitCode = 1
      console.error(`An error that nothing caught: ${describe(error)}`)
      if (!asked) stop()
    })
  })
}

/** Whoever loses its parent gets another one. */
function whenParentEnds(tell: () => unknown): void {
  const parent = process.ppid
  const watching = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watching)
    tell()
  }, parentEveryMs)
  watching.unref()
}

/** Without its message: that may quote what a person typed or a token, and no scrubber stands behind this line. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return [
    error.name,
    ...(error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 5),
  ].join('\n')
}
