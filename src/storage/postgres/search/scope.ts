/** The scope of what all workspaces share. No workspace has an empty id. */
export const shared = ''

/** Where a workspace's own searches look: the shared documents, and its own laid upon them. */
export const scopesOf = (scope: string): readonly string[] => (scope === shared ? [shared] : [shared, scope])
