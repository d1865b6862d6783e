import { fold, stopWords } from '#knowledge/search/words.ts'
import { actions, instructions, ofAPerson, ownMatter, somebodyUses } from './intents.ts'
import type { Intent, Mention, Question } from './question.ts'
import { positionsOf, startsAt, type World } from './world.ts'

type Read = {
  text: string
  words: readonly string[]
  mentions: readonly Mention[]
  namesSubject: boolean
  intent: Intent
  /** The words before their spelling was mended. */
  typed: readonly string[]
  heard: (word: string) => boolean
}

/** Whether a question is not ours at all, and why. */
export function outsideOf(read: Read, world: World): Question['outside'] {
  const { words, mentions, namesSubject } = read
  const text = words.join(' ')
  if (!words.some((word) => /\p{L}/u.test(word))) return { because: 'empty', words: read.text }
  const instruction = instructions.exec(text) ?? instructions.exec(fold(read.text))
  if (instruction) return { because: 'instruction', words: instruction[0] }
  const lookalike = phraseIn(words, world.lookalikes)
  if (lookalike && !namedBeside(words, lookalike, world)) return { because: 'lookalike', words: lookalike }
  const action = actions.exec(text)
  if (action) return { because: 'action', words: action[0] }
  const own = ownMatter.exec(text)
  if (own) return { because: 'action', words: own[0] }
  const state = mentions.some((mention) => mention.kind === 'organisations') ? rightNow.exec(text) : undefined
  if (state) return { because: 'action', words: state[0] }
  const who = unheardOf(read)
  if (who) return { because: 'unheard', words: who }
  const elsewhere = phraseIn(words, world.elsewhere)
  if (elsewhere) return { because: 'elsewhere', words: elsewhere }
  const person = namesSubject || mentions.some((mention) => mention.score >= 0.7) ? undefined : ofAPerson.exec(text)
  if (person) return { because: 'elsewhere', words: person[0] }
  const language = mentions.find(
    (mention) => (mention.kind === 'language' && mention.score > 0.5) || mention.kind === 'cue',
  )
  if (language && !namesSubject && !aboutEntry(mentions, text) && !standsIn.test(text))
    return { because: 'language', words: language.name }
  return undefined
}

/**
 * Whether the subject is named once more, outside the phrase that merely sounds like it. Beside a phrase that does not hold a name
 * itself ("board game"), only a name that is no everyday word counts.
 */
function namedBeside(words: readonly string[], phrase: string, world: World): boolean {
  const rest = ` ${words.join(' ')} `.replace(` ${phrase} `, ' ').trim().split(' ')
  const holdsName = positionsOf(phrase.split(' '), world.names).size > 0
  const names = holdsName ? world.names : world.names.filter((name) => name.join('').length > 3)
  return positionsOf(rest, names).size > 0
}

/** How somebody's service is doing at this moment. */
const rightNow =
  /^(is|are) (\w+ ){1,3}(down|offline|unreachable|back up|up and running)( (again|today|at the moment|right now|now|for you|or what))*$/

/** Somebody whose use is asked for and whom no entry has ever heard of. */
function unheardOf({ mentions, typed, heard }: Read): string | undefined {
  const who = somebodyUses.exec(typed.join(' '))?.groups?.['who']
  if (
    !who ||
    mentions.some(
      (mention) =>
        mention.score >= 0.5 &&
        (mention.kind === 'organisations' || mention.kind === 'tools' || mention.kind === 'listings'),
    )
  )
    return undefined
  return who
    .split(' ')
    .filter((word) => !stopWords.has(word))
    .some((word) => !heard(word))
    ? who
    : undefined
}

function phraseIn(words: readonly string[], phrases: readonly (readonly string[])[]): string | undefined {
  for (const phrase of phrases) if (words.some((_, from) => startsAt(words, from, phrase))) return phrase.join(' ')
  return undefined
}

/**
 * What stands for the subject where everybody knows what is talked of: "can we run it beside Java", "is Rust better for that", and a
 * language that was left, since it was left for something.
 */
const standsIn =
  /\b(it|this language|the language|this thing|you people)\b|\b(better|worse|easier|harder|faster|slower|safer|cheaper|simpler)\b(?! (to|at) \w+ in\b)|\b(moved?|moving|migrated?|switched|went|gone|came|coming|come|get|got) (\w+ )?(off|away|from)\b|\b(left|leave|leaving|ditch(ed)?|dropp?(ed)?|abandon(ed)?|quit)\b|\b(we|our team|our company|team|shop|everybody here|everyone here) (are|is|have|has|runs?|use|only|all)\b/

/** "Is Kafka written in Java?" names no subject and is still ours: what it asks for is the record of something curated. */
function aboutEntry(mentions: readonly Mention[], text: string): boolean {
  const named = mentions.some(
    (mention) => (mention.kind === 'organisations' || mention.kind === 'tools') && mention.score >= 0.7,
  )
  return (
    named &&
    /\b(is|are|does|do|did|was|which|what|written|built|language|rewritten|moved?|switch(ed)?|ditch(ed)?|or|still|really)\b/.test(
      text,
    )
  )
}
