import { parseArgs, type ParseArgsConfig } from 'node:util'

/** Arguments of a command, or one line that says what is wrong with them, and exit code 1. */
export function argumentsOrExit<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return process.exit(1)
  }
}
