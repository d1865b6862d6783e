import { createInterface } from 'node:readline'
import { createAnswerer } from '#answer/answerer.ts'
import type { Answer, Answerer } from '#answer/answer.ts'
import { plainText } from '#answer/text.ts'
import { catalogOrExit } from './knowledge.ts'
import { argumentsOrExit } from './arguments.ts'
import { ownOrExit } from './own.ts'

const { values, positionals } = argumentsOrExit({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    stdin: { type: 'boolean' },
    explain: { type: 'boolean' },
    own: { type: 'string' },
  },
})

const shared = catalogOrExit()
/** `--own FOLDER`: as a workspace asks that has this folder's entries of its own. */
const catalog = shared && values.own !== undefined ? ownOrExit(shared, values.own)?.catalog : shared
if (catalog) {
  const answerer = createAnswerer(catalog)
  if (values.stdin) for await (const line of createInterface({ input: process.stdin })) show(answerer, line)
  else if (positionals.length > 0) show(answerer, positionals.join(' '))
  else {
    console.error('Ask a question: npm run ask -- "who uses go in fintech?"')
    process.exitCode = 1
  }
}

function show(answerer: Answerer, question: string): void {
  const start = performance.now()
  const answer = answerer.answer(question)
  const ms = Math.round((performance.now() - start) * 1000) / 1000
  if (values.json) console.log(JSON.stringify(toJson(question, answer, ms)))
  else console.log([plainText(answer), ...(values.explain ? explain(answer) : [])].join('\n'))
}

/** The object that `--json` prints, one a line (README, "Ask from the terminal"). */
function toJson(question: string, answer: Answer, ms: number): object {
  const entries = answer.kind === 'found' ? answer.entries : []
  const candidates = answer.kind === 'choose' ? answer.candidates : answer.kind === 'unknown' ? answer.nearest : []
  return {
    question,
    band: answer.band,
    confidence: Math.round(answer.confidence * 1000) / 1000,
    entries,
    text: plainText(answer),
    candidates: candidates.map(({ id, title }) => ({ id, title })),
    intent: answer.intent,
    ms,
    ...(answer.kind === 'found' && answer.isOwn ? { isOwn: true } : {}),
    ...(values.explain ? { because: answer.because, understood: answer.question } : {}),
  }
}

function explain(answer: Answer): string[] {
  const { question, because } = answer
  return [
    '',
    'Why this answer',
    `- intent: ${question.intent} (${question.intentFrom}); words: ${question.terms.join(', ') || 'none'}`,
    ...question.mentions.map(
      (mention) => `- named: ${mention.kind} ${mention.id}, typed "${mention.typed}", ${mention.score.toFixed(2)}`,
    ),
    ...because.reasons.map((reason) => `- ${reason}`),
    ...because.runnersUp.map((one) => `- next: ${one.title} (${one.confidence.toFixed(2)})`),
  ]
}
