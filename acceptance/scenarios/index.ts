import type { Scenario } from '../scenario.ts'
import { badInputs, seededInputs } from './bad-inputs.ts'
import { crossings } from './crossings.ts'
import { database } from './database.ts'
import { faultCells } from './fault-cells.ts'
import { kills } from './kills.ts'
import { load } from './load.ts'
import { oauthInputs } from './oauth-inputs.ts'
import { orders } from './orders.ts'
import { refreshes } from './refreshes.ts'
import { restarts } from './restarts.ts'

/** The scenarios of reliability.md, 5, that are run; the order is that of the report. */
export const scenarios: readonly Scenario[] = [
  badInputs,
  seededInputs,
  oauthInputs,
  faultCells,
  kills,
  restarts,
  database,
  refreshes,
  crossings,
  orders,
  load,
]
