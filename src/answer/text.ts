import type { Answer, Citation, Found, Grade, Line, Section } from './answer.ts'

const gradeWords: Readonly<Record<Grade, string>> = {
  A: 'grade A, first-party',
  B: 'grade B, independent',
  C: 'grade C, unlinked or listed',
  advice: 'curators’ advice',
}

/** What a text leaves out where something else carries it: addresses stand in a message's blocks, and the next questions are buttons. */
export type Without = { readonly addresses?: boolean }

/** The whole answer as a reader of plain text sees it, links included: the terminal's form, and what a message's blocks must say. */
export function plainText(answer: Answer, without: Without = {}): string {
  switch (answer.kind) {
    case 'found':
      return foundText(answer, without)
    case 'choose':
      return ['Did you mean:', ...answer.candidates.map((one, at) => `${at + 1}. ${one.title}`), 'None of these'].join(
        '\n',
      )
    case 'unknown':
      return [
        answer.reason,
        ...(answer.nearest.length > 0 ? ['Nearest topics:', ...answer.nearest.map((one) => `- ${one.title}`)] : []),
      ].join('\n')
    case 'about':
      return [answer.title, ...answer.lines, ...answer.examples.map((one) => `- ${one.question}`)].join('\n')
    case 'open':
      return `(${answer.open})`
    default:
      return answer satisfies never
  }
}

function foundText(answer: Found, without: Without): string {
  const numbers = new Map(answer.citations.map((citation, at) => [citation.id, at + 1]))
  const line = (one: Line): string => lineText(one, numbers)
  return [
    answer.title,
    ...(answer.correction ? ['', line(answer.correction)] : []),
    '',
    line({ ...answer.statement, title: '' }),
    ...answer.sections.flatMap((section) => ['', ...sectionText(section, line)]),
    ...(answer.firstParty ? ['', firstPartyText(answer.firstParty)] : []),
    ...(answer.otherSide.length > 0 ? ['', 'The other side', ...answer.otherSide.map((one) => `- ${line(one)}`)] : []),
    '',
    'Sources',
    ...answer.citations.map((citation, at) => citationText(citation, at + 1, without)),
    ...(answer.next.length > 0 ? ['', `Ask next: ${answer.next.map((one) => one.label).join(' · ')}`] : []),
  ].join('\n')
}

/** "6 of 11 have a first-party source." */
export function firstPartyText(share: { count: number; of: number }): string {
  return `${share.count} of ${share.of} ${share.of === 1 ? 'has' : 'have'} a first-party source.`
}

function lineText(line: Line, numbers: ReadonlyMap<string, number>): string {
  const head = [line.title, line.label ? `(${line.label})` : ''].filter(Boolean).join(' ')
  const marks = line.citations.map((citation) => numbers.get(citation.id)).filter((number) => number !== undefined)
  return `${head ? `${head}: ` : ''}${line.value ? `${line.value}. ` : ''}${line.text} [${weightText(line)}${marks.length > 0 ? `; ${marks.join(', ')}` : ''}]`
}

/** "grade A, first-party, 2019"; "grade C, unlinked or listed, undated". */
export function weightText(line: Pick<Line, 'grade' | 'year'>): string {
  return line.year === undefined ? gradeWords[line.grade] : `${gradeWords[line.grade]}, ${line.year ?? 'undated'}`
}

function sectionText(section: Section, line: (one: Line) => string): string[] {
  switch (section.kind) {
    case 'lines':
      return [...(section.heading ? [section.heading] : []), ...section.lines.map((one) => `- ${line(one)}`)]
    case 'table':
      return [
        section.heading,
        ...section.rows.flatMap((row) => [
          `- ${row.name}: ${row.cells.map((cell, at) => `${section.columns[at + 1] ?? ''} ${cell}`).join('; ')}`,
          ...row.reasons.map((reason) => `    ${reason}`),
        ]),
      ]
    case 'chart':
      return [
        `${section.heading} (${section.unit})`,
        ...section.series.map((one) => `- ${one.points.map((point) => `${point.label}: ${point.value}`).join(', ')}`),
      ]
    case 'steps':
      return [
        section.heading,
        ...section.steps.map(
          (step) => `- ${step.when}: ${step.text}${step.outcome ? ` Outcome: ${step.outcome}` : ''}`,
        ),
      ]
    case 'code':
      return [section.text]
    default:
      return section satisfies never
  }
}

function citationText(citation: Citation, number: number, without: Without): string {
  const read = citation.read ? '' : ', known from another text'
  return `${number}. ${citation.title} (${citation.grade === 'advice' ? gradeWords.advice : `grade ${citation.grade}`}, ${citation.year ?? 'undated'}${read})${citation.url && !without.addresses ? ` ${citation.url}` : ''}`
}
