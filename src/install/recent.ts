/** A map of bounded size that lets go of what was not used for longest. */
export class Recent<V> {
  readonly #entries = new Map<string, V>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key)
    // Moved to the end, so that the front is what nobody asked for longest.
    if (value !== undefined && this.#entries.delete(key)) this.#entries.set(key, value)
    return value
  }

  set(key: string, value: V): void {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    const [oldest] = this.#entries.size > this.#most ? this.#entries.keys() : []
    if (oldest !== undefined) this.#entries.delete(oldest)
  }

  /** Lets go of all that a condition holds for. */
  drop(is: (value: V, key: string) => boolean): void {
    for (const [key, value] of this.#entries) if (is(value, key)) this.#entries.delete(key)
  }

  get size(): number {
    return this.#entries.size
  }
}
