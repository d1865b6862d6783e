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
  return [
    ...partsOf(framework, verdict, setting).flatMap((part) =>
      sections(partText(part, (item) => item.drawn, room[setting.surface])),
    ),
    context(escape(`How it is counted: ${framework.rule.text}`)),
  ]
}

/** The same in words, for notifications and screen readers: without addresses, and short enough for a message that is edited later. */
export function verdictText(framework: Framework, verdict: Verdict, setting: VerdictSetting): string {
  return [
    escape(verdict.headline),
    leadText(framework, setting, ''),
    escape(sayingText(framework, verdict)),
    ...partsOf(framework, verdict, setting).map((part) => partText(part, (item) => item.words, room.words, '')),
    escape(`How it is counted: ${framework.rule.text}`),
  ].join('\n')
}

/**
 * How many characters a part may take, as a share of its own number: a whole message is refused from about 10,000 characters on, and
 * an edited text from 4,000; a modal may hold 250 kB, of which nobody reads so much.
 */
const room = { modal: 6, message: 1, words: 0.4 }

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

/** The foremost items that fit, at least one; the rest is counted. */
function partText(
  { heading, items, note, size }: Part,
  text: (item: Item) => string,
  share: number,
  bold = '*',
): string {
  const shown: string[] = []
  let left = size * share
  for (const item of items) {
    const line = `• ${text(item)}`
    left -= line.length
    if (left < 0 && shown.length > 0) break
    shown.push(line)
  }
  const more = items.length - shown.length
  return [
    `${bold}${escape(heading)}${bold}`,
    ...shown,
    ...(more > 0 ? [`and ${more} more, in the export`] : []),
    ...(note ? [note] : []),
  ].join('\n')
}
