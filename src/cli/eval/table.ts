/** A table as Markdown with columns of one width, so that it reads well in a terminal too. All columns but the first stand right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], left: number = 1): string[] {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (column < left ? (row[column] ?? '').padEnd(width) : (row[column] ?? '').padStart(width))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column < left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)]
}

/** "97.8 %" */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** "+0.4" or "-1.2": a difference in points of a hundred. */
export const points = (difference: number): string =>
  `${difference < -0.0005 ? '' : '+'}${(difference * 100).toFixed(1)}`.replace('+-', '-')

/** "175 of 179 (97.8 %)", or "-" of nothing. */
export const partOf = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${part} of ${whole} (${percent(part / whole)})`
