import type { About, Choose, Open, Unknown } from '#answer/answer.ts'
import { plainText } from '#answer/text.ts'
import { type AnyBlock, context, header, type Message, row, sections, words } from '../blocks/blocks.ts'
import { cut, escape } from '../blocks/text.ts'
import { blocks as ids } from '../ids.ts'
import { beginOf } from '../walk/begin.ts'
import { browseButton, choiceRow, decideButton, decisionsButton, feedbackRow, suggestionRow } from './controls.ts'
import type { Setting } from './setting.ts'

/** Middling: what could have been meant, and a way to say that none of it was. */
export function chooseMessage(answer: Choose, setting: Setting): Message {
  return {
    text: escape(`${asked(answer)}\n${plainText(answer)}`),
    blocks: [
      words(asked(answer)),
      ...sections('Did you mean one of these?'),
      ...choiceRow(answer.candidates, setting.press),
    ],
  }
}

/** Weak: says so plainly. The reason may hold words that were typed, so it is shown as it is. */
export function unknownMessage(answer: Unknown, setting: Setting): Message {
  const kept = answer.keep ? ['Your question is kept for the curators, so that they see what is missing.'] : []
  const nearest = answer.nearest.map(({ title, question }) => ({ label: title, question }))
  const blocks: AnyBlock[] = [
    ...(answer.question.text === '' ? [] : [words(asked(answer))]),
    words(answer.reason),
    ...kept.map((sentence) => context(sentence)),
    ...(nearest.length > 0 ? sections('What is curated nearby:') : []),
    ...(nearest.length > 0
      ? suggestionRow(ids.next, nearest, { ...setting.press, trail: [] })
      : suggestionRow(ids.next, [help], { ...setting.press, trail: [] })),
    ...feedbackRow(setting),
  ]
  return {
    text: escape([...(answer.question.text === '' ? [] : [asked(answer)]), plainText(answer), ...kept].join('\n')),
    blocks,
  }
}

/** A greeting, help, sources, privacy: plain sentences, and examples that run at a press. */
export function aboutMessage(answer: About, setting: Setting): Message {
  const how =
    answer.about === 'help'
      ? [
          `Type ${setting.command} and a question, mention me in a channel, or write to me. Examples, to run at a press:`,
        ]
      : []
  return {
    text: escape([plainText(answer), ...how].join('\n')),
    blocks: [
      header(answer.title),
      ...answer.lines.flatMap((line) => sections(escape(line))),
      ...how.flatMap((line) => sections(escape(line))),
      ...suggestionRow(ids.next, answer.examples, { ...setting.press, trail: [] }),
    ],
  }
}

/** What another part of the program does, where it cannot be opened at once: a message has no trigger. */
export function openMessage(answer: Open, setting: Setting): Message {
  const about =
    answer.argument === ''
      ? []
      : [{ label: cut(`Does it fit? ${answer.argument}`, 72), question: `fit ${answer.argument}` }]
  const { sentence, offers } = openWords(about)[answer.open]
  return {
    text: escape(sentence),
    blocks: [
      ...sections(escape(sentence)),
      ...(answer.open === 'browse' ? row(ids.use, [browseButton(setting.press)]) : []),
      ...(answer.open === 'decisions' ? row(ids.use, [decisionsButton()]) : []),
      ...(answer.open === 'decide' ? row(ids.use, [decideButton('Start the walkthrough', beginOf(answer))]) : []),
      ...suggestionRow(ids.next, offers, { ...setting.press, trail: [] }),
    ],
  }
}

type Offer = { readonly label: string; readonly question: string }
const help: Offer = { label: 'What can I ask?', question: 'help' }

function openWords(
  about: readonly Offer[],
): Record<Open['open'], { readonly sentence: string; readonly offers: readonly Offer[] }> {
  return {
    browse: { sentence: 'Choose a topic, a company or a tool, or ask in your own words.', offers: [help] },
    decide: {
      sentence:
        'The walkthrough asks about the project in a few steps and ends in a verdict with its reasons, for you alone until you share it. It opens in a window: press the button.',
      offers: [...about, { label: 'The pilot', question: 'pilot' }, help],
    },
    decisions: {
      sentence:
        'The decisions of this workspace, open ballots first. The list is shown to you alone: press the button.',
      offers: [help],
    },
  }
}

const asked = (answer: Choose | Unknown): string => `You asked: ${answer.question.text}`
