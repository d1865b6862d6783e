/** 30 things over TCP that are no request, or two where one is meant (A5, A7); RFC 9112 says what a server may make of them. */
const host = 'Host: gofer.example\r\n'
const post = `POST /slack/events HTTP/1.1\r\n${host}`
const form = 'Content-Type: application/x-www-form-urlencoded\r\n'
const innocent = 'command=%2Fgolang&text=help'

export const raws: readonly { readonly what: string; readonly bytes: string }[] = [
  {
    what: 'two lengths that differ',
    bytes: `${post}${form}Content-Length: 5\r\nContent-Length: 27\r\n\r\n${innocent}`,
  },
  {
    what: 'a length and chunks',
    bytes: `${post}${form}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
  },
  { what: 'chunks twice', bytes: `${post}${form}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n` },
  { what: 'chunks of an unknown kind', bytes: `${post}${form}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n` },
  { what: 'a space before the colon of chunks', bytes: `${post}${form}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n` },
  {
    what: 'a size of a chunk that is none',
    bytes: `${post}${form}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n`,
  },
  {
    what: 'a size of a chunk without end',
    bytes: `${post}${form}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc`,
  },
  {
    what: 'a negative size of a chunk',
    bytes: `${post}${form}Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n`,
  },
  {
    what: 'an extension of a chunk without end',
    bytes: `${post}${form}Transfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}\r\nx\r\n0\r\n\r\n`,
  },
  {
    what: 'trailers that name a length',
    bytes: `${post}${form}Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nContent-Length: 9\r\n\r\n`,
  },
  { what: 'a negative length', bytes: `${post}${form}Content-Length: -1\r\n\r\n` },
  { what: 'a length with a sign', bytes: `${post}${form}Content-Length: +27\r\n\r\n${innocent}` },
  { what: 'a length in hexadecimal', bytes: `${post}${form}Content-Length: 0x1b\r\n\r\n${innocent}` },
  { what: 'a length beyond all numbers', bytes: `${post}${form}Content-Length: ${'9'.repeat(40)}\r\n\r\n` },
  { what: 'a body longer than its length', bytes: `${post}${form}Content-Length: 1\r\n\r\n${innocent}` },
  { what: 'no host', bytes: `POST /slack/events HTTP/1.1\r\n${form}Content-Length: 0\r\n\r\n` },
  { what: 'two hosts', bytes: `${post}${host}${form}Content-Length: 0\r\n\r\n` },
  { what: 'HTTP 0.9', bytes: 'GET /\r\n' },
  { what: 'HTTP 1.0', bytes: `POST /slack/events HTTP/1.0\r\n${form}Content-Length: 0\r\n\r\n` },
  { what: 'HTTP 9.9', bytes: `POST /slack/events HTTP/9.9\r\n${host}Content-Length: 0\r\n\r\n` },
  { what: 'the preface of HTTP 2', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' },
  { what: 'a greeting of TLS', bytes: '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003' },
  { what: 'line feeds alone', bytes: 'POST /slack/events HTTP/1.1\nHost: gofer.example\nContent-Length: 0\n\n' },
  { what: 'a header folded over lines', bytes: `${post}X-Folded: one\r\n two\r\nContent-Length: 0\r\n\r\n` },
  { what: 'a zero in a header', bytes: `${post}X-Zero: a\u0000b\r\nContent-Length: 0\r\n\r\n` },
  { what: 'a header without a name', bytes: `${post}: nothing\r\nContent-Length: 0\r\n\r\n` },
  { what: 'a thousand headers', bytes: `${post}${'X-Many: 1\r\n'.repeat(1_000)}Content-Length: 0\r\n\r\n` },
  { what: 'a path of 60 KB', bytes: `GET /${'a'.repeat(60_000)} HTTP/1.1\r\n${host}\r\n` },
  { what: 'a whole address as the path', bytes: `GET http://evil.example/readyz HTTP/1.1\r\n${host}\r\n` },
  { what: 'a tunnel', bytes: `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n` },
]
