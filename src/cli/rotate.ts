import { setTimeout as sleep } from 'node:timers/promises'
import { unreadable } from '#install/installations.ts'
import { rotateAll } from '#install/rotate.ts'
import { createSealer } from '#install/seal.ts'
import { argumentsOrExit } from './arguments.ts'
import { onStore } from './store.ts'

/** `npm run tokens:rotate`: seals every stored token with the first of TOKEN_ENCRYPTION_KEY, and says how many. */
argumentsOrExit({ options: {} })
await onStore(async (storage, { transport }) => {
  if (transport.kind !== 'oauth') {
    console.error('TOKEN_ENCRYPTION_KEY: the new key, then the old one, with the other settings of many workspaces')
    process.exitCode = 1
    return
  }
  const { resealed, already, left } = await rotateAll({
    store: storage.installations,
    sealer: createSealer(transport.encryptionKeys),
    wait: () => sleep(1_000),
  })
  console.log(`sealed anew: ${resealed}, with the first key before: ${already}, left as they were: ${left.length}`)
  if (left.length === 0) return
  for (const { team, why } of left)
    console.error(why.kind === 'busy' ? `${team}: its token is being renewed; run this again` : unreadable(team, why))
  process.exitCode = 1
})
