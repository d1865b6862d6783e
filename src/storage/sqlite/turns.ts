/** One after the other, in the order of asking. */
export class Turns {
  #last: Promise<void> = Promise.resolve()

  /** @returns once it is the caller's turn, a function that ends it */
  async next(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const before = this.#last
    this.#last = promise
    await before
    return resolve
  }
}
