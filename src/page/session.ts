/** One for each load of the page: what is only visible to somebody goes with it, as it does in Slack. */
export function newSession(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
