import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

/** A conversation by lines, with a person or over a pipe. */
export type Lines = {
  /** The next line, trimmed; undefined when there are no more. */
  readonly ask: (prompt: string) => Promise<string | undefined>
  readonly print: (line: string) => void
  readonly close: () => void
}

export function linesOf(input: Readable & { isTTY?: boolean }, output: Writable): Lines {
  const terminal = input.isTTY === true
  const reader = createInterface({ input, terminal, ...(terminal ? { output } : {}) })
  const iterator = reader[Symbol.asyncIterator]()
  reader.on('SIGINT', () => reader.close())
  return {
    ask: async (prompt) => {
      // Readline draws a prompt only for a terminal; over a pipe the line is repeated, so that the transcript reads as a conversation.
      reader.setPrompt(prompt)
      if (terminal) reader.prompt()
      else output.write(prompt)
      const { done, value } = await iterator.next()
      if (done) return undefined
      if (!terminal) output.write(`${value}\n`)
      return value.trim()
    },
    print: (line) => void output.write(`${line}\n`),
    close: () => reader.close(),
  }
}
