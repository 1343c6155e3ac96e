// The format of mongodump's archives, after common/archive of mongodb/mongo-tools, for the fakes of mongodump and mongorestore.
'use strict';
const terminator = Buffer.from([0xff, 0xff, 0xff, 0xff]);
const magic = Buffer.from([0x6d, 0xe2, 0x99, 0x81]);

const table = Array.from({ length: 256 }, (_, index) => {
  let value = BigInt(index);
  for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n;
  return value;
});

function sum(bytes) {
  let value = 0xffffffffffffffffn;
  for (const one of bytes) value = table[Number(value & 0xffn) ^ one] ^ (value >> 8n);
  return BigInt.asIntN(64, value ^ 0xffffffffffffffffn);
}

function bson(fields) {
  const parts = Object.entries(fields).map(([name, value]) => {
    const key = Buffer.from(`${name}\0`);
    if (typeof value === 'string') {
      const text = Buffer.from(`${value}\0`);
      const length = Buffer.alloc(4);
      length.writeInt32LE(text.length);
      return Buffer.concat([Buffer.from([2]), key, length, text]);
    }
    if (typeof value === 'boolean') return Buffer.concat([Buffer.from([8]), key, Buffer.from([value ? 1 : 0])]);
    const number = Buffer.alloc(typeof value === 'bigint' ? 8 : 4);
    if (typeof value === 'bigint') number.writeBigInt64LE(value);
    else number.writeInt32LE(value);
    return Buffer.concat([Buffer.from([typeof value === 'bigint' ? 0x12 : 0x10]), key, number]);
  });
  const body = Buffer.concat([...parts, Buffer.from([0])]);
  const length = Buffer.alloc(4);
  length.writeInt32LE(body.length + 4);
  return Buffer.concat([length, body]);
}

function fields(document) {
  const all = {};
  for (let at = 4; document[at] !== 0;) {
    const type = document[at];
    const end = document.indexOf(0, at + 1);
    const name = document.toString('utf8', at + 1, end);
    at = end + 1;
    if (type === 2) {
      const length = document.readInt32LE(at);
      all[name] = document.toString('utf8', at + 4, at + 3 + length);
      at += 4 + length;
    } else if (type === 8) all[name] = document[at++] === 1;
    else if (type === 0x10) { all[name] = document.readInt32LE(at); at += 4; }
    else { all[name] = document.readBigInt64LE(at); at += 8; }
  }
  return all;
}

// Two blocks for a collection with several documents, as where collections are dumped at once.
function write(db, collections) {
  const out = [magic, bson({ concurrent_collections: 4, version: '0.1', server_version: '7.0.14', tool_version: '100.10.0' })];
  for (const [collection, one] of Object.entries(collections))
    out.push(bson({ db, collection, metadata: JSON.stringify(one.viewOn ? { options: { viewOn: one.viewOn } } : { indexes: [] }), size: 0, type: one.viewOn ? 'view' : 'collection' }));
  out.push(terminator);
  const stored = Object.entries(collections).filter(([, one]) => !one.viewOn).map(([collection, one]) => ({ collection, bodies: one.documents.map(bson) }));
  for (const half of [0, 1])
    for (const { collection, bodies } of stored) {
      const middle = bodies.length >> 1;
      const some = half === 0 ? bodies.slice(0, middle) : bodies.slice(middle);
      if (some.length > 0) out.push(bson({ db, collection, EOF: false, CRC: 0n }), ...some, terminator);
    }
  for (const { collection, bodies } of stored) out.push(bson({ db, collection, EOF: true, CRC: sum(Buffer.concat(bodies)) }), terminator);
  return Buffer.concat(out);
}

function read(bytes) {
  if (!bytes.subarray(0, 4).equals(magic)) throw new Error('stream or file does not appear to be a mongodump archive');
  let at = 4;
  const block = () => {
    const documents = [];
    for (;;) {
      if (at + 4 > bytes.length) throw new Error('corruption found in archive; read bson ( unexpected EOF )');
      const length = bytes.readUInt32LE(at);
      if (length === 0xffffffff) { at += 4; return documents; }
      documents.push(bytes.subarray(at, at + length));
      at += length;
    }
  };
  const all = new Map(block().slice(1).map(fields).map((one) => [`${one.db}.${one.collection}`, { ...one, documents: [] }]));
  while (at < bytes.length) {
    const [header, ...bodies] = block();
    const { db, collection } = fields(header);
    all.get(`${db}.${collection}`).documents.push(...bodies.map(fields));
  }
  return [...all.values()];
}

module.exports = { write, read };
