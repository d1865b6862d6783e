import { firstPartyText, weightText } from '#answer/text.ts'
import { explain } from '#decision/explain.ts'
import type { Driver, Ground, KnockedOut, Option, Pilot, Risk, StackTool, Verdict } from '#decision/verdict.ts'
import type { Framework } from '#knowledge/framework.ts'
import { defuse, escape } from '../../blocks/text.ts'
import { lineText } from '../line.ts'
import type { VerdictSetting } from './setting.ts'

/** One thing that is said: formatted, and as words alone. Both are safe to stand in a message. */
export type Item = { readonly drawn: string; readonly words: string }
export type Part = {
  readonly heading: string
  readonly items: readonly Item[]
  /** Stands beneath them, whatever of them is shown. */
  readonly note?: string
  /** Characters that it may take in a message. */
  readonly size: number
}

/** The parts of a verdict in the order of reading; none that is empty. */
export function partsOf(framework: Framework, verdict: Verdict, setting: VerdictSetting): Part[] {
  const { kind, knockedOutBy } = verdict
  const against = kind === 'poor-fit'
  const flips = explain(framework, verdict).flips.map((text) => wordsItem(text))
  const parts: Part[] = [
    { heading: 'What rules it out', items: knockedOutBy.map(knockOutItem), size: 1_800 },
    { heading: 'What drove it', items: knockedOutBy.length > 0 ? [] : verdict.drivers.map(driverItem), size: 1_800 },
    { heading: 'What would flip it', items: flips, size: 900 },
    {
      heading: against ? `What speaks for ${framework.candidate} all the same` : 'Evidence',
      ...evidenceOf(verdict, setting),
      size: 1_300,
    },
    {
      heading: against ? `What speaks against ${framework.candidate}` : 'The other side',
      items: verdict.counter.map(groundItem),
      size: 1_100,
    },
    { heading: 'The alternatives on the table', items: optionItems(verdict.options), size: 700 },
    { heading: 'The stack to start with', items: stackItems(verdict), size: 700 },
    { heading: 'The risks, and what to do about each', items: verdict.risks.map(riskItem), size: 1_000 },
    ...(verdict.pilot ? pilotParts(verdict.pilot, setting) : []),
  ]
  return parts.filter((part) => part.items.length > 0)
}

function driverItem({ short, choice, because, ground }: Driver): Item {
  return withBecause(`${capital(short)}: ${choiceWords[choice]}`, because, ground)
}

const choiceWords = { yes: 'yes', no: 'no', unsure: 'not sure' } as const

/** What is curated on it stands beneath without its entry's title, which only asks the question again. The reason that the asker gave stands beside the curated one, and is told apart from it. */
function withBecause(head: string, because: string | undefined, entry: Ground | undefined): Item {
  const ground = entry && { ...entry, title: '' }
  const own = because ? `, because: “${defuse(because)}”` : ''
  return {
    drawn: [`*${defuse(head)}*${own}`, ...(ground ? [lineText(lineOf(ground))] : [])].join('\n'),
    words: `${escape(head)}${own}${ground ? `. ${groundWords(ground)}` : ''}`,
  }
}

function knockOutItem({ short, because, why, instead }: KnockedOut): Item {
  const said = withBecause(capital(short), because, why)
  const taken = instead.map((one) => ({
    drawn: `*Take instead:* ${escape(one.name)}. ${escape(one.when.text)}`,
    words: `Take instead: ${escape(one.name)}. ${escape(one.when.text)}`,
  }))
  return {
    drawn: [said.drawn, ...taken.map((one) => one.drawn)].join('\n'),
    words: [said.words, ...taken.map((one) => one.words)].join(' '),
  }
}

/** What a knock-out's own other side says comes first: it is what could be held against ruling out. */
function evidenceOf(
  { evidence, knockedOutBy, usersInDomain }: Verdict,
  { domain }: VerdictSetting,
): Pick<Part, 'items' | 'note'> {
  const grounds = onceEach([...knockedOutBy.flatMap((one) => one.otherSide), ...evidence])
  const count = grounds.filter((one) => one.grade === 'A').length
  const users =
    domain && usersInDomain > 0
      ? [`On record in this domain: ${usersInDomain} ${usersInDomain === 1 ? 'organisation' : 'organisations'}.`]
      : []
  return {
    items: grounds.map(groundItem),
    note: escape([firstPartyText({ count, of: grounds.length }), ...users].join(' ')),
  }
}

