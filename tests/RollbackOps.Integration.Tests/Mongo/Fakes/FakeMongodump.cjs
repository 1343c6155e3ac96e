// A fake of mongodump, for tests: --config, --db, --archive (to standard output), --gzip.
'use strict';
const fs = require('node:fs');
const zlib = require('node:zlib');
const mongo = require('./FakeMongoServer.cjs');
const archive = require('./FakeMongoArchive.cjs');

const words = process.argv.slice(2);
mongo.heard('mongodump', words);
const option = (name) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

try {
  const at = mongo.open(JSON.parse(/^uri: (.*)$/m.exec(fs.readFileSync(option('config'), 'utf8'))[1]));
  const bytes = archive.write(option('db'), mongo.read(at, option('db')));
  fs.writeSync(2, `2026-01-01T00:00:00.000+0000\twriting ${option('db')} to archive on stdout\n`);
  process.stdout.write(words.includes('--gzip') ? zlib.gzipSync(bytes) : bytes);
} catch (error) {
  console.error(`2026-01-01T00:00:00.000+0000\tFailed: can't create session: ${error.message}`);
  process.exitCode = 1;
}
