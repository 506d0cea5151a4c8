// The scripts that people use, as they use them.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { alice, stranger, UNIT } from './lib/accounts.js';
import { connect, free, organizationAccount, succeed } from './lib/chain.js';
import { root } from './lib/env.js';
import { hfs, HOW_TO_GET_HFS } from './lib/fhir.js';
import { devNode } from './lib/node.js';
import { freePort, run } from './lib/processes.js';

const script = (name, ...args) => run(join(root, 'scripts', name), args, { env: { SALUS_BUILT: '1' }, seconds: 240 });

describe('motion.sh', () => {
  let node, api;
  before(async () => {
    node = await devNode();
    api = await connect(node);
  });
  after(async () => {
    await api?.disconnect();
    await node?.stop();
  });
  const motion = (...args) => script('motion.sh', '--url', node.url, ...args);

  it('passes a motion in one command', async () => {
    const applicant = stranger();
    await succeed(api, api.tx.balances.transferKeepAlive(applicant.address, 1_000n * UNIT), alice);
    await succeed(api, api.tx.organizations.apply(2, []), applicant);
    const { code, stdout, stderr } = await motion('Organizations.admit', '{"organization": 8}');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /passed, and the call succeeded/);
    assert.equal((await api.query.organizations.organizations(8)).unwrap().standing.type, 'Active');
  });

  it('says when the call fails', async () => {
    const { code, stdout } = await motion('Organizations.admit', '{"organization": 8}');
    assert.equal(code, 1);
    assert.match(stdout, /Organizations\.WrongStanding/);
  });

  it('passes motions of the Technical Committee and of both bodies as Root', async () => {
    const paused = await motion('--body', 'technicalCommittee', 'Governance.emergency_pause', '{"calls": [["Subjects", "open"]], "duration": 600}');
    assert.equal(paused.code, 0, paused.stderr + paused.stdout);
    const rooted = await motion('--root', 'Governance.issue', JSON.stringify({ to: organizationAccount(api, 1), amount: '1000000000000' }));
    assert.equal(rooted.code, 0, rooted.stderr + rooted.stdout);
    assert.ok((await free(api, organizationAccount(api, 1))) > 0n);
  });

  it('says what is wrong with what was asked', async () => {
    for (const [args, words] of [
      [['Organizations.admitt', '{}'], /there is no call/],
      [['Organizations.admit', '{"number": 8}'], /takes organization/],
      [['--body', 'senate', 'Organizations.admit', '{}'], /no body/],
      [['--colour', 'Organizations.admit'], /unknown option/],
    ]) {
      const { code, stderr } = await motion(...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, words);
    }
    const nobody = await script('motion.sh', '--url', `ws://127.0.0.1:${await freePort()}`, 'Organizations.admit', '{"organization": 8}');
    assert.equal(nobody.code, 1);
    assert.match(nobody.stderr, /no chain answers/);
  });
});

describe('tour.sh', () => {
  it('tells what it is with --help', async () => {
    const { code, stdout } = await script('tour.sh', '--help');
    assert.equal(code, 0);
    assert.match(stdout, /guided tour/);
  });

  it('runs through without anybody at the keyboard', { skip: hfs ? false : HOW_TO_GET_HFS }, async () => {
    const { code, stdout, stderr } = await script('tour.sh', '--no-pause');
    assert.equal(code, 0, `${stderr}\n${stdout}`);
    for (const words of [/Attested/, /Mismatch/, /disputed/, /Erased/, /deny PSY/, /notActive: suspended/, /AlreadyDispensed/, /denied: OA-18/, /payment 72.50 USD/, /That was the tour/])
      assert.match(stdout, words);
  });
});
