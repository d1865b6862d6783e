import { describe, expect, test } from 'vitest'
import { sign } from '#standin/sign.ts'

describe('sign', () => {
  test("gives the signature of Slack's own example", () => {
    // From docs.slack.dev, "Verifying requests from Slack": secret, timestamp and body as printed there.
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner' +
      '&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
      '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
    expect(sign(body, { secret: '8f742231b10e8888abcd99yyyzzz85a5', at: 1_531_420_618_000 })).toEqual({
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    })
  })

  test('signs bytes as they are', () => {
    expect(sign(new Uint8Array([0xff, 0x00]), { secret: 's', at: 0 })).not.toEqual(
      sign('\uFFFD\0', { secret: 's', at: 0 }),
    )
    expect(sign(new TextEncoder().encode('é'), { secret: 's', at: 0 })).toEqual(sign('é', { secret: 's', at: 0 }))
  })
})
