import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { setting, smallAnswer } from './small-answer.ts'

// What any server must do at the least: read the body, check the signature, read the form, answer with blocks.
const secret = setting('SLACK_SIGNING_SECRET')

createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8')
    if (!isSigned(request, body)) {
      response.writeHead(401).end()
      return
    }
    const form = new URLSearchParams(body)
    const answer = JSON.stringify({ ...smallAnswer, text: `${smallAnswer.text} (${form.get('text') ?? ''})` })
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) })
      .end(answer)
  })
}).listen(Number(setting('PORT')), '127.0.0.1')

function isSigned(request: IncomingMessage, body: string): boolean {
  const timestamp = request.headers['x-slack-request-timestamp']
  const signature = request.headers['x-slack-signature']
  if (
    typeof timestamp !== 'string' ||
    typeof signature !== 'string' ||
    Math.abs(Date.now() / 1000 - Number(timestamp)) > 300
  )
    return false
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`)
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
