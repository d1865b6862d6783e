// The image's health: exit 0 when /healthz answers 200. Nothing but Node is in the image to ask with.
'use strict'
require('node:http')
  .get({ host: '127.0.0.1', port: process.env.PORT || 3000, path: '/healthz', timeout: 2000 }, function (response) {
    process.exit(response.statusCode === 200 ? 0 : 1)
  })
  .on('error', function () {
    process.exit(1)
  })
