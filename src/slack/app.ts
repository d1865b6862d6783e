import { App, type Receiver, type ReceiverEvent, type webApi } from '@slack/bolt'
import { askTeamPressed, askTeamSent } from './ballot/ask.ts'
import { closeBallotPressed } from './ballot/close-press.ts'
import { createProgress } from './ballot/progress.ts'
import { voteBackPressed, voteClosed, votePressed, voteSent } from './ballot/vote.ts'
import { answererOfTurn } from './answerer.ts'
import { boltLogger } from './bolt-logger.ts'
import type { Installation, Standing } from './authorize.ts'
import type { Deps } from './deps.ts'
import type { Taken } from './door/take.ts'
import { walkClosed } from './decide/closed.ts'
import { decideAgainPressed, decideCommand, decidePressed, decideShortcut } from './decide/open.ts'
import { domainOptions } from './decide/options.ts'
import { anewPressed, backPressed, goOnPressed, pilotPressed, savePressed } from './decide/press.ts'
import { stepSent } from './decide/submit.ts'
import { deletePressed } from './decisions/delete.ts'
import { openDecisionPressed } from './decisions/detail.ts'
import { exportPressed, exportSent, filePressed } from './decisions/export.ts'
import { decisionsCommand, morePressed } from './decisions/list.ts'
import { shareDecisionPressed, shareDecisionSent } from './decisions/share.ts'
import { helpfulPressed, reasonSent, unhelpfulPressed } from './feedback/handlers.ts'
import { homeOpened } from './home/handlers.ts'
import { actions, callbacks, events, shortcuts, tabs } from './ids.ts'
import { slashCommand } from './lookup/command.ts'
import { heard } from './lookup/heard.ts'
import { askPressed, choicePressed, nonePressed, pagePressed } from './lookup/press.ts'
import { askAbout, browseCommand, browsePressed, openShortcut, pickerSent, topicOptions } from './picker/handlers.ts'
import { routesForOutsiders } from './outsiders.ts'
import { route, type Routes } from './router.ts'
import { laterPressed, stillRightPressed } from './review/press.ts'
import type { Carry } from './outbox/outbox.ts'
import { carrier } from './outbox/carry.ts'
import { sharePressed } from './share/press.ts'
import { tellStranger } from './stranger.ts'
import { type Straight, straightWay, type Whose } from './straight.ts'
import { whyPressed } from './why/press.ts'

/** Which handler takes what. Everything the app can be asked to do stands here. */
function routesOf(deps: Deps): Routes {
  const command = slashCommand(deps, {
    browse: browseCommand(deps),
    decide: decideCommand(deps),
    decisions: decisionsCommand(deps),
  })
  const progress = createProgress(deps)
  return {
    commands: new Map([
      [deps.command, command],
      ['*', command],
    ]),
    actions: new Map([
      [actions.ask, askPressed(deps)],
      [actions.page, pagePressed(deps)],
      [actions.choose, choicePressed(deps)],
      [actions.none, nonePressed(deps)],
      [actions.share, sharePressed(deps)],
      [actions.helpful, helpfulPressed(deps)],
      [actions.unhelpful, unhelpfulPressed(deps)],
      [actions.why, whyPressed(deps)],
      [actions.browse, browsePressed(deps)],
      [actions.decide, decidePressed(deps)],
      [actions.back, backPressed(deps)],
      [actions.goOn, goOnPressed(deps)],
      [actions.startAnew, anewPressed(deps)],
      [actions.pilot, pilotPressed(deps)],
      [actions.save, savePressed(deps)],
      [actions.decideAgain, decideAgainPressed(deps)],
      [actions.reopen, decideAgainPressed(deps)],
      [actions.shareDecision, shareDecisionPressed(deps)],
      [actions.exportDecision, exportPressed(deps)],
      [actions.exportFile, filePressed(deps)],
      [actions.askTeam, askTeamPressed(deps)],
      [actions.openDecision, openDecisionPressed(deps)],
      [actions.moreDecisions, morePressed(deps)],
      [actions.deleteDecision, deletePressed(deps)],
      [actions.vote, votePressed(deps)],
      [actions.voteBack, voteBackPressed(deps)],
      [actions.closeBallot, closeBallotPressed(deps)],
      [actions.stillRight, stillRightPressed(deps)],
      [actions.later, laterPressed(deps)],
    ]),
    options: new Map([
      [actions.topic, topicOptions()],
      [actions.domain, domainOptions(deps)],
    ]),
    submissions: new Map([
      [callbacks.picker, pickerSent(deps)],
      [callbacks.reason, reasonSent(deps)],
      [callbacks.decide, stepSent(deps)],
      [callbacks.shareDecision, shareDecisionSent(deps)],
      [callbacks.exportDecision, exportSent(deps)],
      [callbacks.askTeam, askTeamSent(deps)],
      [callbacks.vote, voteSent(deps, progress)],
    ]),
    shortcuts: new Map([
      [shortcuts.askAbout, askAbout(deps)],
      [shortcuts.open, openShortcut(deps)],
      [shortcuts.decide, decideShortcut(deps)],
      [shortcuts.decideAbout, decideShortcut(deps)],
    ]),
    events: new Map([
      [events.mention, heard(deps)],
      [events.message, heard(deps)],
    ]),
    closings: new Map([
      [callbacks.decide, walkClosed(deps)],
      [callbacks.verdict, walkClosed(deps)],
      [callbacks.vote, voteClosed(deps)],
    ]),
    tabs: new Map([[tabs.home, homeOpened(deps)]]),
  }
}

