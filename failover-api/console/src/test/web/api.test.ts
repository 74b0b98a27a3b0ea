import './browser';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, fits, read } from '../../main/web/api';

function answerWith(body: string, status = 200): void {
  globalThis.fetch = async () => new Response(body, { status });
}

test('addresses are below the page, whatever its query and fragment', () => {
  assert.equal(address('v1/me'), 'http://127.0.0.1:4590/v1/me');
});

test('an answer without its keys is no answer', () => {
  assert.equal(fits({ asOf: '2026-11-22T00:00:00Z', steps: [] }, 'asOf:s steps:a'), true);
  assert.equal(fits({ asOf: 'yesterday' }, 'asOf:s'), false);
  assert.equal(fits({ steps: {} }, 'steps:a'), false);
  assert.equal(fits({ rto: null }, 'rto:o'), false);
  assert.equal(fits(null, 'asOf:s'), false);
  assert.equal(fits([], 'asOf:s'), false);
});

test('HTML, half a JSON and an empty body are told as unreadable', async () => {
  for (const body of ['<html>', '{"asOf":"2026-', '', 'null', '{}']) {
    answerWith(body);
    assert.deepEqual(await read('v1/me', 'asOf:s'), { failure: { kind: 'garbled', status: 200 } });
  }
});

test('a refusal brings its own sentence, and one that is none is unreadable', async () => {
  answerWith(JSON.stringify({ code: 'token-expired', detail: 'd', whatToDo: 'w', status: 401 }), 401);
  const refused = await read('v1/me', 'asOf:s');
  assert.ok('failure' in refused && refused.failure.kind === 'refused' && refused.failure.problem.code === 'token-expired');
  answerWith('{"message":"Internal server error"}', 500);
  assert.deepEqual(await read('v1/me', 'asOf:s'), { failure: { kind: 'garbled', status: 500 } });
});

test('a lost connection is silence', async () => {
  globalThis.fetch = async () => {
    throw new TypeError('Failed to fetch');
  };
  assert.deepEqual(await read('v1/me', 'asOf:s'), { failure: { kind: 'silent' } });
});
