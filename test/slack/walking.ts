import { catalogOf } from '../support/catalogs.ts'
import type { Framework } from '#knowledge/framework.ts'
import { blockOf, blocks } from '#slack/ids.ts'
import { StorageDown } from '#storage/down.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { Storage } from '#storage/ports.ts'
import type { TypedValues } from '#standin/payloads/state-values.ts'
import type { Acted } from '#standin/people/people.ts'
import type { OpenView } from '#standin/server.ts'
import { startLocal, type Local, type LocalOptions } from './local.ts'
import { buttonOf, wordsOf } from './reading.ts'
import { you } from './town.ts'

// How people walk through a decision, for the tests that talk about it.

/** A framework as the tests answer it: its steps by what stands in their fields. */
export type Course = { readonly folder: string; readonly framework: Framework }
export const courseOf = (folder: string): Course => {
  const [framework] = catalogOf(folder).frameworks.values()
  if (!framework) throw new Error(`no framework in ${folder}`)
  return { folder, framework }
}

/** "yy?n" for some questions or knock-outs of a framework: what is typed into their fields. */
export function answersTo(asked: readonly { readonly id: string }[], signs: string): TypedValues {
  const words: Readonly<Record<string, string>> = { y: 'yes', n: 'no', '?': 'unsure' }
  return Object.fromEntries(
    asked.map(({ id }, at) => [blockOf(blocks.choice, id), words[signs[at] ?? '?'] ?? 'unsure']),
  )
}

/** A store that can be made to refuse, method by method: `drafts.write`, `decisions`, or everything. */
export type Frail = { readonly storageFor: (now: () => number) => Storage; down: (name: string) => boolean }
export function frailStorage(): Frail {
  const frail: Frail = {
    down: () => false,
    storageFor: (now) => {
      const storage = memoryStorage(now)
      const guarded = Object.entries(storage).map(([port, methods]) => [port, guard(port, methods)] as const)
      return Object.fromEntries(guarded) as unknown as Storage
    },
  }
  const guard = (name: string, value: unknown): unknown => {
    if (typeof value !== 'function')
      return Object.fromEntries(
        Object.entries(value as object).map(([key, one]) => [key, guard(`${name}.${key}`, one)]),
      )
    const method = value as (...given: unknown[]) => Promise<unknown>
    return async (...given: unknown[]) => {
      if (frail.down(name)) throw new StorageDown('full', new Error('a test took it away'))
      return method(...given)
    }
  }
  return frail
}

export const open = (local: Local): OpenView => {
  const found = local.world.api.views().at(-1)
  if (!found) throw new Error('no window is open')
  return found
}

/** What stands in the window. */
export const seen = (local: Local): string => wordsOf({ view: open(local).view })
export const titleOf = (local: Local): string => (open(local).view['title'] as { text: string }).text

export const begin = async (course: Course, options: LocalOptions = {}, text = 'decide Payments'): Promise<Local> => {
  const local = await startLocal({ knowledge: course.folder, ...options })
  await local.slack.type(text)
  return local
}

export const send = (local: Local, typed: TypedValues = {}): Promise<Acted> =>
  local.slack.submit(open(local).view, typed)

/** A press in the window, with what stands in its fields. */
export async function press(local: Local, label: string, typed: TypedValues = {}): Promise<void> {
  const button = buttonOf({ view: open(local).view }, label)
  await local.slack.deliver(pressing(local, String(button['action_id']), String(button['block_id']), typed))
}

export const pressing = (local: Local, action: string, block: string, typed: TypedValues = {}) =>
  local.world.payloads.blockActions({ view: open(local) }, action, { user: you.id, block, typed })

/** Through all steps to the verdict. */
export async function walk(local: Local, { framework }: Course, asked: string, ruled: string): Promise<void> {
  await send(local)
  for (let at = 0; at < framework.questions.length; at += 2)
    await send(local, answersTo(framework.questions.slice(at, at + 2), asked.slice(at, at + 2)))
  await send(local, answersTo(framework.knock_outs, ruled))
}
