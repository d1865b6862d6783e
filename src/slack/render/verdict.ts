import { explain } from '#decision/explain.ts'
import type { Verdict } from '#decision/verdict.ts'
import type { Framework } from '#knowledge/framework.ts'
import { type AnyBlock, context, header, sections } from '../blocks/blocks.ts'
import { defuse, escape } from '../blocks/text.ts'
import { type Item, type Part, partsOf } from './verdict/parts.ts'
import type { VerdictSetting } from './verdict/setting.ts'

/**
 * A verdict as blocks, without buttons: the verdict, what drove it, what would flip it, the evidence, the other side, and what to start
 * with. A message shows the foremost of each part and says how many more the export holds; a modal has room for nearly all.
 */
export function verdictBlocks(framework: Framework, verdict: Verdict, setting: VerdictSetting): AnyBlock[] {
  return [...verdictHead(framework, verdict, setting), ...verdictBody(framework, verdict, setting)]
}

/** The verdict itself: what it is, about what, and in one sentence why. */
export function verdictHead(framework: Framework, verdict: Verdict, setting: VerdictSetting): AnyBlock[] {
  return [
    header(verdict.headline),
    ...sections(leadText(framework, setting)),
    ...sections(escape(sayingText(framework, verdict))),
  ]
}

/** What it rests on. */
export function verdictBody(framework: Framework, verdict: Verdict, setting: VerdictSetting): AnyBlock[] {
  const parts = partsOf(framework, verdict, setting)
  const left = room[setting.surface] - spokenText(framework, verdict, setting).length
  return [
    ...fitted(parts, left, (part, share) => partText(part, (item) => item.drawn, share)).flatMap(sections),
    context(countedText(framework)),
  ]
}

/** The same in words, for notifications and screen readers: without addresses, and short enough for a message that is edited later. */
export function verdictText(framework: Framework, verdict: Verdict, setting: VerdictSetting): string {
  const spoken = spokenText(framework, verdict, setting)
  const parts = fitted(partsOf(framework, verdict, setting), room.words - spoken.length, (part, share) =>
    partText(part, (item) => item.words, share, ''),
  )
  return [spoken, ...parts].join('\n')
}

/**
 * Characters in all. A message is refused from about 10,000 on, and gets buttons and words of whoever posts it besides; a text that is
 * edited later may hold 4,000. A modal may hold 250 kB, of which nobody reads so much.
 */
const room = { modal: 60_000, message: 6_800, words: 3_600 }

/** The parts at the largest share of their sizes at which all of them fit. What a short one leaves goes to the others. */
function fitted(parts: readonly Part[], left: number, draw: (part: Part, share: number) => string): string[] {
  for (let share = 6; ; share -= 0.25) {
    const texts = parts.map((part) => draw(part, share))
    if (share <= 0.25 || texts.reduce((sum, text) => sum + text.length + 1, 0) <= left) return texts
  }
}

/** What is said in any case. */
function spokenText(framework: Framework, verdict: Verdict, setting: VerdictSetting): string {
  return [
    escape(verdict.headline),
    leadText(framework, setting, ''),
    escape(sayingText(framework, verdict)),
    countedText(framework),
  ].join('\n')
}

const countedText = ({ rule }: Framework): string => escape(`How it is counted: ${rule.text}`)

/** "*Payments gateway* (domain: Banking; what matters most: low cost)". */
function leadText({ priorities }: Framework, { proposal, domain }: VerdictSetting, bold = '*'): string {
  const priority = priorities.find((one) => one.id === proposal.priority)
  const facts = [
    ...(domain ? [`domain: ${escape(domain)}`] : []),
    ...(priority ? [`what matters most: ${escape(priority.name)}`] : []),
  ]
  return `${bold}${defuse(proposal.project)}${bold}${facts.length > 0 ? ` (${facts.join('; ')})` : ''}`
}

function sayingText(framework: Framework, verdict: Verdict): string {
  const { score, open } = explain(framework, verdict)
  return [verdict.sentence, [score, open].filter(Boolean).join(' ')].join('\n')
}

/** The foremost items that fit; the rest is counted. */
function partText(
  { heading, items, note, size }: Part,
  text: (item: Item) => string,
  share: number,
  bold = '*',
): string {
  const title = `${bold}${escape(heading)}${bold}`
  const shown: string[] = []
  let left = size * share - title.length - (note?.length ?? 0) - moreText(items.length).length
  for (const item of items) {
    const line = `• ${text(item)}`
    left -= line.length + 1
    if (left < 0) break
    shown.push(line)
  }
  const more = items.length - shown.length
  return [title, ...shown, ...(more > 0 ? [moreText(more)] : []), ...(note ? [note] : [])].join('\n')
}

const moreText = (count: number): string => `and ${count} more, in the export`
