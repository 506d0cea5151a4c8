// What an organisation still holds that others rely on, before it leaves. See scripts/leave.sh.
import { ApiPromise, WsProvider } from '@polkadot/api';
import { organizationAccount } from '../lib/chain.js';

const [url, number] = process.argv.slice(2);
const organization = Number(number);
const provider = new WsProvider(url, 1_000, {}, 10_000);
provider.on('error', () => {
  console.error(`error: no chain answers at ${url}`);
  process.exit(1);
});
const api = await ApiPromise.create({ provider, noInitWarn: true });
const own = async (entries, owner) => (await entries).filter(([, value]) => Number(owner(value)) === organization);

try {
  const entry = await api.query.organizations.organizations(organization);
  if (entry.isNone) throw new Error(`there is no organisation ${number}`);
  const { standing, staff, collator } = entry.unwrap();
  const remains = [];
  const note = (count, what, todo) => count > 0 && remains.push(`${count} ${what}: ${todo}`);

  const attestors = await own(api.query.attestation.attestors.entries(), (value) => value.toString());
  note(attestors.length, 'attestor keys', 'leave.sh attestor, and tell the stores that named them');
  const stores = (await own(api.query.records.stores.entries(), (value) => value.unwrap().owner))
    .filter(([, value]) => value.unwrap().attestors.length > 0);
  note(stores.length, 'record stores', 'Records.retire_store; anchors stay verifiable, challenges end');
  const sponsored = await own(api.query.sponsorship.sponsorships.entries(), (value) => value.unwrap().organization);
  note(sponsored.length, 'sponsored accounts', 'another member vouches for them first, or they pay for themselves');
  const issuers = (await api.query.credentials.issuers.entries())
    .filter(([{ args }, value]) => args[1].toNumber() === organization && !value.unwrap().state.isRevoked);
  note(issuers.length, 'accreditations as issuer', 'Credentials.resign; what was issued stays as it is');
  const money = (await api.query.system.account(organizationAccount(api, organization))).data.free.toBigInt();
  note(money > 0n ? 1 : 0, `account with ${money} planks`, 'Organizations.withdraw, also possible afterwards');

  console.log(`organisation ${number} is ${standing.type}, with ${staff} staff accounts and ${collator.isSome ? 'a' : 'no'} collator`);
  if (remains.length === 0) console.log('nothing remains that others rely on');
  remains.forEach((line) => console.log(`  ${line}`));
  // Accounts are the organisation's own affair; the rest is others'.
  process.exitCode = remains.some((line) => !line.startsWith('1 account')) ? 3 : 0;
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
} finally {
  await api.disconnect();
}
