import { randomUUID } from 'node:crypto'
import type { Answer } from '#answer/answer.ts'
import { Template, type Written } from '../door/written.ts'

/**
 * Finished bodies together, in bytes. A body has some thousand, so these are a few hundred answers, each as often as there are channels
 * whose name stands on its Share button.
 */
const mostBytes = 4 * 1024 * 1024
const dayMs = 86_400_000

/** Answers in the form in which they leave, kept for as long as the answer itself is remembered. */
export type Drawn = (
  answer: Answer,
  given: {
    /** What else the body depends on, beside the day and the settings of the program. */
    readonly on: string
    readonly now: number
    readonly answerId: string
  },
  draw: (answerId: string) => object,
) => Written

/** Drawing an answer and writing it as JSON costs more than everything else that is done for it, and differs only in the answer's id. */
export function drawing(): Drawn {
  // Drawn where each answer's own id goes. It leaves the program nowhere, so nobody can have typed it.
  const place = randomUUID()
  let known = new WeakMap<Answer, Map<string, Template>>()
  let bytes = 0

  function keep(answer: Answer, key: string, template: Template): void {
    bytes += template.size
    if (bytes > mostBytes) [known, bytes] = [new WeakMap(), template.size]
    const ofAnswer = known.get(answer) ?? new Map<string, Template>()
    known.set(answer, ofAnswer.set(key, template))
  }

  return (answer, { on, now, answerId }, draw) => {
    // A review that is overdue is told from its day on.
    const key = `${Math.floor(now / dayMs)}|${on}`
    const found = known.get(answer)?.get(key)
    if (found) return found.write(answerId)
    const template = new Template(draw(place), place)
    keep(answer, key, template)
    return template.write(answerId)
  }
}
