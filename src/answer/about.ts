import type { Catalog } from '#knowledge/catalog.ts'
import type { Question } from '#question/question.ts'
import type { About, Because, Suggestion } from './answer.ts'
import { suggestion } from './body.ts'

const noReasons: Because = { reasons: ['Read the question as one about the bot itself.'], runnersUp: [] }

/** Answers about the bot itself, or undefined where the question is not about it. */
export function aboutAnswer(catalog: Catalog, question: Question): About | undefined {
  const { intent } = question
  if (intent !== 'help' && intent !== 'greeting' && intent !== 'sources' && intent !== 'privacy') return undefined
  const examples = catalog.subject.examples.map((example) => suggestion(example, example))
  return {
    kind: 'about',
    band: 'strong',
    about: intent,
    question,
    intent,
    confidence: 1,
    because: noReasons,
    version: catalog.version,
    ...words[intent](catalog, examples),
  }
}

type Words = Pick<About, 'title' | 'lines' | 'examples'>

const words: Record<About['about'], (catalog: Catalog, examples: Suggestion[]) => Words> = {
  greeting: (catalog, examples) => ({
    title: 'Hello',
    lines: [
      `Ask me about ${catalog.subject.name}: who uses it, whether it fits, which tools are alive. Every answer shows where it comes from.`,
    ],
    examples: examples.slice(0, 3),
  }),
  help: (catalog, examples) => ({
    title: `What you can ask about ${catalog.subject.name}`,
    lines: [
      'who-uses <domain, tool or company> · case-study [company or topic] · fit <use case> · compare <languages> · tools <domain or need> · pattern <name> · pitfalls',
      'hire [role] · interview · roadmap [goal] · pilot · adoption · browse · sources · privacy · help',
      'A plain question works as well. In a thread, follow-ups keep the subject.',
      `Answers come from ${catalog.entries.size} curated entries with ${catalog.sources.size} sources, matched by code: the same question gets the same answer, and what is not curated is not answered.`,
    ],
    examples,
  }),
  sources: (catalog, examples) => ({
    title: 'Where the answers come from',
    lines: [
      `From ${catalog.entries.size} entries that people wrote and dated, each with its sources: ${catalog.sources.size} in all, named under every answer.`,
      'Grade A: first-party and linked. Grade B: independent and linked. Grade C: listed or told without a link, or anonymous. Advice of the curators is marked as advice. A year, or "undated", stands at every claim.',
      'No language model is involved: sentences are curated, or composed by code from curated facts.',
    ],
    examples: examples.slice(0, 2),
  }),
  privacy: (_, examples) => ({
    title: 'What is kept',
    lines: [
      'What you type is matched on the host that runs this app and goes nowhere else. Logs hold no message text.',
      'Kept: the subject of a thread for 24 hours, so that follow-ups work; your Helpful or Not helpful, and a question without an answer, for the curators, after you were told, for 90 days; what you began and did not send for 30 days.',
      'What you ask or press is kept until you were answered, so that a restart loses nothing: seconds as a rule, an hour at most.',
      'Decisions, ballots and votes are kept until somebody deletes them. People are kept as ids, never by name or address.',
      'Of the workspace: its id, who installed me, and an encrypted token. When it removes me, all of it and everything above is deleted at once. Whoever runs me can export it before.',
      'Slash command answers are visible to you only, until you share one.',
    ],
    examples: examples.slice(0, 2),
  }),
}
