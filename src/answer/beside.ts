import type { Entry } from '#knowledge/entry.ts'
import type { Hit } from '#knowledge/search/index.ts'
import { isAttribute } from '#question/attributes.ts'
import type { Question } from '#question/question.ts'
import type { Plan } from './plans/plan.ts'
import { shareOf, type Weighed, worstOf } from './weights.ts'

/** What is known of a plan and its question when it is asked whether it lies beside. */
type Seen = {
  readonly question: Question
  readonly weighed: readonly Weighed[]
  /** Whether the question leans on the one before. */
  readonly leaning: boolean
  /** The kind of the entry that the plan is about. */
  readonly kind: Entry['kind'] | undefined
  /** Whether one of an entry's phrasings holds a stem. */
  readonly askedBy: (entry: string, stem: string) => boolean
  /** What the text search found of that entry. */
  readonly hit: Hit | undefined
  /** What each word that the plan's mentions cover is worth. */
  readonly named: ReadonlyMap<string, number>
  /** How much the question is one of its phrasings, between 0 and 1. */
  readonly phrase: number
  /** Which part of the words that are no name of it the plan explains, between 0 and 1. */
  readonly rest: number
}

/**
 * Whether a plan lies beside what is asked, however many of the words it holds: something of a thing that it is not asked for by, a
 * record that is not named where others are to be set side by side, or a field where the question is about something in it.
 */
export function isBeside(plan: Plan, seen: Seen): boolean {
  const { question, weighed, leaning, kind, hit, named } = seen
  if (isAnAttribute(plan, seen)) return true
  if (shareOf(weighed, (term) => term.strange && !named.has(term.word)) >= mostlyStrange) return true
  if (!leaning && (isHandling(plan, seen) || isOfAnother(plan, question) || isElsewhere(plan, seen))) return true
  if (kind === 'tools' && plan.intent !== 'compare' && setsToolsApart(question)) return true
  // "Is Stripe hiring": its record tells what it built, not whom it looks for.
  if (kind === 'organisations' && (question.intent === 'hire' || question.intent === 'interview')) return true
  if (plan.mentions.length === 0) {
    if (question.intent === 'compare') return kind === 'tools' || kind === 'organisations'
    return question.intent === 'tools' && kind === 'organisations'
  }
  const elsewhere = worstOf(weighed, (at, term) => named.has(term.word) || (hit?.places[at] ?? 0) > 0)
  return kind === 'domains' && question.intent === 'ask' && !leaning && elsewhere >= mostElsewhere
}

/** Whether tools are to be set side by side: the record of one of them is half of that, however well people ask for it so. */
function setsToolsApart({ intent, mentions }: Question): boolean {
  if (intent !== 'compare') return false
  const tools = mentions.filter((one) => one.kind === 'tools' && one.score >= sureName && one.from >= 0)
  return tools.some((one) => tools.some((other) => other.id !== one.id && other.from !== one.from))
}

/** From here on a question counts as one of an entry's phrasings. */
export const ownPhrase = 0.75
/** Below this a name may not be meant as one: it is an everyday word or a mended one. */
export const sureName = 0.7

/** In a longer question such a word is a part of the story. */
const fewTerms = 5
/** From here on, what is unknown and no everyday word makes the question: it is about something that nobody curated. */
const mostlyStrange = 0.6
/** A field that does not hold the word that makes so much of the question is not what it is about. */
const mostElsewhere = 0.4

/** Something of a thing that the plan's entry is not asked for by. */
function isAnAttribute(plan: Plan, { question, weighed, kind, askedBy }: Seen): boolean {
  // A field is asked for by everything that is done in it, and tells of that only who does it; a list of tools tells of none of them.
  const field = (kind === 'domains' && question.intent !== 'who-uses') || isNeedList(plan)
  return (
    weighed.length <= fewTerms &&
    weighed.some((term) => isAttribute(term.stem) && (field || !askedBy(plan.main, term.stem)))
  )
}

/** How something of another name is operated: the record of who uses it does not tell that, nor does what merely speaks of it. */
function isHandling(plan: Plan, { question, kind, phrase }: Seen): boolean {
  if (question.namesSubject || !handling.test(question.tokens.join(' '))) return false
  if (kind === 'organisations') return plan.mentions.length > 0
  const somebody = question.mentions.some(
    (one) => (one.kind === 'organisations' || one.kind === 'tools') && isNameOfAnother(one, plan),
  )
  return somebody && plan.intent !== 'who-uses' && phrase < ownPhrase
}

const handling =
  /\bhow (to|(do|can|should|would|could) (i|we|you|one)|does one)\b(?! know)|\bversion\b.*\b(i|we) (run|deploy|host|operate)\b/

/** A verdict on a field that an everyday word named, where the question is about something with a name of its own. */
function isOfAnother(plan: Plan, { namesSubject, mentions }: Question): boolean {
  if (plan.intent !== 'fit' || namesSubject || plan.mentions.length === 0) return false
  return mentions.some((one) => (one.kind === 'organisations' || one.kind === 'tools') && isNameOfAnother(one, plan))
}

const isNameOfAnother = (one: Question['mentions'][number], plan: Plan): boolean =>
  one.score >= sureName && one.from >= 0 && !plan.mentions.includes(one)

/**
 * Whether a short question names somebody and asks what their record hardly holds, how to do that with a tool, or in passing for what
 * tools are looked for by. What is wanted has to be unsaid: "who moved", "instead of Java" say what of somebody is asked.
 */
function isElsewhere(plan: Plan, { question, weighed, kind, rest }: Seen): boolean {
  if (plan.mentions.length === 0 || question.namesSubject || weighed.length > fewTerms) return false
  if (isNeedList(plan)) return rest < mostBesideNeed
  const record = kind === 'organisations' || (kind === 'tools' && handling.test(question.tokens.join(' ')))
  const languages = question.mentions.some((mention) => mention.kind === 'language')
  return record && question.intentFrom === 'none' && !languages && rest < mostBesideName
}

/** Where less of the words beside a name is explained, they are what is asked about. */
const mostBesideName = 0.5
const mostBesideNeed = 0.6

/** What tools there are for a need: none of them by itself. */
function isNeedList(plan: Plan): boolean {
  return plan.intent === 'tools' && plan.members.length > 0 && plan.mentions.some((one) => one.kind === 'need')
}
