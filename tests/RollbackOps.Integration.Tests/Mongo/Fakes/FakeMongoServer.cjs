// A fake of a MongoDB server, for tests: its databases are JSON files in a folder named after host and port. Written from the
// published description of connection strings and of the drivers' messages; never compared with a real server.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const crypto = require('node:crypto');

class Refused extends Error {}

function open(uri) {
  const match = /^mongodb:\/\/(?:([^:@/]*):([^@/]*)@)?([^/?@]+)\/([^?]*)(?:\?(.*))?$/.exec(uri || '');
  if (!match) throw new Refused(`error parsing uri: ${uri}`);
  const [, user, password, host, database, options] = match;
  if (database) throw new Refused('a database in the connection string limits the tools to it');
  const folder = path.join(process.env.FAKE_MONGO, host.replace(':', '-'));
  const facts = path.join(folder, 'server.json');
  if (!fs.existsSync(facts)) throw new Refused(`MongoNetworkError: connect ECONNREFUSED ${host}`);
  const server = JSON.parse(fs.readFileSync(facts, 'utf8'));
  const source = new URLSearchParams(options || '').get('authSource') || 'admin';
  const given = [decodeURIComponent(user || ''), decodeURIComponent(password || ''), source].join('|');
  if (server.user && given !== [server.user, server.password, server.source].join('|')) throw new Refused('MongoServerError: Authentication failed.');
  return { folder, server };
}

const file = (at, name) => path.join(at.folder, `${name}.db.json`);

function read(at, name) {
  return fs.existsSync(file(at, name)) ? JSON.parse(fs.readFileSync(file(at, name), 'utf8')) : {};
}

// A database without collections is none.
function write(at, name, collections) {
  if (Object.keys(collections).length === 0) return fs.rmSync(file(at, name), { force: true });
  fs.writeFileSync(`${file(at, name)}.${process.pid}`, JSON.stringify(collections));
  fs.renameSync(`${file(at, name)}.${process.pid}`, file(at, name));
}

const made = (documents) => ({ uuid: crypto.randomUUID(), documents });

function heard(tool, words) {
  fs.appendFileSync(path.join(process.env.FAKE_MONGO, 'calls'), `${tool} ${words.join(' ')}\n`);
}

module.exports = { Refused, open, read, write, made, heard };