function optionItems(options: readonly Option[]): Item[] {
  return options.flatMap(({ kind, name, when, ledToBy }) => {
    if (kind === 'candidate' || ledToBy.length > 0) return []
    if (!when) return [wordsItem(`${name}: nothing is curated about it.`, defuse)]
    return [
      {
        drawn: `*${defuse(name)}*: ${lineText(lineOf({ ...when, title: '' }))}`,
        words: `${escape(name)}: ${groundWords({ ...when, title: '' })}`,
      },
    ]
  })
}

function stackItems({ stack, leftOut }: Verdict): Item[] {
  const left = leftOut.map((one) => `${one.title} (${one.state})`).join(', ')
  return [...stack.map(toolItem), ...(left ? [wordsItem(`Not to start with: ${left}.`)] : [])]
}

function toolItem(tool: StackTool): Item {
  const or = tool.or.length > 0 ? ` (or ${tool.or.map((one) => one.title).join(', ')})` : ''
  return {
    drawn: `*${defuse(tool.title)}*${escape(`${or}: ${tool.forWhat}`)}\n${lineText(lineOf({ ...tool, title: '', text: `Active when seen on ${tool.seen}.` }))}`,
    words: escape(`${tool.title}${or}: ${tool.forWhat}`),
  }
}

function riskItem(risk: Risk): Item {
  return {
    drawn: `${lineText(lineOf({ ...risk, title: '' }))}\n*What to do:* ${escape(risk.remedy)}`,
    words: `${groundWords({ ...risk, title: '' })} What to do: ${escape(risk.remedy)}`,
  }
}

/** The whole plan where there is room for it; a message says that there is one. */
function pilotParts(pilot: Pilot, { surface, pilot: chosen }: VerdictSetting): Part[] {
  const weeks = `${pilot.weeks} ${pilot.weeks === 1 ? 'week' : 'weeks'}`
  const heading = `The pilot: ${weeks}`
  if (surface === 'message') {
    const held = `${pilot.days.length} steps, ${pilot.measures.length} measures, ${pilot.exit.length} criteria to end it`
    const first = chosen ? 'The team runs it first' : 'It would show in numbers what is said here'
    return [{ heading, items: [wordsItem(`${first}: ${held}.`)], size: 300 }]
  }
  return [
    {
      heading,
      items: pilot.days.map(({ when, text, outcome }) =>
        wordsItem([`${when}: ${text}`, ...(outcome ? [`Outcome: ${outcome}`] : [])].join(' ')),
      ),
      size: 900,
    },
    { heading: 'What the pilot measures', items: pilot.measures.map(bareItem), size: 900 },
    { heading: 'How the pilot ends', items: pilot.exit.map(bareItem), size: 900 },
  ]
}

const groundItem = (ground: Ground): Item => ({ drawn: lineText(lineOf(ground)), words: groundWords(ground) })
/** Of one entry that the heading names already. */
const bareItem = (ground: Ground): Item => groundItem({ ...ground, title: '' })
const wordsItem = (text: string, safe: (text: string) => string = escape): Item => ({
  drawn: safe(text),
  words: safe(text),
})

/** Advice says by its grade whose it is; a source that cannot be followed would only say it again. */
const lineOf = ({ sources, ...ground }: Ground) => ({
  ...ground,
  citations: ground.grade === 'advice' ? sources.filter((one) => one.url) : sources,
})

function groundWords(ground: Ground): string {
  const { title, text } = ground
  return escape(`${title ? `${title}: ` : ''}${text} [${weightText(ground)}]`)
}

function onceEach(grounds: readonly Ground[]): Ground[] {
  const seen = new Set<string>()
  return grounds.filter(({ entry, text }) => {
    const key = `${entry} ${text}`
    return seen.has(key) ? false : seen.add(key)
  })
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
