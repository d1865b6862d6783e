/** Files beside the shared knowledge, path to text, laid out as its folder is. */
export type OwnFiles = ReadonlyMap<string, string>

/** What workspaces know beside what all share. The files are checked before they are published, and again by whoever reads them. */
export type OwnKnowledgeStore = {
  /** Takes the place of everything the workspace had; without files nothing of its own is left. */
  readonly publish: (team: string, files: OwnFiles) => Promise<void>
  /** undefined: nothing was ever published for it, or it was forgotten. */
  readonly read: (team: string) => Promise<{ readonly edition: string; readonly files: OwnFiles } | undefined>
  /**
   * Which edition each workspace has; another one means that other files were published.
   * @param withinMs only what was published in the last so many milliseconds, by the store's own clock; without it all
   */
  readonly editions: (withinMs?: number) => Promise<ReadonlyMap<string, string>>
}
