// Plain old JavaScript on purpose: it must run on whatever Node is there and say so when that is too old.
'use strict'
var major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    'Gofer needs Node 24 or newer. Use "npm start": npm ci brings the right Node with it. This is Node ' +
      process.versions.node +
      '.',
  )
  process.exit(1)
}
require('node:module').enableCompileCache()
var path = require('node:path')
process.argv.splice(1, 2, path.resolve(process.argv[2]))
void import(require('node:url').pathToFileURL(process.argv[1]).href)
