import type { Framework } from '#knowledge/framework.ts'
import { explain } from './explain.ts'
import { goal, inline, quoted } from './markdown.ts'
import { becauseOf, choiceOf } from './rule.ts'
import type { Tally } from './tally.ts'
import type { Choices, DecisionState, Proposal } from './types.ts'
import type { Ground, Option, Verdict } from './verdict.ts'

/** A decision with all that its record holds. Days are YYYY-MM-DD; names are as a reader should see them. */
export type MadrRecord = {
  readonly framework: Framework
  readonly proposal: Proposal
  readonly choices: Choices
  readonly verdict: Verdict
  readonly state: DecisionState
  /** The day it was last changed. */
  readonly date: string
  readonly deciders: readonly string[]
  /** The domain's title, where one was chosen. */
  readonly domain?: string
  /** Whether the pilot was chosen. */
  readonly pilot: boolean
  readonly reviewOn?: string
  /** The decision that took its place, for a superseded one. */
  readonly supersededBy?: string
  /** What was chosen against the verdict or beyond it; absent: what the verdict points to. */
  readonly chosen?: string
  /** The ballot, where there was one, and how a voter is named; absent: voters stay unnamed. */
  readonly tally?: Tally
  readonly nameOf?: (voter: string) => string
}

/**
 * A decision as Markdown after the template of MADR 4.0.0 (https://adr.github.io/madr/): the same headings in the same order, so that
 * tools for such records read it. Every text that somebody typed is escaped; curated ones are too, since they may hold the same signs.
 */
export function madr(record: MadrRecord): string {
  return `${[
    frontMatter(record),
    `# ${inline(record.framework.candidate)} for ${inline(record.proposal.project)}: ${inline(record.verdict.name)}`,
    '## Context and Problem Statement',
    context(record),
    '## Decision Drivers',
    list([...answers(record, record.framework.questions), ...answers(record, record.framework.knock_outs)]),
    '## Considered Options',
    list(record.verdict.options.map((option) => inline(option.name))),
    '## Decision Outcome',
    outcome(record),
    '### Consequences',
    list(consequences(record)),
    '### Confirmation',
    confirmation(record),
    '## Pros and Cons of the Options',
    ...record.verdict.options.flatMap((option) => [`### ${inline(option.name)}`, list(prosAndCons(record, option))]),
    '## More Information',
    ...more(record),
  ].join('\n\n')}\n`
}

const status: Readonly<Record<DecisionState, string>> = {
  draft: 'proposed',
  open: 'proposed',
  decided: 'accepted',
  superseded: 'superseded',
}

function frontMatter({ state, date, deciders, supersededBy }: MadrRecord): string {
  const word = supersededBy && state === 'superseded' ? `superseded by ${supersededBy}` : status[state]
  return [
    '---',
    `status: ${quoted(word)}`,
    `date: ${quoted(date)}`,
    `decision-makers: [${deciders.map(quoted).join(', ')}]`,
    '---',
  ].join('\n')
}

function context({ framework, proposal, domain }: MadrRecord): string {
  const priority = framework.priorities.find((one) => one.id === proposal.priority)
  const facts = [
    `Project: ${inline(proposal.project)}`,
    ...(domain ? [`Domain: ${inline(domain)}`] : []),
    ...(priority ? [`What matters most: ${inline(priority.name)}`] : []),
  ]
  return [
    inline(framework.title),
    list(facts),
    `Decided with the framework \`${framework.id}\`, version ${framework.version}. ${inline(framework.about.text)}`,
  ].join('\n\n')
}

const choiceWords = { yes: 'yes', no: 'no', unsure: 'not sure' } as const

function answers({ choices }: MadrRecord, asked: readonly { readonly id: string; readonly ask: string }[]): string[] {
  return asked.map(({ id, ask }) => {
    const because = becauseOf(choices, id)
    return `${inline(ask)} **${choiceWords[choiceOf(choices, id)]}**${because ? `, because: ${inline(because)}` : ''}`
  })
}

