/**
 * One installation by OAuth: of a workspace (`team` is T...), or of a whole organisation (`team` is its E..., `org`). Tokens are
 * opaque here: whoever saves one has sealed it (`#install/seal.ts`).
 */
export type Installation = {
  readonly team: string
  /** The organisation that the workspace belongs to, or that this is. */
  readonly enterprise?: string
  readonly org: boolean
  readonly app: string
  readonly botUser: string
  readonly scopes: readonly string[]
  /** Whoever allowed it. */
  readonly installer: string
  readonly token: string
  /** Present where Slack rotates tokens; then the token ends. */
  readonly refresh?: { readonly token: string; readonly endsAt: string }
  /** lapsed: Slack took the refresh token no more, so when the token ends somebody has to install again. */
  readonly state: 'live' | 'lapsed'
  /** By Slack's clock, ISO 8601: what came from Slack later is about this installation, what came earlier about one before. */
  readonly installedAt: string
  /** Rises with every change, from 1. */
  readonly version: number
}

export type NewInstallation = Omit<Installation, 'state' | 'version'>

/** A refresh that one holder may do; the lease ends by itself when the holder dies. */
export type Refreshing = { readonly installation: Installation; readonly lease: string }

/**
 * ended: the installation and everything of its workspaces are deleted. missing: there was none, and whatever was left of the
 * workspace is deleted. newer: it was installed again since, or acts through an organisation that still has the app.
 */
export type Ending =
  | { readonly kind: 'ended'; readonly teams: readonly string[] }
  | { readonly kind: 'missing' | 'newer' }

/** Of the one-time state that goes to Slack and comes back: taken once, and by nobody after. */
export type TakenState =
  | { readonly kind: 'taken'; readonly browser: string }
  | { readonly kind: 'used' | 'expired' | 'unknown' }

export type InstallationStore = {
  /** In place of an older one of the same workspace. older: a newer one is there already, and stays. */
  readonly save: (installation: NewInstallation) => Promise<'saved' | 'older'>
  readonly read: (team: string) => Promise<Installation | undefined>
  /** By team, for whoever goes through all of them. @param after the last one of the page before */
  readonly page: (limit: number, after?: string) => Promise<readonly Installation[]>
  /** The same tokens in another seal. busy: changed since, or being refreshed at this moment; read it again. */
  readonly reseal: (
    installation: Pick<Installation, 'team' | 'version'>,
    sealed: { readonly token: string; readonly refreshToken?: string },
  ) => Promise<'done' | 'busy'>
  /** Notes that a workspace acts through an organisation's installation, so that its rows go when that one goes. */
  readonly acting: (team: string, enterprise: string) => Promise<void>
  /** The organisation that a workspace was noted to act through. */
  readonly organisationOf: (team: string) => Promise<string | undefined>
  /**
   * Ends what was installed at or before a time and deletes everything that belongs to it, all or nothing; nothing of it can be
   * read from the file afterwards.
   * @param at ISO 8601, by Slack's clock
   */
  readonly end: (team: string, at: string) => Promise<Ending>
  /**
   * Takes installations whose token ends before a time (ISO 8601) for `leaseMs`. Exactly one caller gets each, over replicas.
   * @param team only this one
   */
  readonly claimRefresh: (options: {
    readonly endsBefore: string
    readonly leaseMs: number
    readonly limit: number
    readonly team?: string
  }) => Promise<readonly Refreshing[]>
  /** The next pair. gone: installed again since, or uninstalled. */
  readonly refreshed: (
    refreshing: Refreshing,
    next: { readonly token: string; readonly refreshToken: string; readonly endsAt: string },
  ) => Promise<'done' | 'gone'>
  /** Slack took the refresh token no more. gone: somebody else's was newer. */
  readonly lapsed: (refreshing: Refreshing) => Promise<'done' | 'gone'>
  readonly states: {
    readonly add: (state: {
      readonly id: string
      readonly browser: string
      readonly expiresAt: string
    }) => Promise<void>
    readonly take: (id: string) => Promise<TakenState>
  }
}
