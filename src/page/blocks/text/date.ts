/**
 * Slack's `<!date^…>` in the reader's own time: `{date_short} at {time}`.
 * @param now and `zone` are for tests; a page takes the clock and the place it runs in
 */
export function dateWords(
  timestamp: number,
  format: string,
  { now = Date.now(), zone }: { readonly now?: number; readonly zone?: string } = {},
): string | undefined {
  const at = new Date(timestamp * 1000)
  if (Number.isNaN(at.getTime())) return undefined
  return format.replace(/\{(\w+)\}/g, (token, name: string) => {
    if (name === 'ago') return agoWords(at.getTime(), now)
    if (name === 'date_num') return new Intl.DateTimeFormat('en-CA', withZone({}, zone)).format(at)
    const bare = name.replace(/_pretty$/, '')
    const near = name === bare ? undefined : nearWords(at, now, zone)
    const options = Object.hasOwn(formats, bare) ? formats[bare] : undefined
    return near ?? (options ? new Intl.DateTimeFormat('en-US', withZone(options, zone)).format(at) : token)
  })
}

const formats: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  day_divider: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
}

const withZone = (options: Intl.DateTimeFormatOptions, zone: string | undefined): Intl.DateTimeFormatOptions =>
  zone === undefined ? options : { ...options, timeZone: zone }

/** "today", where that is shorter to read than a date. */
function nearWords(at: Date, now: number, zone: string | undefined): string | undefined {
  const day = (time: number): string => new Intl.DateTimeFormat('en-CA', withZone({}, zone)).format(time)
  const here = day(at.getTime())
  const dayLength = 86_400_000
  if (here === day(now)) return 'today'
  if (here === day(now - dayLength)) return 'yesterday'
  return here === day(now + dayLength) ? 'tomorrow' : undefined
}

function agoWords(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000)
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const)
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.trunc(seconds / size), unit)
}
