// chain.js COMMAND …: the registry's contract on the chain that backend/.env names (RPC_URL, OWNER, DEPLOYER, DID_CONTRACT_ADDRESS).
// The node, or a signer before it, holds the keys of OWNER and DEPLOYER. DEPLOYER sends nothing else: its next nonce, taken while
// compiling, fixes the new contract's address, so that nothing is deployed twice.
const fs = require('fs');
const { keccak256 } = require('js-sha3');

const envFile = 'backend/.env', build = 'contracts/build.json', source = 'contracts/DidRegistry.sol';
const [command, ...args] = process.argv.slice(2);
const env = Object.fromEntries(fs.readFileSync(envFile, 'utf8').split('\n').filter(Boolean).map(line => line.split(/=(.*)/s).slice(0, 2)));
const fail = text => { console.error(text); process.exit(1); };
const word = value => BigInt(value).toString(16).padStart(64, '0');
const selector = signature => '0x' + keccak256(signature).slice(0, 8);

async function rpc(method, ...params) {
  const answer = await fetch(env.RPC_URL, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }) });
  const { result, error } = await answer.json();
  if (error) throw new Error(`${method}: ${error.message}`);
  return result;
}

const call = (to, signature) => rpc('eth_call', { to, data: selector(signature) }, 'latest');
const codeAt = address => address ? rpc('eth_getCode', address, 'latest') : '0x';
const isPaused = async address => BigInt(await call(address, 'paused()')) === 1n;
const textOf = hex => Buffer.from(hex.slice(130), 'hex').subarray(0, Number(BigInt('0x' + hex.slice(66, 130)))).toString();

// The address that a nonce leads to: the end of keccak(rlp([sender, nonce])).
function addressOf(sender, nonce) {
  const bytes = nonce === 0 ? '80' : nonce < 0x80 ? nonce.toString(16).padStart(2, '0') : (hex => (0x80 + hex.length / 2).toString(16) + hex)(nonce.toString(16).padStart(nonce > 0xff ? nonce > 0xffff ? 6 : 4 : 2, '0'));
  const list = '94' + sender.slice(2).toLowerCase() + bytes;
  return '0x' + keccak256(Buffer.from((0xc0 + list.length / 2).toString(16) + list, 'hex')).slice(24);
}

async function send(from, to, data, nonce) {
  const hash = await rpc('eth_sendTransaction', { from, to, data, ...(nonce === undefined ? {} : { nonce: '0x' + nonce.toString(16) }) });
  return await mined(hash);
}

async function mined(hash) {
  for (let tries = 0; tries < 600; tries++) {
    const receipt = await rpc('eth_getTransactionReceipt', hash);
    if (receipt) return receipt.status === '0x1' ? receipt : fail(`The transaction ${hash} was reverted.`);
    await new Promise(done => setTimeout(done, 500));
  }
  return fail(`The transaction ${hash} was not mined.`);
}

async function entriesOf(address) {
  const words = (await call(address, 'entries()')).slice(2).match(/.{64}/g);
  const list = at => words.slice(at + 1, at + 1 + Number(BigInt('0x' + words[at])));
  return { ids: list(Number(BigInt('0x' + words[0])) / 32), holders: list(Number(BigInt('0x' + words[1])) / 32) };
}

function creation({ bytecode }, { ids, holders }) {
  const head = word(env.OWNER) + word(96) + word(96 + 32 * (1 + ids.length));
  return bytecode + head + word(ids.length) + ids.join('') + word(holders.length) + holders.join('');
}

function compile() {
  const input = { language: 'Solidity', sources: { [source]: { content: fs.readFileSync(source, 'utf8') } }, settings: { metadata: { bytecodeHash: 'none' }, outputSelection: { '*': { '*': ['evm.bytecode.object', 'evm.deployedBytecode.object'] } } } };
  const { errors = [], contracts } = JSON.parse(require('solc').compile(JSON.stringify(input)));
  const wrong = errors.filter(error => error.severity === 'error');
  if (wrong.length) fail(wrong.map(error => error.formattedMessage).join('\n'));
  const { evm } = contracts[source].DidRegistry;
  return { bytecode: '0x' + evm.bytecode.object, runtime: '0x' + evm.deployedBytecode.object };
}

