import type { PeerResult } from './peers.ts'
import type { Tally } from './summary.ts'
import { partOf, percent, table } from './table.ts'

/** One row each. `ours` are our own figures, first. */
export function peerTable(
  results: readonly PeerResult[],
  ours: { readonly rightShare: number; readonly answerable: Tally; readonly unanswerable: Tally },
): string[] {
  return table(
    ['', 'right when it always answers', 'threshold', 'answerable right', 'false confidence'],
    [
      ['Gofer', '', '', ...figures(ours)],
      ...results.map((one) => [
        one.name,
        percent(one.alwaysRight),
        one.threshold ? `${one.threshold.of} ${one.threshold.least.toFixed(2)}` : 'gives no score',
        ...figures(one),
      ]),
    ],
  )
}

const figures = ({ answerable, unanswerable }: Pick<PeerResult, 'answerable' | 'unanswerable'>): string[] => [
  partOf(answerable.right, answerable.questions),
  partOf(unanswerable.wrong, unanswerable.questions),
]

/** Right of all, by kind: one column each engine. */
export function peerKindTable(results: readonly PeerResult[], ours: Readonly<Record<string, Tally>>): string[] {
  const share = (one: Tally | undefined): string => (one ? percent(one.right / Math.max(1, one.questions)) : '-')
  return table(
    ['kind', 'questions', 'Gofer', ...results.map((one) => one.name)],
    Object.entries(ours).map(([kind, one]) => [
      kind,
      String(one.questions),
      share(one),
      ...results.map((result) => share(result.byKind[kind])),
    ]),
  )
}
