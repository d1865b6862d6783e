import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** A key as the settings give it: 32 bytes in base64, with the name it has in what it sealed. Without one it is named after itself. */
export type GivenKey = { readonly id?: string; readonly base64: string }

/** Where a sealed value belongs. Moved to another row or field it does not open. */
export type Place = { readonly team: string; readonly field: 'token' | 'refresh' }

/** unknown key: it was sealed with a key that is not among the settings. damaged: changed, moved, or never sealed by us. */
export type Unsealed =
  | { readonly kind: 'opened'; readonly text: string }
  | { readonly kind: 'unknown key'; readonly key: string }
  | { readonly kind: 'damaged' }

export type Sealer = {
  readonly seal: (text: string, place: Place) => string
  readonly open: (sealed: string, place: Place) => Unsealed
  /** Whether it was sealed with the key that seals today. */
  readonly isCurrent: (sealed: string) => boolean
}

const version = 'g1'
const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM with a random nonce of 96 bits (NIST SP 800-38D, 8.2.2: sound for far more values than there are workspaces).
 * A sealed value reads `g1.<key id>.<nonce>.<tag and text>`, base64url.
 * @param keys the first one seals, all of them open
 */
export function createSealer(keys: readonly GivenKey[]): Sealer {
  const known = new Map(keys.map((key) => [idOf(key), Buffer.from(key.base64, 'base64')]))
  const [current] = known
  if (!current) throw new Error('a sealer needs a key')
  const [currentId, currentKey] = current
  return {
    seal: (text, place) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, currentKey, nonce, { authTagLength: tagBytes })
      cipher.setAAD(boundTo(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [version, currentId, coded(nonce), coded(Buffer.concat([cipher.getAuthTag(), body]))].join('.')
    },
    open: (sealed, place) => {
      const [made, id = '', nonce = '', rest = ''] = sealed.split('.')
      if (made !== version) return { kind: 'damaged' }
      const key = known.get(id)
      return key ? opened(key, Buffer.from(nonce, 'base64url'), Buffer.from(rest, 'base64url'), place) : unknown(id)
    },
    isCurrent: (sealed) => sealed.startsWith(`${version}.${currentId}.`),
  }
}

/** The name of a key that was given none: the beginning of its digest, which tells nothing about it. */
export const idOf = ({ id, base64 }: GivenKey): string =>
  id ?? createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex').slice(0, 8)

function opened(key: Buffer, nonce: Buffer, rest: Buffer, place: Place): Unsealed {
  if (nonce.length !== nonceBytes || rest.length < tagBytes) return { kind: 'damaged' }
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(boundTo(place))
  decipher.setAuthTag(rest.subarray(0, tagBytes))
  try {
    const text = Buffer.concat([decipher.update(rest.subarray(tagBytes)), decipher.final()]).toString('utf8')
    return { kind: 'opened', text }
  } catch {
    return { kind: 'damaged' }
  }
}

const unknown = (key: string): Unsealed => ({ kind: 'unknown key', key })
const boundTo = ({ team, field }: Place): Buffer => Buffer.from(`${version}|${team}|${field}`)
const coded = (bytes: Buffer): string => bytes.toString('base64url')
