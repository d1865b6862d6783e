/**
 * What the page and the program say to each other. Types only: the program imports them, the browser never loads this file.
 *
 * - `GET /workspace/stream?session=S&team=T&user=U` (server-sent events): one JSON `Update` a message; the first is a snapshot.
 * - `POST /workspace/act` with a `Request` as JSON: answers with a `Result`.
 * - `GET /workspace/wire/N`: answers with a `WireDetail`.
 */

export type Json = Readonly<Record<string, unknown>>

/** Who acts, and where. */
export type As = { readonly team: string; readonly user: string }

/** `role` in words for people: "engineer", "guest". `from`: the company of somebody who is here through a shared channel. */
export type Person = {
  readonly id: string
  /** The handle: `ana`. */
  readonly name: string
  /** `Ana Silva`. */
  readonly realName: string
  readonly role: string
  readonly kind: 'person' | 'app' | 'slackbot'
  readonly from?: string
}

export type Channel = {
  readonly id: string
  /** Without `#`; for direct messages the id of the other one. */
  readonly name: string
  readonly kind: 'public' | 'private' | 'im'
  readonly members: readonly string[]
  readonly topic: string
  readonly archived: boolean
  /** The other company's name, when shared with one. */
  readonly sharedWith?: string
}

export type Team = {
  readonly id: string
  readonly name: string
  readonly domain: string
  /** Whom one can act as here. */
  readonly people: readonly Person[]
}

export type File = {
  readonly id: string
  readonly title: string
  readonly name: string
  readonly mimetype: string
  readonly size: number
  readonly text?: string
}

/** A message as this person sees it. */
export type Message = {
  readonly channel: string
  /** Slack's time: seconds, a dot, and six digits; unique and rising. */
  readonly ts: string
  readonly user: string
  readonly text: string
  readonly blocks: readonly Json[]
  /** The `ts` of the message that began the thread. */
  readonly thread?: string
  /** Only visible to you; gone after a reload. */
  readonly ephemeral: boolean
  readonly edited: boolean
  /** A small sentence of Slack's own, not of a person or an app: "The command failed with the error …". */
  readonly isSystem: boolean
  readonly files: readonly File[]
}

/** A view as Slack keeps it; `blocks`, `title`, `submit`, `close` as the app sent them. */
export type View = Json & {
  readonly id: string
  readonly hash: string
  readonly type: 'modal' | 'home'
  readonly blocks: readonly Json[]
}

export type Command = { readonly command: string; readonly description: string; readonly usageHint: string }
export type Shortcut = {
  readonly callback: string
  readonly name: string
  readonly description: string
  readonly on: 'message' | 'anywhere'
}

/** A message that a first visit can run at a press. `channel`: an id. */
export type Starter = {
  readonly label: string
  readonly explains: string
  readonly channel: string
  readonly text: string
}

/** A way for Slack or the network to go wrong. `once`: a button rather than a switch. `unavailable`: why not now. */
export type WhatIf = {
  readonly id: string
  readonly label: string
  readonly explains: string
  readonly kind: 'switch' | 'once'
  readonly on: boolean
  readonly unavailable?: string
}

export type Finding = { readonly level: 'error' | 'warning'; readonly says: string; readonly pointer: string }

/** One request and its answer, in a line. */
export type Wire = {
  readonly n: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly direction: 'to the app' | 'from the app'
  readonly via: 'http' | 'socket'
  /** `slash command: who-uses fintech`, `chat.postMessage`, `response_url`. */
  readonly title: string
  /** `200`, `429`, `ok`, `invalid_blocks`, `operation_timeout`, `waiting`. */
  readonly status: string
  readonly isFailure: boolean
  /** Until the answer or the acknowledgement; absent while waiting. */
  readonly ms?: number
  readonly findings: readonly Finding[]
  /** The what-if that met it. */
  readonly fault?: string
  readonly retry?: string
}

export type WireDetail = Wire & {
  readonly request: {
    readonly line: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }
  readonly answer?: {
    readonly line: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }
  /** The request as a command for a shell. */
  readonly curl: string
}

export type Snapshot = {
  readonly as: As
  readonly teams: readonly Team[]
  /** Everybody in this workspace, apps and outsiders included. */
  readonly people: readonly Person[]
  /** Those this person can see. */
  readonly channels: readonly Channel[]
  readonly messages: readonly Message[]
  /** This person's open modals, the undermost first. */
  readonly views: readonly View[]
  readonly home?: View
  /** The app's user id. */
  readonly app: string
  readonly commands: readonly Command[]
  readonly shortcuts: readonly Shortcut[]
  readonly starters: readonly Starter[]
  readonly whatIfs: readonly WhatIf[]
  readonly wire: readonly Wire[]
  readonly transport: 'http' | 'socket'
}

export type Update =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  /** New, or in place of the one with the same channel and ts. */
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'gone'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'views'; readonly views: readonly View[] }
  | { readonly kind: 'home'; readonly home: View }
  | { readonly kind: 'channels'; readonly channels: readonly Channel[] }
  | { readonly kind: 'whatIfs'; readonly whatIfs: readonly WhatIf[] }
  /** New, or in place of the one with the same n. */
  | { readonly kind: 'wire'; readonly wire: Wire }

/** An option as it stands in a select. */
export type Option = { readonly text: Json; readonly value: string }

/**
 * What was put into a field: text or a value, several values, null for emptied. The option itself where the app made it up
 * at another time (external selects).
 */
export type Typed = string | readonly string[] | Option | readonly Option[] | null
/** By block_id, then action_id. What nobody touched is left out and keeps its initial value. */
export type TypedValues = Readonly<Record<string, Readonly<Record<string, Typed>>>>

/** The thing something was pressed in. */
export type On =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'view'; readonly id: string }

export type Act =
  /** From the composer, as typed; one that begins with `/` is a command. */
  | { readonly kind: 'send'; readonly channel: string; readonly text: string; readonly thread?: string }
  | { readonly kind: 'edit'; readonly channel: string; readonly ts: string; readonly text: string }
  | { readonly kind: 'delete'; readonly channel: string; readonly ts: string }
  /** `choose`: what was chosen in it; absent for a plain button. */
  | {
      readonly kind: 'press'
      readonly on: On
      readonly block: string
      readonly action: string
      readonly choose?: Typed
      readonly typed?: TypedValues
    }
  | {
      readonly kind: 'suggest'
      readonly on: On
      readonly block: string
      readonly action: string
      readonly value: string
    }
  | { readonly kind: 'submit'; readonly view: string; readonly typed: TypedValues }
  /** `all`: the cross closes the whole stack, Cancel only the topmost. */
  | { readonly kind: 'close'; readonly view: string; readonly all: boolean }
  | { readonly kind: 'shortcut'; readonly callback: string }
  | { readonly kind: 'messageShortcut'; readonly callback: string; readonly channel: string; readonly ts: string }
  | { readonly kind: 'openHome' }
  | { readonly kind: 'whatIf'; readonly id: string; readonly on: boolean }
  /** Everything as at the first start. */
  | { readonly kind: 'startOver' }

export type Request = As & { readonly session: string; readonly act: Act }

export type Result =
  | { readonly kind: 'done' }
  /** What Slack shows where it was done: beside the button, in the modal, under the composer. */
  | { readonly kind: 'failed'; readonly says: string }
  /** On the fields of the form, by block_id. */
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | {
      readonly kind: 'options'
      readonly groups: readonly { readonly label?: Json; readonly options: readonly Option[] }[]
    }
