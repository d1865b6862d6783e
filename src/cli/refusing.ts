/** Runs a command that may refuse: what it wants instead goes to standard error, and the exit code is 1. */
export function refusing(command: () => string | undefined): void {
  const lines = refusalOf(command)
  if (lines === undefined) return
  console.error(lines)
  process.exitCode = 1
}

function refusalOf(command: () => string | undefined): string | undefined {
  try {
    return command()
  } catch (error) {
    if (error instanceof Error && error.name === 'StorageRefused') return error.message
    throw error
  }
}

/** For a shell, whatever stands in it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
