import { useId, useState } from 'preact/hooks'
import { announce } from './announce.ts'
import { html } from './html.ts'
import { Problem } from './problem.ts'
import type { WhatIf } from './protocol.ts'
import type { Talk } from './talk.ts'

type Props = { readonly whatIfs: readonly WhatIf[]; readonly talk: Talk }

/** Ways for Slack or the network to go wrong, to see what the app makes of them. */
export function WhatIfPanel({ whatIfs, talk }: Props) {
  return html`
    <div class="what-if" tabindex="0" role="group" aria-label="Ways to go wrong">
      <p class="quiet">Let something go wrong on purpose, then ask the app again and see what it makes of it.</p>
      <ul>
        ${whatIfs.map((it) => html`<li key=${it.id}><${One} it=${it} talk=${talk} /></li>`)}
      </ul>
    </div>
  `
}

function One({ it, talk }: { readonly it: WhatIf; readonly talk: Talk }) {
  const { id: whatIf, label, explains, kind, on, unavailable } = it
  const [problem, setProblem] = useState('')
  const id = useId()
  const press = async () => {
    if (unavailable) return
    setProblem('')
    const wanted = kind === 'once' || !on
    const result = await talk.act({ kind: 'whatIf', id: whatIf, on: wanted })
    if (result.kind === 'failed') return setProblem(result.says)
    announce(kind === 'once' ? `${label}: done` : `What if: ${label} is ${wanted ? 'on' : 'off'}`)
  }
  const shared = {
    type: 'button',
    'aria-describedby': id,
    'aria-disabled': unavailable ? true : undefined,
    onClick: () => void press(),
  }
  return html`
    <div class=${`what-if-one ${on ? 'is-on' : ''} ${unavailable ? 'is-unavailable' : ''}`}>
      ${
        kind === 'switch'
          ? html`
              <button ...${shared} class="switch" role="switch" aria-checked=${on}>
                <span class="switch-track" aria-hidden="true"></span>
                <span>${label}</span>
                <span class="switch-word" aria-hidden="true">${on ? 'on' : 'off'}</span>
              </button>
            `
          : html`<button ...${shared} class="button">${label}</button>`
      }
      <p id=${id} class="quiet">
        ${explains}${unavailable && html`<span class="not-now"> Not now: ${unavailable}</span>`}
      </p>
      <${Problem} says=${problem} />
    </div>
  `
}
