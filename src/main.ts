import { CannotStart } from './cannot-start.ts'
import { readEnv, toConfig } from './config.ts'
import { untilStopped } from './ops/signals.ts'
import { createService, noticedMs, openStore } from './service.ts'

async function run(): Promise<void> {
  const env = readEnv()
  const made = toConfig(env, process.stderr.isTTY)
  if (made.kind === 'mistakes') throw new CannotStart(made.lines)
  const stopped = untilStopped(env['npm_lifecycle_event'] !== undefined)
  if (made.config.transport.kind === 'local') {
    const { openWorkspace } = await import('./workspace/workspace.ts')
    await using workspace = await openWorkspace(made.config)
    console.log(`Gofer's local workspace: ${workspace.address}\n(no Slack settings found; Ctrl+C ends it)`)
    return await stopped
  }
  const store = await openStore(made.config)
  await using service = createService(made.config, store ? { store } : {})
  console.log(`Gofer listens on ${await service.start()}`)
  const line = await Promise.race([stopped.then(() => ''), service.unfit])
  if (line !== '') throw new CannotStart([line])
  // Over a socket nobody stands between Slack and us who would have to learn of it.
  await service.stop(made.config.transport.kind === 'socket' ? 0 : noticedMs)
  // What could not be finished in its time must not keep the process: whatever it still did would be without a database.
  process.exit()
}

await run().catch((error: unknown) => {
  process.exitCode = 1
  console.error(error instanceof CannotStart ? error.message : error)
})