/**
 * One Bolt app, whichever way Slack reaches it, and the way to do what it took and did not finish. A single middleware routes: Bolt would
 * run every listener's matcher for each request.
 */
export function createApp(
  deps: Deps,
  options: {
    receiver: Receiver
    installation: Installation
    clientOptions: webApi.WebClientOptions
  },
): { readonly app: App; readonly carry: Carry } {
  const app = new OurApp({
    receiver: options.receiver,
    authorize: options.installation.authorize,
    clientOptions: options.clientOptions,
    logger: boltLogger(deps.log),
    // The default store makes an Error with its stack for every delivery, and nobody reads it.
    convoStore: false,
  })
  const routes = routesOf(deps)
  const outsiders = routesForOutsiders(deps, routes)
  const enter = async (taken: Taken, whose: Whose): Promise<void> => {
    const { body, delivery, reply, keys, request, started } = taken
    const { standing } = whose
    if (standing?.kind === 'stranger')
      return tellStranger(deps, { delivery, request, installAt: standing.installAt }, reply)
    const botUser = whose.botUserId ?? ('botUser' in delivery ? delivery.botUser : undefined)
    const team = standing?.team ?? whose.teamId ?? whose.enterpriseId ?? 'unknown'
    const isOutsider = standing?.isOutsider ?? false
    const turn = {
      request,
      delivery,
      team,
      answerer: await answererOfTurn(deps, { team, delivery, isOutsider }),
      client: standing?.client ?? whose.client,
      started,
      ...(botUser ? { botUser } : {}),
    }
    return route(deps, isOutsider ? outsiders : routes, turn, reply, { keys, body, isOutsider })
  }
  // Every door puts these there, and only they call this app.
  app.use(({ context, client }) =>
    enter(context['taken'] as Taken, { ...context, standing: context['standing'] as Standing | undefined, client }),
  )
  app.straight = straightWay(deps, options.installation.authorize, enter)
  // What reaches this is Bolt's own trouble; the door that took the delivery must learn of it.
  app.error(async (error) => {
    throw error
  })
  return { app, carry: carrier(deps, { routes, outsiders }) }
}

/** Bolt's app, past which goes what needs nothing of it (`straight.ts`). */
class OurApp extends App {
  straight: Straight | undefined

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const taken = event.customProperties?.['taken'] as Taken | undefined
    if (taken && (await this.straight?.(taken))) return
    await super.processEvent(event)
  }
}
