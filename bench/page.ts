import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

const page = new URL('../docs/speed.md', import.meta.url)

/** Sections that a command writes, between marks of their name; everything else on the page is written by people. */
export type Section = 'servers' | 'scale'

/** Puts tables into their section of docs/speed.md, with what they were measured on. */
export function writePage(section: Section, tables: string): void {
  const [begin, end] = [`<!-- ${section}: begin -->`, `<!-- ${section}: end -->`]
  const text = readFileSync(page, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/speed.md: ${begin} and ${end} around the ${section}`)
  writeFileSync(page, `${text.slice(0, from)}${begin}\n\n${measuredOn()}\n\n${tables}\n\n${text.slice(to)}`)
}

function measuredOn(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version?: unknown
  }
  const processors = cpus()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`
  return `Gofer ${String(version)}${commit()}, Node ${process.versions.node}, ${processors.length} x ${processors[0]?.model.trim() ?? 'unknown'}, ${memory}, ${process.platform}.`
}

/** Where the history is: a copy without one says the version alone. */
function commit(): string {
  try {
    const shown = execFileSync('git', ['log', '-1', '--format=%h of %cs'], { encoding: 'utf8', stdio: 'pipe' })
    return ` at ${shown.trim()}`
  } catch {
    return ''
  }
}
