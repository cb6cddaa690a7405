// The client against a real server.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { AdminClient, AdminError, ExpectationsFailed, MockWsus, StartError } from '../index.js';

const busy = { name: 'busy', soap_fault: { error_code: 'ServerBusy' }, when: { operation: 'SyncUpdates' } };
let wsus;
let folder;

function scan() {
  return new Promise((resolve) => {
    execFile(process.env.WUA_SIM ?? 'wua-sim', ['scan', '--server', wsus.url], (error) => resolve(error ? error.code : 0));
  });
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wsus-client-'));
  const catalogue = join(folder, 'small.yaml');
  await writeFile(catalogue, 'generate: {revisions: 120, seed: 1}\n');
  wsus = await MockWsus.start({ options: ['--catalog', catalogue] });
});
after(async () => {
  await wsus?.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => wsus.reset({ faults: 'added', computers: true }));

test('a healthy scan is in the journal and counts no fault', async () => {
  assert.equal(await scan(), 0);
  assert.equal((await wsus.journal({ operation: 'GetConfig' })).length, 1);
  assert.equal((await wsus.counters()).soap_faults ?? 0, 0);
  assert.equal((await wsus.computers()).length, 1);
});

test('an injected fault happens and is over when it is removed', async () => {
  assert.equal((await wsus.inject(busy)).name, 'busy');
  assert.notEqual(await scan(), 0);
  const faulty = await wsus.journal({ error_code: 'ServerBusy' });
  assert.equal((await wsus.rule('busy')).injected, faulty.length);
  assert.ok(faulty.length > 0);
  await wsus.removeRule('busy');
  assert.equal(await scan(), 0);
});

test('a rule is disabled, enabled and replaced', async () => {
  await wsus.inject(busy);
  await wsus.disableRule('busy');
  assert.equal(await scan(), 0);
  await wsus.enableRule('busy');
  assert.notEqual(await scan(), 0);
  await wsus.replaceRule('busy', { ...busy, when: { operation: 'GetConfig' } });
  assert.equal((await wsus.why({ operation: 'SyncUpdates' }))[0].differs[0].field, 'operation');
  await wsus.removeRules();
  assert.deepEqual(await wsus.rules(), []);
});

test('expectations hold, or are told', async () => {
  await wsus.expect({ calls: [{ operation: 'GetConfig' }] });
  await assert.rejects(wsus.verify(), ExpectationsFailed);
  await scan();
  await wsus.verify();
});

test('actions of an administrator', async () => {
  await scan();
  assert.ok((await wsus.iisreset()).application_starts > 1);
  await wsus.stopPool();
  assert.equal(await wsus.ready(), false);
  await wsus.startPool();
  assert.equal(await wsus.ready(), true);
  const [computer] = await wsus.computers();
  await wsus.deleteComputer(computer.client_id);
  await assert.rejects(wsus.computer(computer.client_id), (error) => error instanceof AdminError && error.status === 404);
});

test('events come while a scan runs', async () => {
  const stop = new AbortController();
  const events = wsus.events({}, { signal: stop.signal });
  const first = events.next();
  await scan();
  assert.equal((await first).value.event, 'exchange');
  stop.abort();
  await assert.rejects(async () => {
    for await (const event of events) assert.ok(event.event);
  });
});

test('logs, bodies, metrics, HAR', async () => {
  await wsus.keepBodies(100_000);
  await scan();
  const [entry] = await wsus.journal({ operation: 'GetConfig' });
  assert.match((await wsus.exchange(entry.sequence)).request_body, /GetConfig/);
  await wsus.keepBodies(0);
  assert.ok((await wsus.logs()).length > 0);
  assert.match(await wsus.metrics(), /SyncUpdates/);
  assert.equal((await wsus.har()).log.version, '1.2');
});

test('mistakes are told with the sentence of the server', async () => {
  await assert.rejects(wsus.inject({ soap_fautl: {} }), /soap_fault/);
  await assert.rejects(new AdminClient(wsus.address, 'wrong').rules(), (error) => error.status === 401);
  assert.throws(() => new AdminClient('127.0.0.1:8081'), /http:\/\/127\.0\.0\.1:8081/);
});

test('a server that does not start says why', async () => {
  await assert.rejects(MockWsus.start({ options: ['--no-such-option'] }), (error) =>
    error instanceof StartError && /--no-such-option/.test(error.message));
  await assert.rejects(MockWsus.start({ program: '/no/such/program' }), /WSUS_MOCK/);
});

test('the types name every call of the client', async () => {
  const types = await readFile(new URL('../index.d.ts', import.meta.url), 'utf8');
  for (const [of, type] of [[AdminClient, 'AdminClient'], [MockWsus, 'MockWsus']]) {
    for (const name of Object.getOwnPropertyNames(of.prototype)) {
      assert.match(types, new RegExp(`\\b${name}\\b`), `${type}.${name} has no type`);
    }
  }
});
