import { stopWords, wordsOf } from '#knowledge/search/words.ts'
import type { Lexicon, Target } from './lexicon.ts'
import type { Mention } from './question.ts'

/** Words before a name that say it is to be left out. */
const exclusions: ReadonlySet<string> = new Set([
  'except',
  'without',
  'excluding',
  'besides',
  'apart',
  'not',
  'minus',
  'ignoring',
  'skip',
  'besides',
])

/** Words between "except" and the name that change nothing. */
const between: ReadonlySet<string> = new Set(['for', 'from', 'the', 'a', 'an', 'than', 'and', 'or', 'any'])
/** "Don't want an ORM": what is refused so is left out as well. */
const refused =
  /(?<!\b(why|when|where|people|who|they|you|anybody|anyone) )\b(dont|doesnt|do not|does not|wouldnt|would not|not|never) (really |even )?(want|need|like|wish for|looking for|after)$/

export function mentionsIn(
  words: readonly string[],
  scores: readonly number[],
  lexicon: Lexicon,
  subjectAt: ReadonlySet<number>,
): Mention[] {
  const found: Mention[] = []
  for (let from = 0; from < words.length; from++) {
    for (let length = Math.min(lexicon.longest, words.length - from); length >= 1; length--) {
      const to = from + length - 1
      if (length === 1 && (subjectAt.has(from) || stopWords.has(words[from] ?? ''))) continue
      const targets = lexicon.at(words, from, to)
      if (targets.length === 0) continue
      for (const target of moreTelling(targets)) found.push(mentionOf(target, words, scores, from, to))
      from = to
      break
    }
  }
  return found
}

/** Where words are a tool's own name, they are not also what tools are looked for by ("wire" and "wiring"). */
function moreTelling(targets: readonly Target[]): readonly Target[] {
  return targets.some((target) => target.kind === 'tools')
    ? targets.filter((target) => target.kind !== 'need')
    : targets
}

function mentionOf(
  target: Target,
  words: readonly string[],
  scores: readonly number[],
  from: number,
  to: number,
): Mention {
  const spelt = Math.min(...scores.slice(from, to + 1))
  return {
    kind: target.kind,
    id: target.id,
    name: target.name,
    typed: words.slice(from, to + 1).join(' '),
    score: target.everyday ? spelt * 0.5 : spelt,
    from,
    to,
  }
}

/** Names in the part of a long story that does not ask: they count, but less. */
export function storyMentions(full: string, asking: string, lexicon: Lexicon): Mention[] {
  const rest = wordsOf(full.replace(asking, ' ')).slice(0, 600)
  const named = mentionsIn(
    rest,
    rest.map(() => 1),
    lexicon,
    new Set(),
  )
  const [kept] = split(named, rest)
  return kept
    .filter((mention) => mention.score === 1)
    .slice(0, 8)
    .map((mention) => ({ ...mention, score: 0.4, from: -1, to: -1 }))
}

export function split(mentions: readonly Mention[], words: readonly string[]): [Mention[], Mention[]] {
  const kept: Mention[] = []
  const excluded: Mention[] = []
  for (const mention of mentions) (isExcluded(mention, words, excluded) ? excluded : kept).push(mention)
  return [kept, excluded]
}

function isExcluded(mention: Mention, words: readonly string[], before: readonly Mention[]): boolean {
  let at = mention.from - 1
  while (at >= 0 && between.has(words[at] ?? '')) at--
  if (exclusions.has(words[at] ?? '')) return true
  if (words[at] === 'other' && words[at + 1] === 'than') return true
  if (refused.test(words.slice(Math.max(0, at - 4), at + 1).join(' '))) return true
  // "except Twitch and Uber": a name that follows an excluded one by "and" shares its fate.
  return before.some((other) => other.to === at && at < mention.from - 1)
}
