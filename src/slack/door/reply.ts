import type { Clock } from '../clock.ts'
import type { Delivery } from '../delivery.ts'
import { noticeView, privately, sentence } from '../deliver.ts'

/** Slack waits three seconds; the way there and back is part of them. */
export const lateAfterMs = 2_500

/**
 * The answer to one delivery: given once, and given in any case. Whoever is first decides, the handler or the clock;
 * a second answer is left out quietly, where Bolt's own would throw and take the code after it along.
 */
export class Reply {
  readonly #write: (body: object | undefined) => void | Promise<void>
  readonly #refuse: (() => void | Promise<void>) | undefined
  readonly #cancel: () => void
  #state: 'open' | 'sent' | 'late' = 'open'

  constructor(options: {
    readonly clock: Clock
    readonly late: object | undefined
    readonly write: (body: object | undefined) => void | Promise<void>
    /** Says that it was not taken, so that Slack gives it again. */
    readonly refuse?: () => void | Promise<void>
    readonly onLate?: () => void
  }) {
    this.#write = options.write
    this.#refuse = options.refuse
    this.#cancel = options.clock.after(lateAfterMs, () => {
      if (this.#state !== 'open') return
      this.#state = 'late'
      options.onLate?.()
      void this.#give(options.late)
    })
  }

  get given(): boolean {
    return this.#state !== 'open'
  }

  /** @returns false when the body did not go out because the time was over, or the connection gone: there may be another way */
  async send(body?: object): Promise<boolean> {
    if (this.#state !== 'open') return this.#state === 'sent'
    this.#state = 'sent'
    this.#cancel()
    return this.#give(body)
  }

  /** Nothing was done about it. Slack repeats events, and shows whoever pressed or asked that it failed. */
  async refuse(): Promise<void> {
    if (this.#state !== 'open') return
    this.#state = 'sent'
    this.#cancel()
    await this.#refuse?.()
  }

  /** A connection that is gone cannot be answered; what was taken is carried on all the same. */
  async #give(body: object | undefined): Promise<boolean> {
    try {
      await this.#write(body)
      return true
    } catch {
      this.#state = 'late'
      return false
    }
  }
}

const lateSentence = 'That takes a moment. The answer follows here.'
const lateView = 'That took too long and was not done. Close this and try again.'
const lateBodies = apologies(lateSentence, lateView)

/** What to answer when the time is over, by the surface: Slack reads another body for each. */
export const lateBody = ({ surface }: Pick<Delivery, 'surface'>): object | undefined => lateBodies[surface]()

/** What to answer in place of a body that could not be made. */
export function sorryBody(delivery: Delivery, words: string): object | undefined {
  return apologies(words, words)[delivery.surface]()
}

function apologies(words: string, inView: string): Readonly<Record<Delivery['surface'], () => object | undefined>> {
  return {
    command: () => privately(sentence(words)),
    options: () => ({ options: [] }),
    submission: () => ({ response_action: 'update', view: noticeView(sentence(inView)) }),
    // Slack reads no body here; the words follow by the response_url.
    action: () => undefined,
    shortcut: () => undefined,
    event: () => undefined,
    tab: () => undefined,
    closed: () => undefined,
  }
}
