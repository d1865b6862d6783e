const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const exactly = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const withYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })
const precise = new Intl.DateTimeFormat(undefined, {
  hourCycle: 'h23',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
})

export const dateOf = (ts: string) => new Date(Number(ts) * 1000)
export const timeOf = (date: Date) => clock.format(date)
export const fullTimeOf = (date: Date) => exactly.format(date)
export const preciseTimeOf = (date: Date) => precise.format(date)

/** "Today", "Yesterday", "Monday, 3 March", "3 March 2024". */
export function dayOf(date: Date, now = new Date()): string {
  const days = Math.round((midnight(now) - midnight(date)) / 86_400_000)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return (date.getFullYear() === now.getFullYear() ? weekday : withYear).format(date)
}

/** Two messages of one day, by the reader's clock. */
export const isSameDay = (one: Date, other: Date) => midnight(one) === midnight(other)

const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
