import type { Installation, InstallationStore } from '#storage/ports/installations.ts'
import type { Sealer, Unsealed } from './seal.ts'

/** resealed: now under the first key. already: it was before. left: unreadable with the keys given, or busy to the end; neither was touched. */
export type Rotated = {
  readonly resealed: number
  readonly already: number
  readonly left: readonly {
    readonly team: string
    readonly why: Exclude<Unsealed, { kind: 'opened' }> | { kind: 'busy' }
  }[]
}

const pageSize = 200
const tries = 5

/**
 * Seals every token with the first key. Installation by installation, each whole: interrupted, it goes on where it was when it is
 * run again, and the program may serve Slack meanwhile with both keys.
 * @param wait between two tries at an installation that is being refreshed
 */
export async function rotateAll({
  store,
  sealer,
  wait,
}: {
  store: Pick<InstallationStore, 'page' | 'read' | 'reseal'>
  sealer: Sealer
  wait: () => Promise<void>
}): Promise<Rotated> {
  const rotated = { resealed: 0, already: 0, left: [] as Rotated['left'][number][] }
  for (let after = '', more = true; more;) {
    const page = await store.page(pageSize, after)
    for (const installation of page) {
      const outcome = await reseal(store, sealer, installation, wait)
      if (typeof outcome === 'string') rotated[outcome] += 1
      else rotated.left.push({ team: installation.team, why: outcome })
    }
    after = page.at(-1)?.team ?? ''
    more = page.length === pageSize
  }
  return rotated
}

async function reseal(
  store: Pick<InstallationStore, 'read' | 'reseal'>,
  sealer: Sealer,
  given: Installation,
  wait: () => Promise<void>,
): Promise<'resealed' | 'already' | Rotated['left'][number]['why']> {
  let installation: Installation | undefined = given
  for (let attempt = 0; attempt < tries; attempt += 1) {
    // Uninstalled in the meantime: there is nothing left to seal.
    if (!installation) return 'already'
    const { team, token, refresh } = installation
    if (sealer.isCurrent(token) && (!refresh || sealer.isCurrent(refresh.token))) return 'already'
    const opened = sealer.open(token, { team, field: 'token' })
    if (opened.kind !== 'opened') return opened
    const renewing = refresh && sealer.open(refresh.token, { team, field: 'refresh' })
    if (renewing && renewing.kind !== 'opened') return renewing
    const done = await store.reseal(installation, {
      token: sealer.seal(opened.text, { team, field: 'token' }),
      ...(renewing ? { refreshToken: sealer.seal(renewing.text, { team, field: 'refresh' }) } : {}),
    })
    if (done === 'done') return 'resealed'
    await wait()
    installation = await store.read(team)
  }
  return { kind: 'busy' }
}
