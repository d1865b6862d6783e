import type { Citation, Found } from '#answer/answer.ts'
import { firstPartyText, plainText } from '#answer/text.ts'
import { type AnyBlock, context, header, type Message, sections } from '../blocks/blocks.ts'
import { defuse, escape } from '../blocks/text.ts'
import { blocks as ids } from '../ids.ts'
import { feedbackRow, pageRow, suggestionRow, useRow } from './controls.ts'
import { citationText, lineText } from './line.ts'
import { sectionBlocks } from './sections.ts'
import type { Setting } from './setting.ts'
import { type Slice, sliceOf } from './slice.ts'

/** An answer: the question as understood, the answer, the evidence, the other side, where it comes from, and what to do with it. */
export function foundMessage(whole: Found, setting: Setting): Message {
  const { slice, text, evidence } = drawn(whole, setting)
  const press = { ...setting.press, page: slice.page }
  const attributed = setting.sharedBy
    ? `<@${setting.sharedBy}> asked “${defuse(whole.question.text)}” and shared this.`
    : undefined
  const blocks: AnyBlock[] = [
    ...(attributed ? [context(attributed)] : []),
    ...evidence,
    ...pageRow(slice, press),
    ...suggestionRow(ids.next, whole.next, press),
    ...useRow({ ...setting, press }, whole),
    ...feedbackRow({ ...setting, press }),
  ]
  return { text: attributed ? `${attributed}\n${text}` : text, blocks }
}

/** What of a page is the same for everybody: all but its buttons. */
type Drawn = { readonly slice: Slice; readonly text: string; readonly evidence: readonly AnyBlock[] }

/** Answers that are kept are drawn once: the same question comes from many people, and the drawing costs more than the rest. */
const kept = new WeakMap<Found, Map<string, Drawn>>()

function drawn(whole: Found, setting: Setting): Drawn {
  const ofAnswer = kept.get(whole) ?? new Map<string, Drawn>()
  const key = `${setting.surface}|${setting.today}|${setting.press.page}`
  const found = ofAnswer.get(key)
  if (found) return found
  const fresh = draw(whole, setting)
  kept.set(whole, ofAnswer.set(key, fresh))
  return fresh
}

function draw(whole: Found, setting: Setting): Drawn {
  const slice = sliceOf(whole, setting.press.page)
  const { answer } = slice
  const notes = notesOf(slice, setting)
  const evidence: AnyBlock[] = [
    header(answer.title),
    // A question that rests on a false premise is put right before anything is answered.
    ...(answer.correction ? sections(`*Not so:* ${lineText(answer.correction)}`) : []),
    ...sections(lineText({ ...answer.statement, title: '' })),
    ...answer.sections.flatMap((section) => sectionBlocks(section, { rich: setting.surface === 'message' })),
    ...notes.map((note) => context(note)),
    ...(answer.otherSide.length > 0 ? sections(`*The other side*\n${answer.otherSide.map(lineText).join('\n')}`) : []),
    ...sourceBlocks(answer.citations, slice),
  ]
  return { slice, text: textOf(slice, notes), evidence }
}

/** Under a list: how much of it is first-party, where in it one is, and whether it wants to be looked at again. */
function notesOf(slice: Slice, setting: Setting): string[] {
  const { answer } = slice
  const position =
    slice.pages === 1
      ? []
      : [
          slice.to >= slice.from
            ? `Lines ${slice.from}-${slice.to} of ${slice.of} (page ${slice.page} of ${slice.pages})`
            : `Page ${slice.page} of ${slice.pages}`,
        ]
  const stale =
    answer.reviewBy !== '' && answer.reviewBy < setting.today ? [`Due for review since ${answer.reviewBy}.`] : []
  const own = answer.isOwn ? ['Holds entries that only this workspace has.'] : []
  return [...own, ...(answer.firstParty ? [firstPartyText(answer.firstParty)] : []), ...position, ...stale]
}

/** Each source of this page once. As many blocks as they need: a source that is not shown cannot be checked. */
function sourceBlocks(citations: readonly Citation[], slice: Slice): AnyBlock[] {
  const lead = slice.pages === 1 ? 'Sources' : 'Sources of this page'
  const pieces: string[] = []
  for (const text of citations.map(citationText)) {
    const last = pieces.at(-1)
    if (last !== undefined && last.length + text.length < 1_900) pieces[pieces.length - 1] = `${last} · ${text}`
    else pieces.push(last === undefined ? `${lead}: ${text}` : text)
  }
  return pieces.map(context)
}

/** What notifications and screen readers get: the same page in words. Addresses are links of the blocks; read out, they would bury the answer. */
function textOf(slice: Slice, notes: readonly string[]): string {
  const { firstParty: _said, ...rest } = slice.answer
  return escape([plainText(rest, { addresses: true }), ...notes].join('\n'))
}
