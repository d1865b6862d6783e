import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dump } from 'js-yaml'
import { generate } from './scale/knowledge.ts'
import { questionsFor } from './scale/questions.ts'

/** A knowledge folder that nobody wrote, and questions for it. */
export type GeneratedFolder = { readonly path: string; readonly questions: readonly string[] }

/** Questions of five kinds in turn: as many people ask the same as on a busy day, so that most are remembered. */
const questionCount = 200
const seed = 1

/** Writes generated knowledge of so many entries as curators keep theirs: one file of YAML each. Ten thousand take some seconds. */
export function writeFolder(path: string, entries: number): GeneratedFolder {
  const { catalog, made } = generate(entries, seed)
  const write = (file: string, value: unknown): void => writeFileSync(join(path, file), dump(value))
  for (const kind of ['sources', ...new Set(made.map(({ entry }) => entry.kind))])
    mkdirSync(join(path, kind), { recursive: true })
  write('subject.yml', catalog.subject)
  write('languages.yml', catalog.languages)
  write('synonyms.yml', catalog.synonyms)
  const sources = [...catalog.sources.values()].map(({ id, ...source }) => [id, source] as const)
  write('sources/all.yml', Object.fromEntries(sources))
  for (const { id, kind, ...fields } of catalog.entries.values()) write(`${kind}/${id}.yml`, fields)
  return { path, questions: questionsFor(made, questionCount, seed).map(({ text }) => text) }
}
