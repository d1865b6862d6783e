import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Law, rooms } from './rooms.ts'

type Import = { file: string; from: string; typeOnly: boolean }

const statement = /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm
const dynamic = /import\(\s*['"]([^'"]+)['"]\s*\)/g

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const roomOf = (file: string): string => file.split('/')[0] ?? ''

function importsOf(file: string): Import[] {
  const text = readFileSync(join('src', file), 'utf8')
  const fixed = [...text.matchAll(statement)].map((match) => ({
    file,
    from: match[2] ?? '',
    typeOnly: match[1] !== undefined || onlyTypes(match[0]),
  }))
  return [...fixed, ...[...text.matchAll(dynamic)].map((match) => ({ file, from: match[1] ?? '', typeOnly: false }))]
}

/** `import { type A, type B } from` brings no value. */
function onlyTypes(text: string): boolean {
  const names = /\{([^}]*)\}/.exec(text)?.[1]
  return names !== undefined && names.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '))
}

function allowed({ from, typeOnly }: Import, room: string, law: Law): boolean {
  if (from.startsWith('./')) return true
  // Inside a room, a folder may reach its own room's root; across rooms only `#room/` will do.
  if (from.startsWith('../')) return room !== '' && !room.endsWith('.ts')
  if (from.startsWith('#')) {
    const target = from.slice(1).split('/')[0] ?? ''
    const name = target.replace(/\.ts$/, '')
    return name === room || law.rooms.includes(name) || (typeOnly && (law.types ?? []).includes(name))
  }
  if (from.startsWith('node:')) return typeOnly || (law.node ?? []).includes(from)
  const packageName = from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')
  return typeOnly || (law.packages ?? []).includes(packageName)
}

describe('the import law', () => {
  test('every room has a law', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !rooms[room])).toEqual([])
  })

  test.each(Object.entries(rooms))('%s imports only what its law names', (room, law) => {
    const offences = files
      .filter((file) => roomOf(file) === room)
      .flatMap(importsOf)
      .filter((one) => !allowed(one, room, law))
    expect(offences.map((one) => `${one.file} -> ${one.from}`)).toEqual([])
  })

  test('nothing leaves its room by ../', () => {
    const offences = files.flatMap(importsOf).filter((one) => one.from.startsWith('../') && climbsOut(one))
    expect(offences.map((one) => `${one.file} -> ${one.from}`)).toEqual([])
  })

  test('only shelf.ts reads files in the knowledge room, and only judge.ts knows Fuse', () => {
    const using = (name: string): string[] =>
      files
        .filter((file) => roomOf(file) === 'knowledge')
        .flatMap(importsOf)
        .filter((one) => one.from === name)
        .map((one) => one.file)
    expect(using('node:fs')).toEqual(['knowledge/shelf.ts'])
    expect(using('fuse.js')).toEqual(['knowledge/search/judge.ts'])
  })

  test('only config.ts and the commands read the environment', () => {
    const readers = files.filter((file) => /process\.env/.test(readFileSync(join('src', file), 'utf8')))
    expect(readers.filter((file) => file !== 'config.ts' && roomOf(file) !== 'cli')).toEqual([])
  })

  test('the core knows no clock and no chance', () => {
    const core = files.filter((file) => ['knowledge', 'question', 'answer', 'decision'].includes(roomOf(file)))
    const offences = core.filter((file) =>
      /Date\.now|new Date\(|Math\.random|performance\.|setTimeout/.test(readFileSync(join('src', file), 'utf8')),
    )
    expect(offences).toEqual([])
  })

  test('no file of the program names the subject of the knowledge folder', () => {
    // Whole words only: "gofer" and "going" are ours, and so is the verb. The command's default name is a setting.
    const offences = files.filter((file) =>
      /\b(golang|goroutine|Gopher)\b|['"`]Go(['"`]| (?!on\b|to\b|back\b))/.test(
        readFileSync(join('src', file), 'utf8').replaceAll("'/golang'", ''),
      ),
    )
    expect(offences).toEqual([])
  })
})

function climbsOut({ file, from }: Import): boolean {
  const depth = file.split('/').length - 1
  const climbs = from.split('/').filter((part) => part === '..').length
  return climbs >= depth
}