function outcome(record: MadrRecord): string {
  const { framework, verdict } = record
  const chosen = chosenOf(record)
  const { score, knockOuts, flips, open } = explain(framework, verdict)
  return [
    chosen ? `Chosen option: "${inline(chosen)}", because ${inline(reasonOf(record))}` : inline(unchosenText(record)),
    inline(`Verdict: ${verdict.name}. ${verdict.sentence} ${score} ${open}`),
    ...(knockOuts.length > 0 ? [list(knockOuts.map(inline))] : []),
    'What would change it:',
    list(flips.map(inline)),
  ].join('\n\n')
}

/** What was chosen; else the candidate of a fit, or the first that the knock-outs lead to. */
function chosenOf({ chosen, verdict }: MadrRecord): string | undefined {
  if (chosen) return verdict.options.find((one) => one.id === chosen)?.name ?? chosen
  if (verdict.kind === 'strong-fit' || verdict.kind === 'fit') return verdict.options[0]?.name
  return verdict.options.find((one) => one.ledToBy.length > 0)?.name
}

/** Where none is named: a poor fit settles what is not taken, and what was on the table beside it is left. */
function unchosenText({ framework, verdict }: MadrRecord): string {
  if (verdict.kind !== 'poor-fit') return 'No option is chosen yet: the answers do not settle it.'
  const { yes, no, of } = verdict.score
  const why = yes > 0 ? `${no} of ${of} questions speak against it` : 'none of the questions speaks for it'
  const left = verdict.options.filter((one) => one.kind !== 'candidate').map((one) => one.name)
  const instead = left.length > 1 ? ' One of these instead:' : ' Instead:'
  return `Not ${framework.candidate}: ${why}.${left.length > 0 ? `${instead} ${left.join('; ')}.` : ''}`
}

function reasonOf({ chosen, verdict }: MadrRecord): string {
  if (chosen) return `the deciders chose it; the verdict was: ${verdict.name}.`
  const shorts = verdict.drivers.map((one) => one.short).join('; ')
  return verdict.knockedOutBy.length > 0 ? `this applies: ${shorts}.` : `these speak for it: ${shorts}.`
}

/** What follows from the verdict: the gains and risks of the candidate, or, where it is out, those of doing without it. */
function consequences({ framework, verdict, choices }: MadrRecord): string[] {
  if (verdict.kind !== 'poor-fit')
    return [
      ...verdict.drivers.flatMap(({ choice, ground }) => (choice === 'yes' && ground ? [good(ground.text)] : [])),
      ...verdict.risks.map((risk) => bad(`${risk.text} Remedy: ${risk.remedy}`)),
    ]
  const lost = framework.questions.filter((one) => choiceOf(choices, one.id) === 'yes').map((one) => one.short)
  return [
    ...verdict.options.flatMap(({ name, when, ledToBy }) =>
      when && ledToBy.length > 0 ? [good(`${name} is taken for what it is for: ${when.text}`)] : [],
    ),
    lost.length > 0
      ? bad(`What speaks for ${framework.candidate} is given up: ${lost.join('; ')}.`)
      : neutral(`No answer speaks for ${framework.candidate}.`),
  ]
}

function confirmation({ verdict, pilot, reviewOn }: MadrRecord): string {
  const review = reviewOn ? `It is looked at again on ${inline(reviewOn)}, and earlier when a cited claim changes.` : ''
  const planned = pilot ? verdict.pilot : undefined
  if (!planned) return review || 'No review date is set.'
  const weeks = `A pilot of ${planned.weeks} ${planned.weeks === 1 ? 'week' : 'weeks'} confirms it.`
  return [
    [weeks, review].filter(Boolean).join(' '),
    list(planned.days.map((day) => inline([`${day.when}: ${day.text}`, day.outcome].filter(Boolean).join(' ')))),
    'It ends so:',
    list(planned.exit.map((one) => inline(one.text))),
  ].join('\n\n')
}

