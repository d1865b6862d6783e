/** Where Node keeps the connections of `fetch`, which stay open for as long as the other side allows: a minute, here. */
const place = Symbol.for('undici.globalDispatcher.2')
type Agent = { readonly constructor: new () => Agent; readonly close: () => Promise<void> }

/** Lets go of connections of ours that nothing passes over, so that what a process holds at rest is its own; what is under way ends as ever. */
export function hangUp(): void {
  const held = globalThis as unknown as Record<symbol, Agent | undefined>
  const agent = held[place]
  if (!agent) return
  held[place] = new agent.constructor()
  // Whoever cannot be closed is closed by the other side, later.
  agent.close().catch(() => {})
}
