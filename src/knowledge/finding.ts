/** Something in the knowledge folder that is not as it should be. Findings are data; prose is made in `formatFinding`. */
export type Finding = {
  /** The rule's name: `shape`, `references`, `aliases`. */
  readonly rule: string
  /** The file, relative to the knowledge folder. */
  readonly file: string
  /** The field in it, dotted: `figures.0.sources.1`. Empty: the file as a whole. */
  readonly field: string
  /** What is wished, so that a curator knows what to do. */
  readonly wish: string
}

/** `organisations/acme.yml:figures.0.year: a year or null` */
export function formatFinding(finding: Finding): string {
  return `${finding.file}:${finding.field || '(file)'}: ${finding.wish} [${finding.rule}]`
}
