import { render } from 'preact'
import { App } from './app.ts'
import { html } from './html.ts'
import { newSession } from './session.ts'
import { showTheme } from './theme.ts'

const root = document.querySelector('#root')
if (root) {
  showTheme()
  root.textContent = ''
  render(html`<${App} session=${newSession()} />`, root)
}
