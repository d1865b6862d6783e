import { useState } from 'preact/hooks'
import { html } from './html.ts'
import { IconButton } from './icon-button.ts'
import { Problem } from './problem.ts'
import type { Starter } from './protocol.ts'
import type { Talk } from './talk.ts'

/** `full` until one of the starters ran, then `short`, so that the answer has room; `gone` when it was closed. */
export type WelcomeSize = 'full' | 'short' | 'gone'

type Props = {
  readonly size: string
  readonly setSize: (size: WelcomeSize) => void
  readonly starters: readonly Starter[]
  readonly talk: Talk
  /** The button that was pressed is gone: the focus needs a place. */
  readonly onGone: () => void
}

/** What a first visit reads: what this is, and three things that run at a press. */
export function Welcome({ size, setSize, starters, talk, onGone }: Props) {
  const [problem, setProblem] = useState('')
  if (size === 'gone') return null
  const run = async ({ channel, text }: Starter) => {
    setProblem('')
    if (size !== 'short') {
      setSize('short')
      onGone()
    }
    talk.go(channel)
    const result = await talk.act({ kind: 'send', channel, text })
    if (result.kind === 'failed') setProblem(result.says)
  }
  const close = () => {
    setSize('gone')
    onGone()
  }
  const isFull = size !== 'short'
  return html`
    <section class=${`welcome ${isFull ? 'is-full' : ''}`} aria-label="Welcome">
      <div class="welcome-words">
        ${
          isFull
            ? html`
                <h2>Welcome to Gofer’s local workspace</h2>
                <p>
                  This is a small workspace on your own machine in which the real app runs, with people, channels and
                  the answers it would give in Slack. Nothing you do here leaves this machine, so press, ask and break
                  things as you like.
                </p>
              `
            : html`<h2>Try</h2>`
        }
      </div>
      <ul class="starters">
        ${starters.map(
          (starter) => html`
            <li key=${starter.label}>
              <button type="button" title=${isFull ? undefined : starter.explains} onClick=${() => void run(starter)}>
                <span class="starter-label">${starter.label}</span>
                ${isFull && html`<span class="starter-explains">${starter.explains}</span>`}
              </button>
            </li>
          `,
        )}
      </ul>
      <${IconButton} label="Close the welcome" icon="close" onClick=${close} />
      <${Problem} says=${problem} />
    </section>
  `
}
