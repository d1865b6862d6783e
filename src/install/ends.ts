import type { Accepted } from './state.ts'
import type { Page } from './page.ts'

/** Every way an installation can end, with what to do about it. None of them quotes what came from outside, but for a name that Slack gave. */
export function endsFor({ install, command }: { install: string; command: string }) {
  const again = { label: 'Start again', address: install }
  const notYet = 'Nothing was installed.'
  return {
    begin: (address: string): Page => ({
      status: 200,
      title: 'Install Gofer',
      lines: [
        'Slack will show you what Gofer asks for, and for which workspace. You may have to ask an admin of your workspace to allow it.',
        `It takes a minute, and the page must be answered within ten. After that, type ${command} help in Slack.`,
      ],
      link: { label: 'Add Gofer to Slack', address },
    }),
    installed: (name: string, address: string): Page => ({
      status: 200,
      title: 'Gofer is installed',
      lines: [
        `Gofer is installed in ${name}. Type ${command} help in Slack to see what it can be asked.`,
        'To take it away again, remove it in the settings of your workspace: everything it keeps of it is deleted then.',
      ],
      link: { label: 'Open Slack', address },
    }),
    cancelled: {
      status: 200,
      title: 'Not installed',
      lines: ['You cancelled the installation on the page of Slack. Nothing was installed, and nothing is kept.'],
      link: again,
    } satisfies Page,
    denied: {
      status: 403,
      title: 'Slack did not allow it',
      lines: [
        notYet,
        'Slack ended the installation before anybody could allow it. Often an admin of the workspace has to approve the app first.',
      ],
      link: again,
    } satisfies Page,
    incomplete: {
      status: 400,
      title: 'This address is not complete',
      lines: [notYet, 'The page of Slack sends you here with more in the address than there was. Please start again.'],
      link: again,
    } satisfies Page,
    state: {
      used: {
        status: 400,
        title: 'This was used before',
        lines: [
          'An installation can be finished once. If you reloaded the page, look into Slack: Gofer may be there already.',
        ],
        link: again,
      },
      expired: {
        status: 400,
        title: 'That took too long',
        lines: [notYet, 'An installation must be finished within ten minutes. Please start again.'],
        link: again,
      },
      unknown: {
        status: 400,
        title: 'This installation is not known here',
        lines: [notYet, 'It was not begun here, or it was begun long ago. Please start again.'],
        link: again,
      },
      foreign: {
        status: 403,
        title: 'This was begun in another browser',
        lines: [
          notYet,
          'An installation must be finished in the browser that began it, with cookies allowed. If you did not begin one, close this page: somebody may have sent you their own.',
        ],
        link: again,
      },
    } satisfies Record<Exclude<Accepted, 'ours'>, Page>,
    refused: (reason: string): Page => ({
      status: 502,
      title: 'Slack refused the installation',
      lines: [
        notYet,
        `Slack answered "${reason}". Please start again. If it happens again, tell whoever runs this program.`,
      ],
      link: again,
    }),
    silent: {
      status: 504,
      title: 'Slack did not answer',
      lines: [
        'Slack did not say in time whether the installation worked. Please start again in a minute: installing twice does no harm.',
      ],
      link: again,
    } satisfies Page,
    unsaved: {
      status: 503,
      title: 'It could not be saved',
      lines: [
        'The database of this program cannot be used at this moment, so the installation was not saved. Please start again in a few minutes: installing twice does no harm.',
      ],
      link: again,
    } satisfies Page,
    unready: {
      status: 503,
      title: 'Not possible at this moment',
      lines: [notYet, 'The database of this program cannot be used at this moment. Please try again in a few minutes.'],
      link: again,
    } satisfies Page,
    crowded: {
      status: 503,
      title: 'Too many at once',
      lines: [notYet, 'Many people are installing Gofer at this moment. Please try again in a minute.'],
      link: again,
    } satisfies Page,
  }
}
