/** A workspace as Slack names it. An organisation is none: its people ask in its workspaces. */
export const workspaceId = /^T[A-Z0-9]{1,63}$/
