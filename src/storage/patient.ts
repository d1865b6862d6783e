import { asDown, StorageDown } from './down.ts'

/** What has to happen before a database can be used, and may have to wait until it is there. */
export type Patient = {
  /** @throws StorageDown while it has not happened, at once: nobody who asks has time to wait */
  readonly check: () => void
  /** Gives up, and waits for what is being tried. */
  readonly stop: () => Promise<void>
}

const everyMs = 1_000

/**
 * Prepares a database now, or as soon as it is there: an orchestrator starts everything at once, and a database that is being
 * moved comes back. Until then every call of it fails as it would later on.
 * @param prepare safe to call again
 * @throws what waiting will not mend: a wrong password, a database that does not exist, one of a newer program
 */
export async function patiently(prepare: () => Promise<void>): Promise<Patient> {
  let missing = await tried(prepare)
  let timer: NodeJS.Timeout | undefined
  let trying = Promise.resolve()
  let stopped = false

  const again = (): void => {
    timer = setTimeout(() => void (trying = attempt()), everyMs)
  }
  const attempt = async (): Promise<void> => {
    try {
      missing = await tried(prepare)
    } catch (error) {
      // It came back as one that cannot be used. That is for people to mend, who read why in the readiness.
      missing = new StorageDown('other', error)
    }
    if (missing && !stopped) again()
  }
  if (missing) again()
  return {
    check: () => {
      if (missing) throw missing
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await trying
    },
  }
}

/** @returns why it is not there, where it may come; undefined once it is done */
async function tried(prepare: () => Promise<void>): Promise<StorageDown | undefined> {
  try {
    await prepare()
    return undefined
  } catch (error) {
    const down = asDown(error)
    if (down instanceof StorageDown && mayCome(down)) return down
    throw down
  }
}

/** Nobody answers, or the server is still starting. A server that answers "not you" or "no such database" has to be mended. */
function mayCome({ reason, cause }: StorageDown): boolean {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return (reason === 'gone' || reason === 'locked') && !code.startsWith('28') && code !== '3D000'
}
