/** A moment as each reader's own clock shows it, with words in UTC where it cannot (docs.slack.dev/messaging/formatting-message-text). */
export function moment(iso: string): string {
  return token(iso, '{date_short} at {time}', `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`)
}

/** The same without the time of day. */
export const day = (iso: string): string => token(iso, '{date_short}', iso.slice(0, 10))

const token = (iso: string, form: string, otherwise: string): string => {
  const seconds = Math.floor(Date.parse(iso) / 1000)
  return Number.isFinite(seconds) ? `<!date^${seconds}^${form}|${otherwise}>` : otherwise
}
