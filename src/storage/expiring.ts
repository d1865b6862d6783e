/**
 * A map whose entries end after a time and whose size is bounded: what strangers send may fill it, never the machine.
 * All entries live equally long, so the order of writing is the order of ending, and sweeping looks only at the front.
 */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly ends: number }>()
  readonly #options: { readonly lifetimeMs: number; readonly most: number; readonly now: () => number }

  constructor(options: { readonly lifetimeMs: number; readonly most: number; readonly now: () => number }) {
    this.#options = options
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key)
    return entry && entry.ends > this.#options.now() ? entry.value : undefined
  }

  set(key: string, value: V): void {
    // Deleting first moves a rewritten key to the end of the order.
    this.#entries.delete(key)
    this.#entries.set(key, { value, ends: this.#options.now() + this.#options.lifetimeMs })
    this.#sweep()
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  get size(): number {
    return this.#entries.size
  }

  #sweep(): void {
    const now = this.#options.now()
    for (const [key, entry] of this.#entries) {
      if (entry.ends > now && this.#entries.size <= this.#options.most) return
      this.#entries.delete(key)
    }
  }
}
