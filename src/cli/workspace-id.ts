/** What is wished where an id is no workspace's as Slack names it. An organisation is none: its people ask in its workspaces. */
export const noWorkspace = (id: string | undefined): string | undefined =>
  id !== undefined && /^T[A-Z0-9]{1,63}$/.test(id)
    ? undefined
    : '--workspace: the id of one workspace, such as T0123ABC'
