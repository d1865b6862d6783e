import type { Act, As, Result, TypedValues } from '#page/protocol.ts'
import type { People } from '#standin/people/people.ts'
import type { TypedValues as FlatValues } from '#standin/payloads/state-values.ts'
import type { WhatIfs } from '#standin/what-if.ts'

export type Stage = { readonly people: People; readonly whatIfs: WhatIfs; readonly startOver: () => void }

/** Does what the page asks for, as the person it names. */
export function perform({ people, whatIfs, startOver }: Stage, as: As, act: Act): Promise<Result> {
  switch (act.kind) {
    case 'send':
      return people.say(as, act)
    case 'edit':
      return people.edit(as, act)
    case 'delete':
      return people.remove(as, act)
    case 'press':
      return people.press(as, act.on, { ...act, typed: flat(act.typed ?? {}) })
    case 'suggest':
      return people.suggest(as, act.on, act)
    case 'submit':
      return people.submit(as, act.view, flat(act.typed))
    case 'close':
      return people.close(as, act.view, act.all)
    case 'shortcut':
      return people.shortcut(as, act.callback)
    case 'messageShortcut':
      return people.messageShortcut(as, act.callback, act)
    case 'openHome':
      return people.openHome(as)
    case 'whatIf':
      whatIfs.set(act.id, act.on)
      return Promise.resolve({ kind: 'done' })
    case 'startOver':
      startOver()
      return Promise.resolve({ kind: 'done' })
    default:
      return act satisfies never
  }
}

/** The builders name a field by `block_id/action_id`. */
const flat = (typed: TypedValues): FlatValues =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([block, actions]) =>
      Object.entries(actions).map(([action, value]) => [`${block}/${action}`, value]),
    ),
  )
