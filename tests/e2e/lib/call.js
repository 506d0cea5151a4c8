// A call as people write it on a command line: 'Pallet.call' and one JSON object of arguments.

const lower = (name) => name[0].toLowerCase() + name.slice(1);
const camel = (name) => lower(name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase()));

/** What was wrong with how a call was written. */
export class WrongCall extends Error {}

/** The call, ready to be signed. Names may be as in the metadata or in camel case; arguments left out are none. */
export function callOf(api, name, json = '{}') {
  const [pallet, method] = name.split('.');
  const make = method && api.tx[lower(pallet)]?.[camel(method)];
  if (!make) throw new WrongCall(`there is no call ${name}`);
  let given;
  try {
    given = JSON.parse(json);
  } catch {
    throw new WrongCall(`the arguments of ${name} must be one JSON object`);
  }
  const wanted = make.meta.args.map((argument) => argument.name.toString());
  const unknown = Object.keys(given).filter((key) => !wanted.includes(key) && !wanted.map(camel).includes(key));
  if (unknown.length > 0) throw new WrongCall(`${name} takes ${wanted.join(', ') || 'no arguments'}, not ${unknown.join(', ')}`);
  return make(...wanted.map((key) => given[key] ?? given[camel(key)] ?? null));
}
