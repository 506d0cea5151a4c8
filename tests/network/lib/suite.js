// One network for the chapters of a test file, in their order; each step leaves the network whole.
import { after, before, describe, it } from 'node:test';
import { disconnect } from './client.js';
import { Ledger } from './ledger.js';
import { Network, progress } from './network.js';

const MINUTE = 60_000;

/** Runs chapters on a network of their own. The ledger writes down all that becomes final, from beginning to end. */
export function suite(title, chapters) {
  describe(title, () => {
    // Sessions of the parachain are short, so that collators come and go while one watches.
    const session = 5;
    const more = process.env.SALUS_START_CODE ? ['--code', process.env.SALUS_START_CODE] : [];
    const network = Object.assign(new Network('salus', ['--session', `${session}`, ...more]), { session, ledger: new Ledger() });

    // Every wait has a limit of its own; a test's is the last resort.
    const step = (name, body) => it(name, { timeout: 20 * MINUTE }, async (t) => {
      progress(`test: ${name}`);
      try {
        await body(t);
      } catch (error) {
        progress(`failed: ${name}: ${error.message}; everything the programs wrote is in ${network.saveLogs({ tails: true })}`);
        throw error;
      }
    });
    /** Steps that do not disturb each other, side by side: most of their time is waiting for blocks. */
    step.together = (name, body) => describe(name, { concurrency: true }, body);

    before(async () => {
      try {
        await network.start();
      } catch (error) {
        progress(`failed; everything the programs wrote is in ${network.saveLogs({ tails: true })}`);
        throw error;
      }
      network.ledger.follow(() => network.collators.filter((node) => !node.down));
    }, { timeout: 20 * MINUTE });

    after(async () => {
      network.ledger.stop();
      disconnect();
      network.saveLogs({ tails: false });
      await network.stop();
    }, { timeout: MINUTE });

    chapters.forEach((chapter) => chapter(step, network));
  });
}