const made = file => JSON.parse(fs.readFileSync(file, 'utf8'));
const gifts = ({ nonce, address, before }) => console.log(`artifact=${fs.realpathSync(build)}\nnonce=${nonce}\naddress=${address}\nbefore=${before}`);

function point(address) {
  const text = fs.readFileSync(envFile, 'utf8').split('\n').filter(line => line && !line.startsWith('DID_CONTRACT_ADDRESS=')).join('\n');
  fs.writeFileSync(envFile + '.new', `${text}\nDID_CONTRACT_ADDRESS=${address}\n`, { mode: 0o600 });
  fs.renameSync(envFile + '.new', envFile);
}

const commands = {
  async state(address = env.DID_CONTRACT_ADDRESS) {
    if (await codeAt(address) === '0x') fail(`There is no contract at ${address} on ${env.RPC_URL}.`);
    console.log(`${address}: version ${textOf(await call(address, 'version()'))}, ${(await entriesOf(address)).ids.length} entries${await isPaused(address) ? ', paused' : ''}`);
  },
  async compile() {
    const before = env.DID_CONTRACT_ADDRESS ?? '', artifact = compile();
    const inPlace = await codeAt(before) === artifact.runtime;
    const nonce = Number(await rpc('eth_getTransactionCount', env.DEPLOYER, 'pending'));
    const all = { ...artifact, before, nonce, address: inPlace ? before : addressOf(env.DEPLOYER, nonce) };
    fs.writeFileSync(build + '.new', JSON.stringify(all));
    fs.renameSync(build + '.new', build);
    gifts(all);
  },
  async compiled() { if (!fs.existsSync(build)) process.exit(1); gifts(made(build)); },
  async paused(before, address) { if (before !== address && !await isPaused(before)) process.exit(1); },
  async pause(before, address) { if (before !== address) await send(env.OWNER, before, selector('setPaused(bool)') + word(1)); },
  async unpause(before) { await send(env.OWNER, before, selector('setPaused(bool)') + word(0)); },
  async deployed(artifact, address) { if (await codeAt(address) !== made(artifact).runtime || await isPaused(address)) process.exit(1); },
  async deploy(artifact, address, before) {
    const build = made(artifact);
    if (await codeAt(address) === build.runtime) return await send(env.OWNER, address, selector('setPaused(bool)') + word(0));
    const next = Number(await rpc('eth_getTransactionCount', env.DEPLOYER, 'latest'));
    if (next > build.nonce) fail(`The nonce ${build.nonce} of ${env.DEPLOYER} was used for something else: undo, then plan anew.`);
    const receipt = await send(env.DEPLOYER, undefined, creation(build, before ? await entriesOf(before) : { ids: [], holders: [] }), build.nonce);
    console.log(`deployed at ${receipt.contractAddress}`);
  },
  async retire(address, before) { if (address !== before && await codeAt(address) !== '0x') await send(env.OWNER, address, selector('setPaused(bool)') + word(1)); },
  async pointed(address) { if (env.DID_CONTRACT_ADDRESS !== address) process.exit(1); },
  async point(address) { point(address); },
  async verify(artifact, address, before) {
    if (await codeAt(address) !== made(artifact).runtime) fail(`The code at ${address} is not what was compiled.`);
    if (BigInt(await call(address, 'owner()')) !== BigInt(env.OWNER)) fail(`${address} has another owner than ${env.OWNER}.`);
    if (await isPaused(address)) fail(`${address} is paused.`);
    const [mine, old] = [await entriesOf(address), before ? await entriesOf(before) : { ids: [] }];
    if (old.ids.some((id, i) => mine.ids[i] !== id || mine.holders[i] !== old.holders[i])) fail(`${address} lacks entries of ${before}.`);
    await commands.state(address);
  },
  async first() {
    await commands.compile();
    const { address } = made(build);
    await commands.deploy(build, address, '');
    point(address);
  },
};

(commands[command] ?? (() => fail(`chain.js knows no '${command}': ${Object.keys(commands).join(', ')}`)))(...args).catch(error => fail(error.message));
