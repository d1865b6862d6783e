import type { Call, Message } from '#standin/server.ts'
import type { RunningWorld } from '#standin/world.ts'

/** How a delivery ended for its sender. `lost`: no answer came, so Slack does not know. */
export type Ending = 'acked' | 'refused' | 'lost'

/** One delivery as it went over the wire, a repetition being one of its own. */
export type Sent = {
  readonly n: number
  readonly what: string
  readonly at: number
  /** Signed, well formed and something that the app knows: what INV5 counts. */
  readonly known: boolean
  ending?: Ending
  status?: number
  ms?: number
  /** The body of the answer: what INV4 and INV7 look through. */
  answer?: string
  /** Why it may have had no answer: the process was killed or the network cut on purpose. */
  excused?: string
}

/** What somebody wanted, and how it is told whether they got it. The functions look into the stand-in and the store at the end. */
export type Wish = {
  readonly what: string
  readonly at: number
  /** Whether the person saw anything that answers it, a word that it failed included. */
  readonly told: () => boolean
  /** How often everybody saw its effect. */
  readonly seen?: () => number
  /** The project of the record it was to leave; `kept` counts by it. */
  readonly project?: string
  /** The app acknowledged the delivery, so that nobody gives it again. */
  isTaken?: boolean
  /** The app said that it was kept. */
  promised?: boolean
  /** Nobody could tell the person: the process that took it was killed after it had answered, or the last way was the broken one. */
  readonly unknowable?: () => string | undefined
}

/** A process's end. `asked`: by us. */
export type Exit = { readonly program: string; readonly asked: boolean; readonly how: string; readonly at: number }

export type Readying = { readonly program: string; readonly ms: number; readonly after: 'start' | 'kill' | 'stop' }

/** What stands in the store after a cold restart. */
export type Kept = {
  readonly projects: ReadonlyMap<string, number>
  readonly votes: number
  readonly text: string
  /** Every row, by workspace and table. */
  readonly rows: ReadonlyMap<string, Readonly<Record<string, readonly unknown[]>>>
}

/** What a process held at the end of a scenario. */
export type Rest = {
  readonly program: string
  readonly inflight: number
  readonly rssMb: number | null
  readonly handles: number | null
}

/** Everything that went in and came out, of one scenario. */
export type Ledger = {
  readonly sent: Sent[]
  readonly wishes: Wish[]
  readonly lines: { readonly program: string; readonly line: string }[]
  readonly exits: Exit[]
  readonly readyings: Readying[]
  readonly rests: Rest[]
  /** Every call that reached the stand-in. */
  readonly calls: () => readonly Call[]
  /** Everything that stands in a conversation. */
  readonly messages: () => readonly Message[]
  /** What the stand-in refused, in words. */
  readonly problems: () => readonly string[]
  kept?: Kept
  readonly begin: (what: string, known: boolean) => Sent
  readonly wish: (wish: Wish) => Wish
  /** What the app wrote to one person alone, outside of threads, between these times (milliseconds since 1970): the last way to tell somebody. */
  readonly toPerson: (team: string, user: string, from: number, to?: number) => readonly Message[]
  /** What the app wrote into a thread, oldest first. */
  readonly inThread: (team: string, thread: string) => readonly Message[]
}

export function createLedger(slack: Pick<RunningWorld, 'requests' | 'api'>): Ledger {
  const sent: Sent[] = []
  const wishes: Wish[] = []
  return {
    sent,
    wishes,
    lines: [],
    exits: [],
    readyings: [],
    rests: [],
    calls: () => slack.requests,
    messages: () => slack.api.slack.messages,
    problems: slack.api.problems,
    begin: (what, known) => {
      const entry: Sent = { n: sent.length + 1, what, at: Date.now(), known }
      sent.push(entry)
      return entry
    },
    wish: (wish) => {
      wishes.push(wish)
      return wish
    },
    inThread: threadsOf(slack),
    toPerson: (team, user, from, to = Number.POSITIVE_INFINITY) => {
      const channels = slack.api.slack.world.teams.find(({ id }) => id === team)?.channels ?? []
      const isDirect = (id: string): boolean =>
        channels.some(({ id: of, kind, members }) => of === id && kind === 'im' && members.includes(user))
      return slack.api.slack.messages.filter((message) => {
        if (message.team !== team || message.user !== undefined || message.thread !== undefined) return false
        // A message's time is its name, to the second.
        const at = Number(message.ts.split('.', 1)[0]) * 1_000
        return at >= from - 1_000 && at <= to && (message.only === user || isDirect(message.channel))
      })
    },
  }
}

/** By thread, made anew when something was said: thousands of wishes look into tens of thousands of messages. */
function threadsOf({ api }: Pick<RunningWorld, 'api'>): Ledger['inThread'] {
  let seen: readonly Message[] = []
  let upTo = 0
  let byThread = new Map<string, Message[]>()
  return (team, thread) => {
    const { messages } = api.slack
    // The list itself is another one after something was deleted.
    if (messages !== seen) {
      seen = messages
      upTo = 0
      byThread = new Map()
    }
    for (; upTo < messages.length; upTo += 1) {
      const message = messages[upTo]
      if (message?.thread === undefined || message.user !== undefined) continue
      const key = `${message.team} ${message.thread}`
      byThread.set(key, [...(byThread.get(key) ?? []), message])
    }
    return byThread.get(`${team} ${thread}`) ?? []
  }
}
