// A fake of mongosh, for tests: runs the given script against a few of mongosh's published methods.
'use strict';
const vm = require('node:vm');
const mongo = require('./FakeMongoServer.cjs');

const words = process.argv.slice(2);
mongo.heard('mongosh', words.slice(0, 3));

class Mongo {
  constructor(uri) { this.at = mongo.open(uri); }
  getDB(name) { return new Database(this.at, name); }
}

class Database {
  constructor(at, name) { Object.assign(this, { at, name }); }

  runCommand(command) {
    if (command.hello) return { ok: 1, isWritablePrimary: !this.at.server.isSecondary, msg: this.at.server.isRouter ? 'isdbgrid' : undefined };
    if (command.buildInfo) return { ok: 1, version: '7.0.14' };
    if (command.dbStats) return { ok: 1, dataSize: 1000, fsTotalSize: this.at.server.total || 1e12, fsUsedSize: 1e9 };
    if (command.dropDatabase) {
      mongo.write(this.at, this.name, {});
      return { ok: 1 };
    }
    throw new Error(`MongoServerError: no such command: '${Object.keys(command)[0]}'`);
  }

  getCollectionInfos(filter) {
    return Object.entries(mongo.read(this.at, this.name))
      .map(([name, one]) => ({ name, type: one.viewOn ? 'view' : 'collection', info: one.viewOn ? {} : { uuid: { $uuid: one.uuid } } }))
      .filter((one) => !filter || one.type === filter.type);
  }

  getCollection(name) {
    return {
      countDocuments: () => mongo.read(this.at, this.name)[name].documents.length,
      drop: () => {
        const all = mongo.read(this.at, this.name);
        delete all[name];
        mongo.write(this.at, this.name, all);
        return true;
      },
    };
  }
}

try {
  vm.runInNewContext(words[words.indexOf('--eval') + 1], { Mongo, EJSON: { stringify: JSON.stringify }, process: { env: process.env }, print: console.log });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
