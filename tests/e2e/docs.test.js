// What the documents point at is there: files, headings, and the tests that they name as proof.
import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './lib/env.js';

const SKIPPED = new Set(['node_modules', 'target', '.git']);

/** Every file below a folder whose name ends so. */
function files(folder, ending) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : files(path, ending);
    return entry.name.endsWith(ending) ? [path] : [];
  });
}
const read = (path) => readFileSync(path, 'utf8');
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match.slice(1));

const documents = files(root, '.md').map((path) => ({ path, name: relative(root, path), text: read(path) }));

/** A heading as the link to it is written. */
const anchor = (heading) => heading.toLowerCase().replaceAll('`', '').replaceAll(/[^\p{L}\p{N}_\- ]/gu, '').replaceAll(' ', '-');
const anchors = (text) => new Set(all(text, /^#+ (.+)$/gm).map(([heading]) => anchor(heading.trim())));

describe('the documents', () => {
  it('link to what is there', () => {
    const broken = [];
    let links = 0;
    for (const { path, name, text } of documents) {
      for (const [target, , heading] of all(text, /\]\(([^)#\s]*)(#([^)\s]+))?\)/g)) {
        if (/^[a-z]+:/.test(target) || (!target && !heading)) continue;
        links += 1;
        const file = target ? join(dirname(path), target) : path;
        if (!existsSync(file)) broken.push(`${name}: ${target}`);
        else if (heading && statSync(file).isFile() && !anchors(read(file)).has(heading)) broken.push(`${name}: ${target}#${heading}`);
      }
    }
    assert.ok(links > 50, `${links} links`);
    assert.deepEqual(broken, []);
  });

  it('name tests that exist', () => {
    const sources = files(root, '.rs').map(read).join('\n');
    const functions = new Set(all(sources, /fn (\w+)\s*\(/g).flat());
    const named = documents.flatMap(({ name, text }) => all(text, /`(\w+_should_\w+)`/g).map(([test]) => ({ name, test })));
    assert.ok(named.length > 100, `${named.length} names`);
    assert.deepEqual(named.filter(({ test }) => !functions.has(test)), []);
  });

  it('name end-to-end tests that exist', () => {
    // A title may be written with escapes.
    const unescaped = (text) => text.replaceAll(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
    const suites = unescaped(files(join(root, 'tests'), '.js').map(read).join('\n'));
    const rows = read(join(root, 'docs', 'security.md')).split('\n').filter((line) => line.startsWith('|'));
    const named = rows.flatMap((row) => all(row, /"([^"]+)"/g).flat());
    assert.ok(named.length > 3, `${named.length} titles`);
    assert.deepEqual(named.filter((title) => !suites.includes(`'${title}'`)), []);
  });
});
