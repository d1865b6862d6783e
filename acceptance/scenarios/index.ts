import type { Scenario } from '../scenario.ts'
import { badInputs, seededInputs } from './bad-inputs.ts'
import { faultCells } from './fault-cells.ts'
import { kills } from './kills.ts'

/** The scenarios of reliability.md, 5, that are run; the order is that of the report. */
export const scenarios: readonly Scenario[] = [badInputs, seededInputs, faultCells, kills]
