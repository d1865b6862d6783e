import { html } from './html.ts'
import { Icon } from './icons.ts'
import { recall, useKept } from './kept.ts'

const themes = [
  { id: 'system', label: 'As the system', icon: 'screen' },
  { id: 'day', label: 'Day', icon: 'sun' },
  { id: 'night', label: 'Night', icon: 'moon' },
] as const

/** Three radio buttons: the colours of the day, of the night, or whichever the system asks for. */
export function ThemeSwitch() {
  const [theme, setTheme] = useKept('theme', 'system')
  const choose = (id: string) => {
    showTheme(id)
    setTheme(id)
  }
  return html`
    <fieldset class="theme">
      <legend class="unseen">Theme</legend>
      ${themes.map(
        ({ id, label, icon }) => html`
          <label key=${id} title=${label}>
            <input class="unseen" type="radio" name="theme" checked=${theme === id} onChange=${() => choose(id)} />
            <${Icon} name=${icon} />
            <span class="unseen">${label}</span>
          </label>
        `,
      )}
    </fieldset>
  `
}

/** Before the first paint of anything, so that nothing flashes in the wrong colours. */
export function showTheme(theme = recall('theme') ?? 'system'): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}
