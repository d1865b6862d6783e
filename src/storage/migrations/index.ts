import { first } from './001-first.ts'
import { installations } from './002-installations.ts'
import { outbox } from './003-outbox.ts'
import { ownKnowledge } from './004-own-knowledge.ts'

/** In order: the version of a database is how many of them it has seen. One that was released is never edited. */
export const migrations: readonly (readonly string[])[] = [first, installations, outbox, ownKnowledge]
