import { z } from 'zod'

/** An id is the name of the file without its ending: lower-case words joined by hyphens. Ids are unique over all kinds and never reused. */
export const idPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
export const id = z.string().regex(idPattern, 'an id: lower-case letters, digits and single hyphens')

/** An ISO day such as 2026-11-21. */
export const day = z.iso.date('a day as YYYY-MM-DD')

/** A year as a number; null says that nobody gave one, which readers see as "undated". */
export const year = z.number().int().min(1990).max(2100).nullable()

/** One sentence or a short phrase that a person reads. */
export const sentence = (max: number) => z.string().trim().min(3).max(max)
