/** Milliseconds since 1970 as the database keeps times: always 24 characters, so that they sort as text. */
export const timeOf = (ms: number): string => new Date(ms).toISOString()

/** A time that somebody wrote, such as a day, in the same form. */
export const normalTime = (time: string): string => timeOf(Date.parse(time))

export const minute = 60_000
export const day = 24 * 60 * minute
