import type { Scenario } from '../scenario.ts'
import { badInputs, seededInputs } from './bad-inputs.ts'
import { burst, mixed } from './bursts.ts'
import { canaries } from './canaries.ts'
import { crossings } from './crossings.ts'
import { database } from './database.ts'
import { longQueries, secretRotation, slowloris } from './door.ts'
import { doubleClicks, duplicates, replays } from './duplicates.ts'
import { faultCells } from './fault-cells.ts'
import { brokenFiles, diskFull, twoProcesses } from './files.ts'
import { fuzzedFrames } from './fuzzed-frames.ts'
import { health } from './health.ts'
import { kills } from './kills.ts'
import { load, loadPostgres, soak } from './load.ts'
import { oauthInputs } from './oauth-inputs.ts'
import { orders } from './orders.ts'
import { clocks, postgresAway, replicaKill } from './postgres.ts'
import { refreshes } from './refreshes.ts'
import { restarts } from './restarts.ts'
import { sigterm, stopped } from './signals.ts'
import { revoked, shares, slackDown } from './slack-down.ts'
import { badStarts, socketFaults, socketOpening } from './sockets.ts'
import { manyWorkspaces, noisy } from './tenants.ts'
import { tokenExpiry } from './token-expiry.ts'
import { voters } from './voters.ts'

/** The scenarios of reliability.md, 5, that are run; the order is that of the report. */
export const scenarios: readonly Scenario[] = [
  badInputs,
  seededInputs,
  oauthInputs,
  fuzzedFrames,
  replays,
  secretRotation,
  slowloris,
  longQueries,
  duplicates,
  doubleClicks,
  voters,
  orders,
  faultCells,
  shares,
  slackDown,
  revoked,
  tokenExpiry,
  refreshes,
  socketFaults,
  socketOpening,
  badStarts,
  kills,
  sigterm,
  stopped,
  restarts,
  diskFull,
  brokenFiles,
  twoProcesses,
  database,
  postgresAway,
  clocks,
  replicaKill,
  crossings,
  noisy,
  manyWorkspaces,
  load,
  loadPostgres,
  burst,
  mixed,
  soak,
  canaries,
  health,
]
