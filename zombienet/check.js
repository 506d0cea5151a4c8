// Looks whether a network can be started, and says everything that is in the way. Used by scripts/network.sh.
//
//   node check.js CONFIG                                              the configuration
//   node check.js CONFIG FOLDER [--session BLOCKS] [--code FILE]      the chain spec that was made for it
//
// FOLDER holds the raw chain spec `salus.json`; it is amended here before anything is derived from it.
import { accessSync, constants, readFileSync, statSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { amendSpec, readConfig } from './lib.js';

/** First bytes of a compressed runtime. */
const COMPRESSED = '52bc537646db8e05';
/** The relay chain's limit for code. */
const MAX_CODE = 5 * 2 ** 20;

const [config, folder, ...options] = process.argv.slice(2);
const option = (name) => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);
const problems = [];
const wrong = (text) => problems.push(text);

const executable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};
const onPath = (name) => (name.includes('/') ? [name] : process.env.PATH.split(delimiter).map((dir) => join(dir, name))).find(executable);
const version = (path) => {
  try {
    return execFileSync(path, ['--version'], { encoding: 'utf8', stdio: 'pipe' }).trim().match(/\d+\.\d+\.\d+/)?.[0];
  } catch (error) {
    wrong(`${path} does not run: ${(error.stderr || error.message).trim()}`);
    return undefined;
  }
};

const free = (port) => new Promise((done) => {
  const server = createServer();
  server.once('error', () => done(false));
  server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
});

let network;
try {
  network = readConfig(config);
} catch (error) {
  wrong(`the file is not understood: ${error.message}`);
  network = {};
}

const relay = network.relaychain ?? {};
const validators = (relay.nodes ?? []).filter((node) => node.validator !== false);
const parachains = network.parachains ?? [];
const collators = parachains.flatMap((para) => para.collators ?? []);

async function checkConfig() {
  if (!network.settings && problems.length > 0) return; // It could not be read.
  if (network.settings?.provider !== 'native') wrong('[settings] provider must be "native": no containers are used');
  if (validators.length < 2) wrong(`the relay chain has ${validators.length} validators; with fewer than two nothing is backed by anybody else`);
  if (parachains.length !== 1) wrong(`one parachain is expected, not ${parachains.length}`);
  if (collators.length < 2) wrong(`the parachain has ${collators.length} collators; at least two are needed`);
  const names = [...(relay.nodes ?? []), ...collators].map((node) => node.name);
  names.forEach((name, index) => {
    if (!name) wrong('a node has no name');
    else if (names.indexOf(name) !== index) wrong(`two nodes are called "${name}"`);
  });

  for (const command of new Set([relay.default_command, ...(relay.nodes ?? []).map((node) => node.command), ...collators.map((node) => node.command)].filter(Boolean))) {
    const path = onPath(command);
    if (!path) {
      wrong(`the program ${command} is not found`);
    } else if (command === 'polkadot') {
      // The node looks for its workers beside itself, and starts none of another version.
      const wanted = version(path);
      for (const worker of ['polkadot-prepare-worker', 'polkadot-execute-worker']) {
        const beside = join(dirname(path), worker);
        if (!executable(beside)) wrong(`${worker} must lie beside ${path}`);
        else if (wanted && version(beside) !== wanted) wrong(`${worker} is not version ${wanted}, as polkadot is: all three must be of one release`);
      }
    }
  }

  for (const node of [...(relay.nodes ?? []), ...collators]) {
    for (const key of ['rpc_port', 'p2p_port', 'prometheus_port', 'ws_port']) {
      if (node[key] && !(await free(node[key]))) wrong(`port ${node[key]} (${key} of ${node.name}) is in use`);
    }
  }
}

function checkSpec() {
  try {
    const path = join(folder, 'salus.json');
    const spec = amendSpec(path, { session: Number(option('--session')), code: option('--code') });
    const para = parachains[0]?.id;
    if (spec.para_id !== para && spec.paraId !== para) wrong(`the chain spec is for parachain ${spec.para_id ?? spec.paraId}, the file says ${para}`);
    const code = spec.genesis.raw.top['0x3a636f6465'];
    const size = code.length / 2 - 1;
    if (!code.startsWith(`0x${COMPRESSED}`)) wrong('the runtime is not compressed: build it with WASM_BUILD_TYPE=release (.cargo/config.toml)');
    if (size > MAX_CODE) wrong(`the runtime has ${size} bytes, the relay chain takes ${MAX_CODE}`);
    writeFileSync(join(folder, 'salus.wasm.hex'), code);
  } catch (error) {
    wrong(`the chain spec is of no use: ${error.message}`);
  }
}

if (folder) checkSpec();
else await checkConfig();

for (const problem of problems) process.stderr.write(`  - ${problem}\n`);
process.exit(problems.length > 0 ? 1 : 0);
