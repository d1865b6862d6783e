import type { CheckMaker } from './check.ts'
import { countChecks } from './count-checks.ts'
import { fieldChecks } from './field-checks.ts'
import { valueChecks } from './value-checks.ts'

/** Every rule of limits.json that can be seen in a payload. */
export const checks: Readonly<Record<string, CheckMaker>> = { ...valueChecks, ...fieldChecks, ...countChecks }