function prosAndCons({ framework, verdict, choices }: MadrRecord, { kind, when, ledToBy }: Option): string[] {
  if (kind !== 'candidate')
    return [
      ...(when ? [good(when.text)] : []),
      ...verdict.knockedOutBy
        .filter((one) => ledToBy.includes(one.id))
        .map((one) => good(`This leads to it: ${one.short}.`)),
      neutral(`The questions weigh ${framework.candidate} only; this option was not scored.`),
    ]
  return [
    ...framework.questions.flatMap(({ id, speaks_for, speaks_against }) => {
      const choice = choiceOf(choices, id)
      if (choice === 'unsure') return []
      return [choice === 'yes' ? good(speaks_for.text) : bad(speaks_against.text)]
    }),
    ...verdict.knockedOutBy.map((one) => bad(one.why.text)),
    ...verdict.counter.map((one) => bad(`${one.text} (${one.title})`)),
    ...(Object.keys(choices).length === 0 ? [neutral('Nothing was answered.')] : []),
  ]
}

/** The template's "Good, because …" goes on with a clause; what is curated are sentences, whose first word may be a name. */
const good = (text: string): string => `Good: ${inline(text)}`
const bad = (text: string): string => `Bad: ${inline(text)}`
const neutral = (text: string): string => `Neutral: ${inline(text)}`

function more(record: MadrRecord): string[] {
  const { verdict, tally } = record
  return [
    ...titled('Evidence', verdict.evidence.map(groundText)),
    ...titled('The other side', verdict.counter.map(groundText)),
    ...titled(
      'The stack to start with',
      verdict.stack.map(
        (tool) => `${inline(`${tool.title}: ${tool.forWhat}`)} (active when seen on ${inline(tool.seen)})`,
      ),
    ),
    ...(verdict.cited.length > 0 ? [citedTable(verdict)] : []),
    ...(tally ? ballot(record, tally) : []),
  ]
}

/** "Acme: It runs its ledger on it. (grade A, 2024; entry `acme`; [Acme on its ledger](<https://…>))" */
function groundText({ title, text, grade, year, entry, sources }: Ground): string {
  const weight = grade === 'advice' ? "curators' advice" : `grade ${grade}`
  const links = sources.map((source) => {
    const url = source.url ? goal(source.url) : undefined
    return url ? `[${inline(source.title)}](${url})` : inline(source.title)
  })
  const told = year === undefined ? weight : `${weight}, ${year ?? 'undated'}`
  return `${inline(`${title}: ${text}`)} (${[told, `entry \`${entry}\``, ...links].join('; ')})`
}

/** Ids, grades and versions are ours and hold no signs of Markdown. */
function citedTable({ cited }: Verdict): string {
  return [
    '| Entry | Grade | Version |',
    '| --- | --- | --- |',
    ...cited.map(({ entry, grade, version }) => `| ${entry} | ${grade} | ${version} |`),
  ].join('\n')
}

function ballot({ framework, nameOf }: MadrRecord, { voters, rows, groups, dissent, raised }: Tally): string[] {
  const asked = [...framework.questions, ...framework.knock_outs]
  const short = (id: string): string => inline(asked.find((one) => one.id === id)?.short ?? id)
  const reason = (one: { voter: string; because: string }): string =>
    nameOf ? `${inline(nameOf(one.voter))}: ${inline(one.because)}` : inline(one.because)
  const because = (reasons: readonly { voter: string; because: string }[]): string =>
    reasons.length > 0 ? ` Because: ${reasons.map(reason).join('; ')}` : ''
  return [
    ...titled(
      `The ballot: ${voters} ${voters === 1 ? 'person' : 'people'}`,
      rows.map((row) => `${short(row.id)}: ${row.yes} yes, ${row.no} no, ${row.unsure} not sure`),
    ),
    ...titled(
      'Verdicts of the people',
      groups.map((group) => `${inline(framework.verdicts[group.kind].name)}: ${group.voters.length}`),
    ),
    ...titled(
      'Dissent',
      dissent.flatMap((group) =>
        group.differences.map(
          ({ id, voters: count, reasons }) =>
            `${inline(framework.verdicts[group.kind].name)}, ${short(id)}: ${count} of ${group.voters.length} differ.${because(reasons)}`,
        ),
      ),
    ),
    ...titled(
      'Knock-outs that some see and most do not',
      raised.map((one) => `${short(one.id)}: ${one.voters.length}.${because(one.reasons)}`),
    ),
  ]
}

const titled = (title: string, items: readonly string[]): string[] =>
  items.length > 0 ? [`**${title}**`, list(items)] : []

const list = (items: readonly string[]): string => items.map((item) => `* ${item}`).join('\n')
