import type { SlackApi } from '../server.ts'
import { createPayloads } from '../payloads.ts'
import type { Line } from '../line.ts'
import type { Typed, TypedValues } from '../payloads/state-values.ts'
import { close, submit } from './forms.ts'
import { press, suggest, type Thing } from './press.ts'
import { edit, openHome, remove, say } from './say.ts'
import { messageShortcut, shortcut } from './shortcuts.ts'
import type { Acted, As, Stage } from './stage.ts'

export type { Acted, As } from './stage.ts'

/** What people do in Slack's window. Each changes the world as Slack would and tells the app what Slack would tell it. Never rejects. */
export type People = {
  /** From the composer, as it was typed; people and channels as `<@U…>` and `<#C…>`. */
  readonly say: (
    as: As,
    what: { readonly channel: string; readonly text: string; readonly thread?: string },
  ) => Promise<Acted>
  readonly edit: (
    as: As,
    what: { readonly channel: string; readonly ts: string; readonly text: string },
  ) => Promise<Acted>
  readonly remove: (as: As, what: { readonly channel: string; readonly ts: string }) => Promise<Acted>
  readonly press: (
    as: As,
    on: Thing,
    what: {
      readonly block?: string
      readonly action: string
      readonly choose?: Typed
      readonly typed?: TypedValues
    },
  ) => Promise<Acted>
  readonly suggest: (
    as: As,
    on: Thing,
    what: { readonly block?: string; readonly action: string; readonly value: string },
  ) => Promise<Acted>
  readonly submit: (as: As, view: string, typed: TypedValues) => Promise<Acted>
  /** `all`: the cross, which closes the whole stack. */
  readonly close: (as: As, view: string, all?: boolean) => Promise<Acted>
  readonly shortcut: (as: As, callback: string) => Promise<Acted>
  readonly messageShortcut: (
    as: As,
    callback: string,
    message: { readonly channel: string; readonly ts: string },
  ) => Promise<Acted>
  readonly openHome: (as: As) => Promise<Acted>
}

export function createPeople(api: SlackApi, line: Line): People {
  const stage: Stage = { api, payloads: createPayloads(api), line }
  // What a person does wrong (a press on what is gone) is a sentence to them, never an error of the program.
  const safely = (acting: Promise<Acted>): Promise<Acted> =>
    acting
      .catch((error: unknown): Acted => ({
        kind: 'failed',
        says: error instanceof Error ? error.message : 'It failed',
      }))
      .finally(api.slack.touch)
  return {
    say: (...what) => safely(say(stage, ...what)),
    edit: (...what) => safely(edit(stage, ...what)),
    remove: (...what) => safely(remove(stage, ...what)),
    press: (...what) => safely(press(stage, ...what)),
    suggest: (...what) => safely(suggest(stage, ...what)),
    submit: (...what) => safely(submit(stage, ...what)),
    close: (...what) => safely(close(stage, ...what)),
    shortcut: (...what) => safely(shortcut(stage, ...what)),
    messageShortcut: (...what) => safely(messageShortcut(stage, ...what)),
    openHome: (...what) => safely(openHome(stage, ...what)),
  }
}
