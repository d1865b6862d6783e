/**
 * What Slack delivers, checked and in our own words. Every way in reads a body once, with `readDelivery` of `read.ts`;
 * nothing behind it ever looks at the raw body again.
 */
export type Delivery = Command | Action | Options | Submission | Shortcut | SlackEvent | TabOpened | Closed

/** Where an interaction or command can be answered. */
export type Answerable = {
  /** The same for every repetition of this delivery. */
  readonly key?: string
  readonly user: string
  readonly trigger?: string
  readonly responseUrl?: string
}

export type Channel = { readonly id: string; readonly name?: string }

/** What stands in the fields of a form: block id to action id to the value, whatever the field's kind; several joined by line feeds. */
export type Fields = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The modal something was pressed or sent in. */
export type View = { readonly id: string; readonly hash?: string; readonly callback: string; readonly metadata: string }

export type Command = Answerable & {
  readonly surface: 'command'
  readonly command: string
  readonly text: string
  readonly channel: Channel
}
export type Action = Answerable & {
  readonly surface: 'action'
  readonly action: string
  readonly value: string
  readonly channel?: Channel
  readonly message?: { readonly ts: string; readonly thread?: string; readonly ephemeral: boolean }
  /** Absent for the Home: nothing can be pushed onto it, and no answer takes its place. */
  readonly view?: View
  /** What stood in the fields around it. */
  readonly values: Fields
}
export type Options = {
  readonly surface: 'options'
  readonly key?: never
  readonly user: string
  readonly action: string
  readonly typed: string
}
export type Submission = Answerable & {
  readonly surface: 'submission'
  readonly view: View
  readonly values: Fields
  /** Where a field for a conversation asked for an address to answer at. */
  readonly responseUrls: readonly { readonly url: string; readonly channel: string }[]
}
/** A window that was closed without being sent. Slack tells only where the view asked for it. */
export type Closed = {
  readonly surface: 'closed'
  readonly key?: string
  readonly user: string
  readonly view: View
  readonly values: Fields
}
export type Shortcut = Answerable & {
  readonly surface: 'shortcut'
  readonly callback: string
  readonly channel?: Channel
  readonly message?: { readonly text: string; readonly ts: string; readonly thread?: string }
}
export type SlackEvent = {
  readonly surface: 'event'
  readonly key?: string
  readonly type: string
  readonly user: string
  readonly channel: string
  readonly direct: boolean
  /** In a channel that is shared with another company. */
  readonly isExternal?: true
  readonly text: string
  readonly ts: string
  readonly thread?: string
  /** Written by a program, an edit, a join: anything that is not a person saying something new. */
  readonly notSpoken: boolean
  /** Our own user in the workspace it was said in, as Slack names it with the event. */
  readonly botUser?: string
}

/** Somebody opened a tab of the app. */
export type TabOpened = {
  readonly surface: 'tab'
  readonly key?: string
  readonly tab: string
  readonly user: string
}

/** The app was taken away from a workspace or an organisation. No person stands behind it, and no turn comes of it. */
export type Removal = {
  readonly why: 'app_uninstalled' | 'tokens_revoked'
  /** Whose installation it was: a workspace (T...), or a whole organisation (E...). */
  readonly whose: string
  /** Milliseconds since 1970 by Slack's clock, to the second; absent where it was not told. */
  readonly at?: number
}

export type Read =
  | { readonly kind: 'delivery'; readonly delivery: Delivery }
  | { readonly kind: 'removal'; readonly removal: Removal }
  /** Well formed and of no concern to us: acknowledged, nothing more. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'malformed'; readonly why: string }
