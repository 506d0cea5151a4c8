// Members come, author, rest and go by motion; what they decide takes effect; what a few of them try does not.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { alice, bob, charlie, members, one, stranger, two, UNIT } from '../../e2e/lib/accounts.js';
import { BREACH_OF_RULES } from '../../e2e/lib/codes.js';
import { freePort } from '../../e2e/lib/processes.js';
import { Client, events, organizationAddress } from '../lib/client.js';
import { hex } from '../lib/hex.js';
import { measured, progress } from '../lib/network.js';
import { Node } from '../lib/node.js';

const PAYER = 1 << 1;
const REGISTRATION = 1 << 3;

/** A further collator, which uses a validator's JSON-RPC instead of a relay node of its own. */
export async function addCollator(network, name) {
  const model = network.collators[1];
  const ports = await Promise.all(['rpc', 'p2p', 'prometheus', 'relay p2p', 'relay prometheus'].map(freePort));
  const folder = `${network.folder}/net/${name}`;
  const peers = await Promise.all(network.collators.map(async (node) => `${node.option('--listen-addr')}/p2p/${await node.rpc('system_localPeerId')}`));
  const node = new Node(name, [
    model.args[0], '--collator', '--chain', model.option('--chain'), '--name', name, '--base-path', `${folder}/data`,
    '--rpc-port', `${ports[0]}`, '--listen-addr', `/ip4/127.0.0.1/tcp/${ports[1]}/ws`, '--prometheus-port', `${ports[2]}`,
    '--node-key', randomBytes(32).toString('hex'), '--rpc-methods', 'unsafe', '--no-mdns', '--no-hardware-benchmarks',
    '--relay-chain-rpc-urls', network.validators[0].url, '--bootnodes', ...peers,
    '--', '--chain', model.option('--chain', { relay: true }), '--port', `${ports[3]}`, '--prometheus-port', `${ports[4]}`, '--no-mdns',
  ], undefined, `${folder}.log`);
  network.collators.push(node);
  return node.start();
}

