import type { Finding } from '../finding.ts'
import type { Exceptions } from '../vocabulary.ts'

/**
 * Takes the excepted findings out. An exception that meets no finding is told, so that the list cannot rot.
 * @param concerns the rules whose exceptions are looked at: some findings are made elsewhere, and theirs are theirs to judge
 */
export function applyExceptions(
  findings: readonly Finding[],
  exceptions: Exceptions,
  concerns: (rule: string) => boolean = () => true,
): Finding[] {
  const needed = new Set<number>()
  const left = findings.filter((finding) => {
    const at = exceptions.findIndex(
      (one) =>
        one.rule === finding.rule &&
        one.file === finding.file &&
        (one.field === undefined || one.field === finding.field),
    )
    if (at >= 0) needed.add(at)
    return at < 0
  })
  const unneeded = exceptions.flatMap((one, at) =>
    needed.has(at) || !concerns(one.rule)
      ? []
      : [
          {
            rule: 'exceptions',
            file: 'exceptions.yml',
            field: String(at),
            wish: `to be taken out: ${one.file} no longer breaks "${one.rule}"`,
          },
        ],
  )
  return [...left, ...unneeded]
}
