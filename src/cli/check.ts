import { resolve } from 'node:path'
import { createAnswerer } from '#answer/answerer.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { Finding } from '#knowledge/finding.ts'
import { formatFinding } from '#knowledge/finding.ts'
import { applyExceptions } from '#knowledge/lint/exceptions.ts'
import { askedRules, lint } from '#knowledge/lint/index.ts'
import { type Loaded, loadKnowledge } from '#knowledge/load.ts'
import { argumentsOrExit } from './arguments.ts'
import { questionFolder, readListed } from './eval/files.ts'
import { checkOwn } from './own.ts'
import { askPhrasings } from './phrasings.ts'
import { unreached } from './reached.ts'
import { scoreQuestions } from './score.ts'
import { driftOf, lostFindings, readStillWrong } from './still-wrong.ts'
import { stolen } from './stolen.ts'

/** `--own FOLDER`: only what a workspace is to have of its own, against the shared folder. */
const { values } = argumentsOrExit({ options: { own: { type: 'string' } } })
const folder = resolve(process.env['KNOWLEDGE_DIR'] ?? 'knowledge')
/** The questions that must stay answered. The project's own are about its own folder; a team with another folder names its own. */
const questions = process.env['QUESTIONS_DIR'] ?? (process.env['KNOWLEDGE_DIR'] ? undefined : questionFolder)

const loaded = loadKnowledge(folder)
if (values.own !== undefined && loaded.kind === 'loaded') tellOwn(loaded.catalog, resolve(values.own))
else tell(loaded)

function tell(read: Loaded): void {
  const { findings, notes } = checked(read)
  for (const note of notes) console.log(note)
  if (told(findings, folder)) return
  if (read.kind === 'refused') return
  const { entries, sources, exceptions } = read.catalog
  // A green run still tells how much of it is green by exception.
  console.log(`${entries.size} entries, ${sources.size} sources, ${exceptions.length} exceptions: nothing to mend`)
}

function tellOwn(shared: Catalog, own: string): void {
  const result = checkOwn(shared, own)
  if (result.kind === 'refused') told(result.findings, own)
  else console.log(`entries of its own: ${result.own.catalog.own.size}, nothing to mend`)
}

function told(findings: readonly Finding[], where: string): boolean {
  for (const finding of findings) console.log(formatFinding(finding))
  if (findings.length === 0) return false
  console.log(`${findings.length} finding${findings.length === 1 ? '' : 's'} in ${where}`)
  process.exitCode = 1
  return true
}

type Checked = { readonly findings: readonly Finding[]; readonly notes: readonly string[] }

/** What the shape allows is looked at by the rules, and what they let pass is asked for. */
function checked(read: Loaded): Checked {
  if (read.kind === 'refused') return { findings: read.findings, notes: [] }
  const found = lint(read.catalog, { today: new Date().toISOString().slice(0, 10) })
  return found.length > 0 ? { findings: found, notes: [] } : asked(read.catalog)
}

function asked(catalog: Catalog): Checked {
  const answerer = createAnswerer(catalog)
  const phrased = askPhrasings(catalog, answerer)
  const found = applyExceptions([...unreached(phrased), ...stolen(catalog, phrased)], catalog.exceptions, (rule) =>
    askedRules.has(rule),
  )
  if (questions === undefined) return { findings: found, notes: [] }
  // Held-out questions decide how good the answers are; nobody is told which of them went wrong.
  const files = readListed(questions).filter((file) => !file.heldOut)
  const drift = driftOf(
    readStillWrong(questions),
    files.map(({ name, lines }) => ({ name, scored: scoreQuestions(answerer, lines) })),
  )
  const mended = drift.mended.length
  return {
    findings: [...found, ...lostFindings(drift)],
    notes:
      mended > 0
        ? [`${mended} question${mended === 1 ? ' is' : 's are'} answered now that went wrong: npm run eval -- --accept`]
        : [],
  }
}
