import type { Citation, Grade, Line } from '#answer/answer.ts'
import { defuse, escape, link } from '../blocks/text.ts'

/** A letter alone says nothing to somebody who sees it for the first time, so the words always stand beside it. */
export const gradeWords: Readonly<Record<Grade, string>> = {
  A: 'Grade A: first-party',
  B: 'Grade B: independent',
  C: 'Grade C: listed or told without a link',
  advice: "Curators' advice",
}

/** One thing that is said: what it is about, the number, the sentence; beneath, how firm it is, how old, and who says so. */
export function lineText(line: Line): string {
  const head = line.title
    ? `*${defuse(line.title)}*${line.label ? ` (${escape(line.label)})` : ''}: `
    : line.label
      ? `(${escape(line.label)}) `
      : ''
  const value = line.value ? `*${defuse(line.value)}* ` : ''
  return `${head}${value}${escape(line.text)}\n${weightText(line)}`
}

/** "Grade A: first-party, 2019. Source name, and 1 more source". */
function weightText(line: Line): string {
  const [first, ...others] = line.citations
  const weight = `${gradeWords[line.grade]}${yearText(line.year)}`
  if (!first) return line.grade === 'advice' ? weight : `${weight}. No source`
  const more = others.length === 0 ? '' : `, and ${others.length} more source${others.length === 1 ? '' : 's'}`
  return `${weight}. ${nameOf(first)}${more}`
}

/** A source in the list of sources: its name as a link, its grade, its year, and whether a curator read it. */
export function citationText(citation: Citation): string {
  const grade = citation.grade === 'advice' ? "curators' advice" : `grade ${citation.grade}`
  return `${nameOf(citation)} (${grade}${yearText(citation.year)}${citation.read ? '' : ', known from a text that cites it'})`
}

/** How much of a message a line takes: itself, and its sources in the list. */
export const lineSize = (line: Line): number =>
  line.citations.reduce((sum, citation) => sum + citationText(citation).length + 3, lineText(line).length)

const nameOf = (citation: Citation): string =>
  citation.url ? link(citation.url, citation.title) : escape(citation.title)
const yearText = (year: number | null | undefined): string => (year === undefined ? '' : `, ${year ?? 'undated'}`)
