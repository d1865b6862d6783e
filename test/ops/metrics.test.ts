import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createEvents, slackMethods } from '#events.ts'
import { createLog } from '#log.ts'
import { upTo } from '#ops/labels.ts'
import { createMetrics } from '#ops/metrics.ts'
import { sign } from '#standin/sign.ts'
import { ask, settingsFor, slackWith, start } from './program.ts'

const quiet = createLog({ level: 'silent', format: 'json' })
const ids = { request: 'r', team: 'T1' }

describe('the metrics of a program that serves', () => {
  test('tell of asks, acknowledgements, calls, rejections, the store, the knowledge and the process', async () => {
    const slack = await slackWith()
    const program = start({ ...settingsFor(slack), LOG_LEVEL: 'silent' })
    const origin = await program.origin()
    const send = slack.sendTo(`${origin}/slack/events`)
    await send(slack.payloads.slashCommand('help'))
    const twice = slack.payloads.slashCommand('zzz qqq')
    await send(twice)
    await send(twice)
    slack.api.fault('chat.postMessage', { kind: 'refuse', error: 'channel_not_found' }, 1)
    await send(slack.payloads.appMention('help'))
    await expect.poll(() => slack.api.calls('chat.postEphemeral')).toHaveLength(1)
    await send(slack.payloads.appMention('help'))
    await expect.poll(() => slack.api.calls('chat.postMessage')).toHaveLength(2)
    for (const headers of [{}, sign('{}', { secret: 'x', at: Date.now() })])
      await fetch(`${origin}/slack/events`, { method: 'POST', body: '{}', headers })

    // Of an event loop that has just begun nothing is known.
    await expect
      .poll(async () => (await ask(origin, '/metrics')).text)
      .toMatch(/^nodejs_eventloop_lag_p99_seconds [\d.]+$/m)
    const response = await fetch(`${origin}/metrics`)
    expect(response.headers.get('content-type')).toContain('version=0.0.4')
    const lines = (await response.text()).split('\n')
    for (const line of [
      'gofer_answered_total{surface="command",kind="about",intent="help",band="strong"} 1',
      'gofer_answered_total{surface="event",kind="about",intent="help",band="strong"} 1',
      'gofer_ask_seconds_count{surface="command"} 2',
      'gofer_ask_seconds_bucket{le="+Inf",surface="command"} 2',
      'gofer_ack_seconds_count{surface="command"} 3',
      'gofer_ack_seconds_bucket{le="2.5",surface="command"} 3',
      'gofer_repeated_total{surface="command"} 1',
      'gofer_slack_call_seconds_count{method="chat.postMessage",outcome="refused"} 1',
      'gofer_slack_call_seconds_count{method="chat.postMessage",outcome="sent"} 1',
      'gofer_refused_total{method="chat.postMessage",reason="channel_not_found"} 1',
      'gofer_rejected_total{reason="unsigned"} 1',
      'gofer_rejected_total{reason="signature"} 1',
      'gofer_failed_total{surface="command"} 0',
      'gofer_store_failed_total{reason="gone"} 0',
      'gofer_store_up 1',
      'gofer_ready 1',
      'gofer_inflight 0',
      'gofer_sockets_open 0',
      'gofer_chore_done_total{chore="purge"} 0',
    ])
      expect(lines).toContain(line)
    const text = lines.join('\n')
    expect(text).toMatch(/^gofer_knowledge_info\{version="[^"]+"\} 1$/m)
    expect(text).toMatch(/^gofer_knowledge_entries [1-9]\d*$/m)
    expect(text).toMatch(/^gofer_info\{.*transport="http".*\} 1$/m)
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
    // No label holds a name, an id or what somebody typed.
    expect(text).not.toMatch(/zzz|T0GOFER|U0ANA|C0GEN/)
  })

  test('tell of a database that is gone, and of connections of Socket Mode', async () => {
    const slack = await slackWith()
    const program = start({
      ...settingsFor(slack, 'socket'),
      DATABASE_URL: 'postgres://gofer@127.0.0.1:1/gofer',
      LOG_LEVEL: 'silent',
    })
    const origin = await program.origin()
    await slack.socket.connected(2)
    await slack.socket.send(slack.payloads.slashCommand('help'))
    await expect.poll(async () => (await ask(origin, '/metrics')).text).toContain('gofer_sockets_open 2\n')
    const { text } = await ask(origin, '/metrics')
    expect(text).toMatch(/^gofer_store_failed_total\{reason="gone"\} [1-9]/m)
    expect(text).toMatch(/^gofer_store_up 0$/m)
    expect(text).toMatch(/^gofer_ready 0$/m)
    expect(text).toMatch(/^gofer_chore_seconds_count\{chore="purge",outcome="failed"\} 1$/m)
  })
})

describe('labels', () => {
  test('have few values: what is not known is "other", and of Slack’s own words there is a most', async () => {
    const metrics = createMetrics()
    const events = createEvents(quiet, metrics)
    for (let at = 0; at < 500; at += 1) {
      events.answered(`s${at}`, { kind: `k${at}`, intent: `i${at}`, band: `b${at}` }, { ...ids, ms: 1 })
      events.called(`m${at}`, 'sent', 1)
      events.refused(`m${at}`, `reason_${at}`, ids)
      events.rejected(`r${at}`)
      events.failed(`place ${at}`, new Error('x'), ids)
      events.storeFailed(`d${at}`)
      events.knowledge('taken', { version: `v${at}`, entries: at })
    }
    const series = (await metrics.text())
      .split('\n')
      .filter((line) => line.startsWith('gofer_') && !/_(bucket|sum)/.test(line))
    expect(series.filter((line) => line.includes('other')).length).toBeGreaterThan(5)
    expect(series.length).toBeLessThan(300)
    expect(series.filter((line) => line.startsWith('gofer_knowledge_info'))).toEqual([
      'gofer_knowledge_info{version="v499"} 1',
    ])
  })

  test('never hold what is not a word', () => {
    const label = upTo(10)
    for (const value of ['a"b', 'a\nb', 'x'.repeat(61), '', '<html>', 'é']) expect(label(value)).toBe('other')
    expect(label('vote draft')).toBe('vote_draft')
  })

  test('know every method that the program calls', () => {
    const called = readdirSync('src/slack', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(join('src/slack', file), 'utf8').matchAll(
          /'((?:chat|views|files|auth|users|conversations)\.[a-z][A-Za-z.]+)'/g,
        ),
      ])
      .map(([, method]) => method ?? '')
      .filter((method) => !method.endsWith('.com'))
    expect([...new Set(called)].filter((method) => !slackMethods.some((known) => known === method))).toEqual([])
  })
})
