import { contractFindings } from './contract.ts'
import type { Finding } from './finding.ts'
import { inspect, type Part } from './inspect.ts'
import { isObject } from './json.ts'
import type { Surface } from './limits.ts'
import { applyLimits } from './rules.ts'
import { senseFindings } from './sense.ts'
import { shapeFinding } from './shapes.ts'

/** Everything that is wrong with a view. Pointers begin with `/view`, as in Slack's own answers. */
export function validateView(view: unknown, surface: Exclude<Surface, 'message'>): Finding[] {
  const at = '/view'
  if (!isObject(view)) return [shapeFinding('type', at, 'must provide an object')]
  const inspected = inspect(view, `view.${surface}`, at, { surface })
  const parts: Part[] = [
    { kind: 'payload', types: [surface, 'view'], value: view, pointer: at },
    { kind: 'view', types: [surface], value: view, pointer: at },
    ...inspected.parts,
  ]
  return [...inspected.findings, ...applyLimits(parts), ...senseFindings(parts), ...contractFindings(view, at, parts)]
}
