import type { Json } from '../json.ts'
import type { Message, OpenView } from '../server.ts'
import type { Team } from '../description.ts'
import type { Delivery } from './delivery.ts'
import type { Typed, TypedValues } from './state-values.ts'

/** Who does it, and in which workspace; Ana in the first one unless said otherwise. Names are those of the world. */
export type Who = { readonly team?: Team; readonly user?: string }
/** `channel` by name; #general unless said otherwise. */
export type Where = Who & { readonly channel?: string }
/** Which of several elements with one action_id. */
export type InBlock = { readonly block?: string }
/** The thing something was pressed in. */
export type On = { readonly message: Message } | { readonly view: OpenView }

/** Builds what Slack sends when somebody does something, from what that somebody has before their eyes. */
export type Payloads = {
  readonly slashCommand: (text: string, where?: Where & { readonly command?: string }) => Delivery
  /** A press or a choice; only an element that is there can be used. `typed`: what else was entered on the way. */
  readonly blockActions: (
    on: On,
    actionId: string,
    more?: Who & InBlock & { readonly choose?: Typed; readonly typed?: TypedValues },
  ) => Delivery
  readonly blockSuggestion: (on: On, actionId: string, value: string, who?: Who & InBlock) => Delivery
  /** Sends a modal's form. Refuses, as Slack's own window does, while a field that must be filled is empty. */
  readonly viewSubmission: (view: OpenView, typed?: TypedValues, who?: Who) => Delivery
  /** `cleared`: the whole stack went with it. */
  readonly viewClosed: (view: OpenView, who?: Who & { readonly cleared?: boolean }) => Delivery
  readonly messageAction: (
    callbackId: string,
    /** `user`: who wrote it, by id. */
    message: { readonly text: string; readonly ts?: string; readonly thread?: string; readonly user?: string },
    where?: Where,
  ) => Delivery
  readonly shortcut: (callbackId: string, who?: Who) => Delivery
  /** `text` without the mention, which is put before it. */
  readonly appMention: (text: string, where?: Where & { readonly thread?: string }) => Delivery
  readonly directMessage: (text: string, more?: Who & { readonly thread?: string }) => Delivery
  /** Any other event, in a whole envelope. */
  readonly event: (inner: Json, who?: Who & { readonly shared?: boolean }) => Delivery
}
