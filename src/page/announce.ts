import { useEffect, useState } from 'preact/hooks'
import { html } from './html.ts'

const kept = 3
let speak: (text: string) => void = () => {}

/** Says something to those who listen to the page rather than look at it, when they are done with what they hear. */
export const announce = (text: string) => speak(text)

/** Where announcements are written. One for the page. */
export function Announcements() {
  const [lines, setLines] = useState<readonly { readonly n: number; readonly text: string }[]>([])
  useEffect(() => {
    let n = 0
    speak = (text) => setLines((before) => [...before, { n: ++n, text }].slice(-kept))
    return () => {
      speak = () => {}
    }
  }, [])
  return html`
    <div class="unseen" role="log" aria-live="polite" aria-label="Announcements">
      ${lines.map(({ n, text }) => html`<p key=${n}>${text}</p>`)}
    </div>
  `
}