export default function governance(step, network) {
  let client;
  let newcomer;
  const admin = stranger();
  const operator = stranger();
  const get = (pallet, item, ...keys) => client.api.query[pallet][item].getValue(...keys, { at: 'finalized' });
  const standing = async (id) => (await get('Organizations', 'Organizations', id)).standing.type;
  const council = async (pair) => (await get('Council', 'Members')).includes(pair.address);

  const ready = async () => {
    client ??= new Client(network.collators[0]);
    return client;
  };

  const pace = async (what, work) => {
    const began = Date.now();
    const answer = await work();
    measured(`${what}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
    return answer;
  };

  step.together('several decisions at a time', () => {
    step('a member is admitted by motion, and its collator authors blocks', async () => {
      await ready();
      const { tx } = client;
      const [first] = network.collators;
      await client.succeed(tx.Utility.batch_all({ calls: [
        tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: admin.address }, value: 1_000n * UNIT }).decodedCall,
        tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: operator.address }, value: 100n * UNIT }).decodedCall,
      ] }), alice);
      const applied = await client.succeed(tx.Organizations.apply({ roles: PAYER, identifiers: [] }), admin);
      [{ organization: newcomer }] = events(applied, 'Organizations', 'MembershipChanged');
      assert.equal(await standing(newcomer), 'Candidate');
      const starting = addCollator(network, 'newcomer');
      // Its failure is looked at when it is waited for.
      starting.catch(() => {});

      await pace('a motion, from its proposal until its effect is final', () => client.pass(tx.Organizations.admit({ organization: newcomer })));
      assert.equal(await standing(newcomer), 'Active');
      assert.equal(await council(admin), true);

      const node = await starting;
      const { keys, proof } = await node.rpc('author_rotateKeysWithOwner', `0x${hex(operator)}`);
      const bytes = (text) => Uint8Array.from(Buffer.from(text.slice(2), 'hex'));
      await Promise.all([
        client.succeed(tx.Organizations.set_collator({ organization: newcomer, account: operator.address }), admin),
        // The session keys of this chain are one key, for Aura.
        client.succeed(tx.Session.set_keys({ keys, proof: bytes(proof) }), operator),
      ]);
      const began = Date.now();
      const from = await first.finalised();
      let read = from;
      await network.wait('a finalised block of the new member\'s collator', async () => {
        for (const end = await first.finalised(); read < end; read += 1) if ((await network.author(first, read + 1)) === keys.slice(2)) return true;
        return false;
      }, 600);
      measured(`from its session keys until the first finalised block of a new collator: ${((Date.now() - began) / 1000).toFixed(0)} s (sessions of ${network.session} blocks; a deployed chain has 600)`);
    });

    step('an issuer is accredited, an attestor registered, a parameter changed, in one go', async () => {
      await ready();
      const { tx } = client;
      const attestor = stranger();
      const latest = await get('Credentials', 'Latest', 0);
      const { rules } = await get('Credentials', 'Schemas', 0, latest);
      const parameters = await get('Consent', 'CurrentParameters');
      const [made, registered, set] = await Promise.all([
        client.motion(tx.Credentials.register_schema({ schema: undefined, rules })),
        client.pass(tx.Attestation.register_attestor({ key: `0x${hex(attestor)}`, organization: 6 })),
        client.pass(tx.Consent.set_parameters({ parameters: { ...parameters, break_glass_may_be_forbidden: !parameters.break_glass_may_be_forbidden } })),
      ]);
      assert.equal(made.outcome, null);
      assert.equal(events(registered, 'Attestation', 'AttestorRegistered').length, 1);
      assert.equal(events(set, 'Consent', 'ParametersSet').length, 1);
      assert.equal((await get('Consent', 'CurrentParameters')).break_glass_may_be_forbidden, !parameters.break_glass_may_be_forbidden);
      const [{ schema }] = events(made, 'Credentials', 'SchemaRegistered');
      // The regulator applies to issue under the new schema, and is accredited by motion.
      await client.succeed(tx.Credentials.apply({ organization: 2, schema, under: undefined }), charlie);
      const accredited = await client.pass(tx.Credentials.accredit({ schema, organization: 2 }));
      assert.equal(events(accredited, 'Credentials', 'IssuerAccredited').length, 1);
      assert.ok(await get('Credentials', 'Issuers', schema, 2));
      progress(`schema ${schema}: organisation 2 is accredited`);
    });

    step('an emergency pause stops one pallet\u2019s calls and lifts itself', async () => {
      await ready();
      const { tx } = client;
      const someone = stranger();
      await client.succeed(tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: someone.address }, value: 100n * UNIT }), alice);
      const calls = ['open', 'open_for', 'offer_claim', 'rotate', 'set_guardians'].map((call) => [name('Subjects'), name(call)]);
      await client.pass(tx.Governance.emergency_pause({ calls, duration: 120n }), { body: 'TechnicalCommittee' });
      const paused = Date.now();
      assert.equal(await client.failure(tx.Subjects.open(), someone), 'System.CallFiltered');
      await client.succeed(tx.System.remark({ remark: name('what was not paused goes on') }), someone);
      await network.wait('the pause has lifted itself', async () => (await get('Governance', 'Pauses')).length === 0, 400);
      measured(`a pause of 120 s: lifted in the finalised state ${((Date.now() - paused) / 1000).toFixed(0)} s after it was final`);
      await client.succeed(tx.Subjects.open(), someone);
    });

    step('a captured minority cannot act', async () => {
      await ready();
      const { tx } = client;
      // Three of eight or nine, with every key they have: their seats in both bodies, and the administration of their members.
      const captured = [members[5], one, two];
      const suspend = tx.Organizations.suspend({ organization: 0, reason: BREACH_OF_RULES });
      const outcomes = await Promise.all([
        client.motion(suspend, { ayes: 3, voters: captured }),
        client.motion(tx.Governance.issue({ to: one.address, amount: UNIT }), { ayes: 3, voters: captured }),
        client.motion(tx.Governance.emergency_pause({ calls: [[name('Balances'), name('transfer_keep_alive')]], duration: 600n }), { body: 'TechnicalCommittee', ayes: 3, voters: captured }),
        client.motion(tx.Whitelist.whitelist_call({ call_hash: `0x${'77'.repeat(32)}` }), { body: 'TechnicalCommittee', ayes: 3, voters: captured }),
        client.motion(tx.Organizations.replace_admin({ organization: 1, new: one.address }), { ayes: 3, voters: captured }),
      ]);
      assert.deepEqual(outcomes.map(({ outcome }) => outcome), Array(5).fill('BadOrigin'));
      assert.equal(await standing(0), 'Active');
      // A threshold that they cannot reach is not closed, and without a motion nothing is theirs to decide.
      const failures = await Promise.all([
        client.failure(suspend, one), client.failure(tx.System.set_code({ code: name('no') }), two),
        client.failure(tx.Organizations.admit({ organization: 0 }), members[5]),
      ]);
      assert.deepEqual(failures, Array(3).fill('BadOrigin'));
    });
  });

  step('a member whose admin key is lost gets another by motion', async () => {
    await ready();
    const { tx } = client;
    const found = stranger();
    await Promise.all([
      client.pass(tx.Organizations.replace_admin({ organization: newcomer, new: found.address })),
      client.succeed(tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: found.address }, value: 100n * UNIT }), bob),
    ]);
    // The lost key, in the hands of whoever found it, administers nothing any more; the new one does.
    const clerk = stranger();
    const staff = tx.Organizations.set_staff({ organization: newcomer, account: clerk.address, duties: REGISTRATION });
    const [lost] = await Promise.all([client.failure(staff, admin), client.succeed(tx.Organizations.set_staff({ organization: newcomer, account: stranger().address, duties: REGISTRATION }), found)]);
    assert.equal(lost, 'Organizations.NotAuthorized');
    Object.assign(newAdmin, { pair: found });
  });
  const newAdmin = {};

  step('a suspended member\u2019s collator stops authoring; expelled, it leaves nothing that others need', async () => {
    await ready();
    const { tx } = client;
    const [first] = network.collators;
    const node = network.collator('newcomer');
    const before = await network.readAuthorities(first, await first.rpc('chain_getFinalizedHead'));
    assert.equal(before.length, 3);
    // What others rely on and it has made: a patient's subject, kept by it and paid for by it.
    const random = () => `0x${randomBytes(32).toString('hex')}`;
    const own = organizationAddress(newcomer);
    await client.succeed(tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: own }, value: 100n * UNIT }), alice);
    const opened = await client.succeed(tx.Subjects.open_for({
      organization: newcomer, salt: random(), basis: { type: 'PaperEvidence', value: undefined }, evidence: random(), guardianship: undefined,
    }), newAdmin.pair);
    const [{ subject }] = events(opened, 'Subjects', 'Recorded');
    await client.pass(tx.Organizations.suspend({ organization: newcomer, reason: BREACH_OF_RULES }));
    assert.equal(await standing(newcomer), 'Suspended');
    assert.equal(await council(admin), false);
    await network.wait('the suspended member\'s collator is no authority any more', async () => {
      const now = await network.readAuthorities(first, await first.rpc('chain_getFinalizedHead'));
      return now.length === 2 && now.includes(hex(alice)) && now.includes(hex(bob));
    }, 400);
    await client.pass(tx.Organizations.expel({ organization: newcomer, reason: BREACH_OF_RULES }));
    assert.equal(await standing(newcomer), 'Expelled');
    const account = await get('System', 'Account', admin.address);
    assert.equal(account.data.reserved, 0n, 'the deposit of the application is back');
    // The patient's subject is kept on by another member, as the Council says; what the member had left goes to its admin.
    const now = (await get('Timestamp', 'Now')) / 1_000n;
    await client.pass(tx.Subjects.appoint_successor({ from: newcomer, to: 0, expires: now + 86_400n }));
    await client.succeed(tx.Subjects.take_custody({ organization: 0, subject }), alice);
    const { keeper } = await get('Subjects', 'Subjects', subject);
    assert.equal(keeper.value.organization, 0, JSON.stringify(keeper, (_, value) => (typeof value === 'bigint' ? `${value}` : value)));
    // Its machine goes, and the others go on without it.
    await node.stop('SIGKILL');
    network.collators.splice(network.collators.indexOf(node), 1);
    const from = await first.finalised();
    await network.wait('five more blocks without it', async () => (await first.finalised()) >= from + 5, 300);
    const seen = await network.authors(first, from + 1, from + 5);
    assert.ok([...seen.keys()].every((key) => [hex(alice), hex(bob)].includes(key)));
  });
}

/** Bytes of a text. */
export const name = (text) => new TextEncoder().encode(text);
