import type { Scored } from '../score.ts'
import type { Summary } from './summary.ts'
import { partOf, percent, table } from './table.ts'

/** A summary for people: by kind, then the figures that the bars are set on, then the reliability diagram. */
export function summaryText(title: string, summary: Summary): string[] {
  const { answerable, unanswerable, nearMisses } = summary
  return [
    title,
    ...kindTable(summary),
    `answerable: ${partOf(answerable.right, answerable.questions)} right`,
    `unanswerable: ${partOf(unanswerable.wrong, unanswerable.questions)} answered with confidence`,
    `not answered right away, but offered: ${partOf(nearMisses.held, nearMisses.questions)}`,
    `expected calibration error: ${summary.calibrationError.toFixed(3)}`,
    ...binTable(summary),
  ]
}

export function kindTable({ byKind }: Summary): string[] {
  return table(
    ['kind', 'questions', 'right', 'wrong', 'abstained'],
    Object.entries(byKind).map(([kind, one]) => [
      kind,
      ...[one.questions, one.right, one.wrong, one.abstained].map(String),
    ]),
  )
}

/** The reliability diagram as numbers; empty bins are left out. */
export function binTable({ bins }: Summary): string[] {
  return table(
    ['confidence', 'questions', 'mean', 'right'],
    bins
      .filter((bin) => bin.questions > 0)
      .map((bin) => [
        `${bin.from.toFixed(1)} to ${bin.to.toFixed(1)}`,
        String(bin.questions),
        percent(bin.confidence),
        percent(bin.right),
      ]),
  )
}

/** A question that was not answered right, in one line. */
export function missText({ line, answer, outcome }: Scored): string {
  return `${outcome.padEnd(9)} ${line.kind.padEnd(12)} ${answer.confidence.toFixed(2)} ${JSON.stringify(line.q)} -> ${didText(answer)}${line.expects ? ` wants ${JSON.stringify(line.expects)}` : ''}`
}

/** What was done with a question, in a few words: the entry that answered, what was offered first, or nothing. */
export function didText(answer: Scored['answer']): string {
  switch (answer.kind) {
    case 'found':
      return `${answer.entries[0]} (${answer.confidence.toFixed(2)})`
    case 'choose':
      return `choose ${answer.candidates[0]?.id} (${answer.confidence.toFixed(2)})`
    case 'unknown':
      return `no answer${answer.nearest[0] ? `, nearest ${answer.nearest[0].id}` : ''}`
    case 'about':
      return `about the bot: ${answer.about}`
    case 'open':
      return `opened ${answer.open}`
    default:
      return answer satisfies never
  }
}
