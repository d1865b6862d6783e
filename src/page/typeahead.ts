import type { Channel, Command, Person } from './protocol.ts'

/** What can be completed where somebody writes. */
export type Sources = {
  readonly commands: readonly Command[]
  readonly people: readonly Person[]
  readonly channels: readonly Channel[]
  /** Slack runs an app's command in a channel only. */
  readonly isThread: boolean
}

export type Choice = {
  readonly id: string
  /** What replaces the letters typed so far; a space follows. */
  readonly insert: string
  readonly title: string
  readonly detail: string
  readonly hint?: string
  readonly person?: Person
  readonly cannot?: string
}

/** The letters from `from` to the caret can become one of the choices. */
export type Suggestion = { readonly from: number; readonly typed: string; readonly choices: readonly Choice[] }

const most = 8

/** What to offer for the word at the caret: commands where the text begins with `/`, people after `@`, channels after `#`. */
export function suggest(text: string, caret: number, sources: Sources): Suggestion | undefined {
  const before = text.slice(0, caret)
  const [typed, sign, rest] = /(?:^|(?<=[\s(]))([@#])([\w.-]*)$/.exec(before) ?? /^(\/)(\S*)$/.exec(before) ?? []
  if (typed === undefined || rest === undefined) return undefined
  const query = rest.toLowerCase()
  const choices = (
    sign === '/' ? commands(query, sources) : sign === '@' ? people(query, sources) : channels(query, sources)
  ).slice(0, most)
  return choices.length === 0 ? undefined : { from: caret - typed.length, typed, choices }
}

/** The usage hint of the command a text begins with, once its name is complete. */
export function hintOf(text: string, { commands, isThread }: Sources): string | undefined {
  if (isThread) return undefined
  const found = commands.find(({ command }) => text.startsWith(`${command} `))
  return found && found.usageHint !== '' ? `${found.command} ${found.usageHint}` : undefined
}

const commands = (query: string, { commands, isThread }: Sources): readonly Choice[] =>
  commands
    .filter(({ command }) => command.slice(1).toLowerCase().startsWith(query))
    .map(({ command, description, usageHint }) => ({
      id: command,
      insert: command,
      title: command,
      detail: description,
      hint: usageHint,
      ...(isThread ? { cannot: 'Commands cannot run in a thread' } : {}),
    }))

const people = (query: string, { people }: Sources): readonly Choice[] =>
  people
    .toSorted((one, other) => Number(other.kind === 'app') - Number(one.kind === 'app'))
    .filter(({ name, realName }) => [name, ...realName.split(/\s+/)].some((it) => it.toLowerCase().startsWith(query)))
    .map((person) => ({
      id: person.id,
      insert: `@${person.name}`,
      title: person.realName,
      detail: `@${person.name}`,
      hint: person.kind === 'app' ? 'App' : (person.from ?? person.role),
      person,
    }))

const channels = (query: string, { channels }: Sources): readonly Choice[] =>
  channels
    .filter(({ kind, name }) => kind !== 'im' && name.toLowerCase().includes(query))
    .map(({ id, name, topic }) => ({ id, insert: `#${name}`, title: `#${name}`, detail: topic }))
