// Our parachain on a real relay chain: what it does, how it is governed, what it survives. One network for all chapters, in
// this order; each step leaves the network whole.
import { after, before, describe, it } from 'node:test';
import { Ledger } from './lib/ledger.js';
import { Network, progress } from './lib/network.js';
import chain from './chapters/chain.js';
import weight from './chapters/weight.js';
import governance from './chapters/governance.js';
import faults from './chapters/faults.js';
import upgrade from './chapters/upgrade.js';

const MINUTE = 60_000;

describe('a relay chain with two collators', () => {
  // Sessions of the parachain are short, so that collators come and go while one watches.
  const session = 5;
  const network = Object.assign(new Network('salus', ['--session', `${session}`]), { session, ledger: new Ledger() });

  // Every wait has a limit of its own; a test's is the last resort.
  const step = (name, body) => it(name, { timeout: 20 * MINUTE }, async (t) => {
    progress(`test: ${name}`);
    try {
      await body(t);
    } catch (error) {
      progress(`failed; everything the programs wrote is in ${network.saveLogs({ tails: true })}`);
      throw error;
    }
  });

  before(async () => {
    try {
      await network.start();
    } catch (error) {
      progress(`failed; everything the programs wrote is in ${network.saveLogs({ tails: true })}`);
      throw error;
    }
    network.ledger.follow(() => network.collators.filter((node) => !node.down));
  }, { timeout: 15 * MINUTE });

  after(async () => {
    network.ledger.stop();
    network.saveLogs({ tails: false });
    await network.stop();
  }, { timeout: MINUTE });

  chain(step, network);
  weight(step, network);
  governance(step, network);
  faults(step, network);
  upgrade(step, network);
});
