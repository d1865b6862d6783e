import type { As, Update } from './protocol.ts'

export type Line = 'opening' | 'open' | 'lost'

type Ears = {
  readonly update: (update: Update) => void
  readonly line: (line: Line) => void
}

const waitBeforeRetry = 2000

/**
 * Listens to the workspace as somebody, until closed. Without `as` the program chooses whom to begin with.
 * The browser calls again by itself after a broken connection, but not after a refused one: then we do.
 */
export function connect(session: string, as: As | undefined, ears: Ears): () => void {
  let source: EventSource
  let retry: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource(`/workspace/stream?${new URLSearchParams({ session, ...as })}`)
    source.addEventListener('open', () => ears.line('open'))
    source.addEventListener('message', ({ data }: MessageEvent<string>) => ears.update(JSON.parse(data) as Update))
    source.addEventListener('error', () => {
      ears.line('lost')
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, waitBeforeRetry)
    })
  }
  open()
  return () => {
    clearTimeout(retry)
    source.close()
  }
}
