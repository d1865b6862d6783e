import { randomBytes } from 'node:crypto'

/** A new id of 128 random bits, as 32 hexadecimal digits: nobody guesses the id of another workspace's row. */
export const randomId = (): string => randomBytes(16).toString('hex')
