// Cores of the relay chain, which its sudo key gives. On a public relay chain they are bought.
import { ApiPromise, WsProvider } from '../../e2e/lib/packages.js';
import { alice } from '../../e2e/lib/accounts.js';
import { until } from '../../e2e/lib/processes.js';

/** Assign these cores to the parachain for good, and wait until its claims stand in the queue of each. */
export async function assignCores(url, para, cores, say) {
  const api = await ApiPromise.create({ provider: new WsProvider(url), noInitWarn: true });
  try {
    const calls = cores.map((core) => api.tx.coretime.assignCore(core, 0, [[{ Task: para }, 57_600]], null));
    const known = (await api.query.configuration.activeConfig()).schedulerParams.numCores.toNumber();
    const needed = Math.max(...cores) + 1;
    if (known < needed) calls.unshift(api.tx.configuration.setCoretimeCores(needed));
    await new Promise((done, fail) => {
      api.tx.sudo.sudo(api.tx.utility.batch(calls)).signAndSend(alice, { nonce: -1 }, ({ status, dispatchError, events }) => {
        if (dispatchError) fail(new Error(`sudo failed: ${dispatchError}`));
        if (!status.isInBlock) return;
        const inner = events.find(({ event }) => event.section === 'sudo' && event.method === 'Sudid')?.event.data[0];
        const interrupted = events.find(({ event }) => event.method === 'BatchInterrupted');
        if (inner?.isErr || interrupted) fail(new Error(`cores were not assigned: ${interrupted?.event.data ?? inner}`));
        else done();
      }).catch(fail);
    });
    say?.(`assigned cores ${cores.join(', ')}; the relay chain uses them from its next session but one`);
    await until(`parachain ${para} in the queue of cores ${cores.join(', ')}`, async () => {
      const queue = await api.call.parachainHost.claimQueue();
      const has = [...queue.entries()].filter(([, claims]) => claims.some((claim) => claim.toNumber() === para)).map(([core]) => core.toNumber());
      return cores.every((core) => has.includes(core));
    }, { seconds: 300, every: 2_000 });
    say?.('they are in use');
  } finally {
    await api.disconnect();
  }
}
