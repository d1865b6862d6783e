/**
 * A body that is JSON already, for an answer that many people get: what differs between them is put into the gaps of a text that was
 * made once. Wherever an object is wanted it is read back.
 */
export class Written {
  /** The bytes of its UTF-8, one character each: a server writes them as they are, and their number is the length. */
  readonly bytes: string

  constructor(bytes: string) {
    this.bytes = bytes
  }

  /** The object that was written. */
  read(): object {
    const value: unknown = JSON.parse(Buffer.from(this.bytes, 'latin1').toString('utf8'))
    // Templates are made of objects only.
    return value as object
  }

  toJSON(): object {
    return this.read()
  }
}

/** A text of JSON around the gaps for one word. */
export class Template {
  readonly #pieces: readonly string[]

  /**
   * @param body made with the word that stands for all others
   * @param word of letters, digits, `_` and `-`, which JSON writes as they are even inside of JSON, and which stands nowhere else
   */
  constructor(body: object, word: string) {
    this.#pieces = Buffer.from(JSON.stringify(body), 'utf8').toString('latin1').split(word)
  }

  /** How many bytes it takes up. */
  get size(): number {
    return this.#pieces.reduce((sum, piece) => sum + piece.length, 0)
  }

  /** @param word of the same letters */
  write(word: string): Written {
    return new Written(this.#pieces.join(word))
  }
}
