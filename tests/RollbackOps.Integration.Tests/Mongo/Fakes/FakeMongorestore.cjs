// A fake of mongorestore, for tests: --config, --archive (from standard input), --gzip, --drop, --nsInclude, --nsFrom, --nsTo.
// A file 'fail' or 'hang' beside the servers' folders, with a database's name, makes it fail or wait in the middle of that.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const mongo = require('./FakeMongoServer.cjs');
const archive = require('./FakeMongoArchive.cjs');

const words = process.argv.slice(2);
mongo.heard('mongorestore', words);
const option = (name) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const database = (pattern) => pattern.slice(0, -2);
const said = (text) => fs.writeSync(2, `2026-01-01T00:00:00.000+0000\t${text}\n`);
const trap = (name, target) => {
  const file = path.join(process.env.FAKE_MONGO, name);
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8') === target;
};

try {
  const at = mongo.open(JSON.parse(/^uri: (.*)$/m.exec(fs.readFileSync(option('config'), 'utf8'))[1]));
  const input = fs.readFileSync(0);
  const from = database(option('nsInclude'));
  const to = option('nsTo') ? database(option('nsTo')) : from;
  said('preparing collections to restore from');
  let done = 0;
  for (const one of archive.read(words.includes('--gzip') ? zlib.gunzipSync(input) : input).filter((one) => one.db === from)) {
    const all = mongo.read(at, to);
    if (all[one.collection] && !words.includes('--drop')) throw new Error(`${to}.${one.collection}: E11000 duplicate key error`);
    all[one.collection] = one.type === 'view' ? { viewOn: JSON.parse(one.metadata).options.viewOn } : mongo.made(one.documents);
    mongo.write(at, to, all);
    done += one.documents.length;
    said(`finished restoring ${to}.${one.collection} (${one.documents.length} documents, 0 failures)`);
    if (trap('fail', to)) throw new Error(`${to}.${one.collection}: error restoring from archive on stdin: no space left on device`);
    if (trap('hang', to)) {
      fs.writeFileSync(path.join(process.env.FAKE_MONGO, 'hanging'), String(process.pid));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120000);
    }
  }
  said(`${done} document(s) restored successfully. 0 document(s) failed to restore.`);
} catch (error) {
  said(`Failed: ${error.message}`);
  said('0 document(s) restored successfully. 0 document(s) failed to restore.');
  process.exitCode = 1;
}
