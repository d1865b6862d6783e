import { readEnv, toConfig } from './config.ts'
import { untilStopped } from './ops/signals.ts'
import { CannotStart, createService } from './service.ts'

async function run(): Promise<readonly string[]> {
  const made = toConfig(readEnv(), process.stderr.isTTY)
  if (made.kind === 'mistakes') return made.lines
  const stopped = untilStopped()
  if (made.config.transport.kind === 'terminal') {
    const { openTerminal } = await import('./workspace/terminal.ts')
    await openTerminal(made.config, { input: process.stdin, output: process.stdout, stopped })
    return []
  }
  await using service = createService(made.config)
  console.log(
    `Gofer listens on ${await service.start()} (${made.config.transport.kind === 'http' ? 'POST /slack/events' : 'Socket Mode'})`,
  )
  await stopped
  return []
}

const mistakes = await run().catch((error: unknown) =>
  error instanceof CannotStart ? error.lines : Promise.reject(error),
)
for (const line of mistakes) console.error(line)
if (mistakes.length > 0) process.exitCode = 1
