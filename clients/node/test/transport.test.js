// What the client makes of its arguments, of a server that says nothing and of a program that does not start. No wsus-mock.
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { AdminClient, MockWsus, StartError } from '../index.js';

// Notes queries; a journal of two pages, and a health that never comes.
const queries = [];
const stub = createServer((request, response) => {
  const url = new URL(request.url, 'http://stub');
  queries.push(Object.fromEntries(url.searchParams));
  if (url.pathname === '/api/v1/health') return;
  const sequence = Number(url.searchParams.get('after') ?? 0) + 1;
  response.end(JSON.stringify({ entries: [{ sequence }], next: sequence > 7 ? null : sequence }));
});
let address;
let folder;

before(async () => {
  await new Promise((resolve) => { stub.listen(0, '127.0.0.1', resolve); });
  address = `http://127.0.0.1:${stub.address().port}`;
  folder = await mkdtemp(join(tmpdir(), 'wsus-client-'));
});
after(async () => {
  stub.closeAllConnections();
  stub.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => { queries.length = 0; });

test('the journal goes on behind the sequence that was asked for', async () => {
  const entries = await new AdminClient(address).journal({ operation: 'GetConfig', after: 6, redact: true });
  assert.deepEqual(entries, [{ sequence: 7 }, { sequence: 8 }]);
  assert.deepEqual(queries, [{ limit: '1000', operation: 'GetConfig', after: '6', redact: 'true' },
    { limit: '1000', operation: 'GetConfig', after: '7', redact: 'true' }]);
});

test('a server that says nothing is waited for as long as was asked', async () => {
  await assert.rejects(new AdminClient(address, null, { timeout: 50 }).health(), { name: 'TimeoutError' });
});

test('a program that does not listen is ended before its folder is removed', async () => {
  const pid = join(folder, 'pid');
  const program = join(folder, 'program');
  // It takes its time to end, and writes into its folder as it goes.
  await writeFile(program, `#!/bin/sh\nwhile [ "$1" != --log-dir ]; do shift; done\nmkdir "$2"\n` +
    `trap 'sleep 0.2; echo > "$2/last"; exit 0' TERM\necho "$$ $2" > ${pid}\nwhile :; do sleep 0.01; done\n`);
  await chmod(program, 0o755);
  await assert.rejects(MockWsus.start({ program, startTimeout: 2_000 }), StartError);
  const [number, logs] = (await readFile(pid, 'utf8')).split(/\s/);
  assert.throws(() => process.kill(Number(number), 0), { code: 'ESRCH' });
  await assert.rejects(readdir(join(logs, '..')), { code: 'ENOENT' });
});
