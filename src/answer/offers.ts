import type { Mention, Question } from '#question/question.ts'
import type { Candidate } from './answer.ts'
import { type Context, toward } from './compose/context.ts'
import type { Ranked } from './rank.ts'

/** "Did you mean" offers so many, and so does a miss. */
export const mostOffered = 5
/** The likeliest come first; the places after them go to what looks right in another respect. */
const likeliest = 3

/**
 * What is offered instead of an answer, each entry once. Where the order failed, it mostly failed by one sign: so after the three
 * likeliest come the entry with the most telling phrasing, the best by text alone and the one most alike letter by letter.
 */
export function offersOf(context: Context, plans: readonly Ranked[]): Candidate[] {
  const all = candidatesOf(context, plans)
  const first = all.slice(0, likeliest)
  const taken = new Set(first.map(({ id }) => id))
  const signs = [
    ({ features }: Ranked) => features.phrase,
    ({ features }: Ranked) => features.text * features.coverage,
    ({ features }: Ranked) => features.likeness,
  ]
  const others = signs.flatMap((sign) => {
    const best = plans.reduce<Ranked | undefined>(
      (found, one) => (taken.has(one.plan.main) || (found && sign(found) >= sign(one)) ? found : one),
      undefined,
    )
    const offer = all.find(({ id }) => id === best?.plan.main)
    if (!offer) return []
    taken.add(offer.id)
    return [offer]
  })
  const rest = all.filter(({ id }) => !taken.has(id))
  return toldApart([...first, ...others, ...rest].slice(0, mostOffered))
}

/** A tool and the organisation behind it may share a name: then each is shown as what its button asks. */
function toldApart(offers: readonly Candidate[]): Candidate[] {
  const shared = (title: string): boolean => offers.filter((other) => other.title === title).length > 1
  return offers.map((offer) => (shared(offer.title) ? { ...offer, title: offer.question } : offer))
}

/** Every entry that plans are about, each once, in their order. */
export function candidatesOf(context: Context, plans: readonly Ranked[]): Candidate[] {
  const seen = new Set<string>()
  return plans.flatMap(({ plan, confidence }) => {
    const entry = context.catalog.entries.get(plan.main)
    if (!entry || seen.has(plan.main)) return []
    seen.add(plan.main)
    const { label, question } = toward(context, entry)
    return [{ id: entry.id, title: label, question, confidence }]
  })
}

/** Below this a question has nothing to do with an entry but a word; then general topics say better what there is to ask. */
const tooFar = 0.04

/** However unlikely it is: an entry that people ask for with as much as half of these words is worth a look. */
const nearPhrase = 0.5

/** What a miss offers: what is near, and where nothing is, where to begin. */
export function nearestOf(context: Context, question: Question, plans: readonly Ranked[]): Candidate[] {
  // "Will it rain tomorrow" shares a word with an entry, and that is all: only somebody who is named may be meant.
  const elsewhere = question.outside?.because === 'elsewhere' && !question.namesSubject
  const near = offersOf(
    context,
    plans.filter(
      ({ plan, features, confidence }) =>
        (confidence >= tooFar || features.phrase >= nearPhrase) &&
        (!elsewhere || plan.mentions.some((mention) => named.has(mention.kind))),
    ),
  )
  return near.length > 0 ? near : generalOffers(context)
}

const named: ReadonlySet<Mention['kind']> = new Set(['organisations', 'tools', 'listings'])

function generalOffers(context: Context): Candidate[] {
  return (['categories', 'when-to-choose', 'tradeoffs'] as const).flatMap((group) => {
    const lead = context.relations.lead(group)
    if (!lead) return []
    const { label, question } = toward(context, lead)
    return [{ id: lead.id, title: label, question, confidence: 0 }]
  })
}
