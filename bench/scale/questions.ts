import { filled, wordOf } from './entries.ts'
import type { Made } from './plan.ts'
import { below, pick, type Random, sample, seeded } from './random.ts'
import { misspelt } from './vocabulary.ts'

export const questionKinds = ['keyword', 'exact', 'typo', 'paraphrase', 'paraphrase typo'] as const
export type QuestionKind = (typeof questionKinds)[number]

/** A question, and the entry that it was made for. */
export type Asked = { readonly text: string; readonly kind: QuestionKind; readonly id: string }

/** How people put it: nothing of how curators do (`entries.ts`). */
const forms = [
  'any idea how _ works when there is _ and _',
  'we have trouble with _ , _ and some _ , what now',
  'can somebody tell me about _ for a _ that has _',
  'looking for experience: _ plus _ , maybe _',
  'our _ is all about _ and _ , does that go well',
]

/** So many questions, the five kinds in turn, each for an entry drawn at random; the same for the same seed. */
export function questionsFor(made: readonly Made[], count: number, seed: number): Asked[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, at) => {
    const one = made[below(random, made.length)]
    const kind = questionKinds[at % questionKinds.length] ?? 'exact'
    if (!one) throw new Error('there are no entries to ask for')
    return { text: textOf(random, kind, one), kind, id: one.entry.id }
  })
}

function textOf(random: Random, kind: QuestionKind, { entry, concepts, name }: Made): string {
  switch (kind) {
    case 'keyword':
      return [
        ...(name && random() < 0.4 ? [name] : []),
        ...sample(random, concepts, 3).map((one) => wordOf(random, one, 0.8)),
      ].join(' ')
    case 'exact':
      return pick(random, [entry.title, ...entry.asks])
    case 'typo':
      return oneMisspelt(random, pick(random, [entry.title, ...entry.asks]))
    case 'paraphrase':
      return paraphrase(random, { concepts, name })
    case 'paraphrase typo':
      return oneMisspelt(random, paraphrase(random, { concepts, name }))
    default:
      return kind satisfies never
  }
}

/** The same matter in words drawn anew: some stand in the entry, some only in its phrasings, some nowhere in it. */
function paraphrase(random: Random, { concepts, name }: Pick<Made, 'concepts' | 'name'>): string {
  const text = filled(random, pick(random, forms), concepts, 0.35)
  return name && random() < 0.25 ? `${text} like ${name}` : text
}

/** One of its longer words is mistyped. */
function oneMisspelt(random: Random, text: string): string {
  const words = text.split(' ')
  const long = words.flatMap((word, at) => (/^[a-z]{5,}$/i.test(word) ? [at] : []))
  if (long.length === 0) return text
  const at = pick(random, long)
  return words.map((word, place) => (place === at ? misspelt(random, word) : word)).join(' ')
}
