import './browser';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitter } from '../../main/web/stream';

const STREAM = ': hello\n\nid: 1\nevent: event\ndata: {"number":1}\n\nevent: state\r\ndata: {"a":\r\ndata: 1}\r\n\r\nevent: end\ndata: {}\n\n';
const TOLD = ['event {"number":1}', 'state {"a":1}', 'end {}'];

test('messages come out whole, wherever the stream is cut', () => {
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const told: string[] = [];
    const split = splitter((kind, data) => told.push(`${kind} ${data}`));
    split(STREAM.slice(0, cut));
    split(STREAM.slice(cut));
    assert.deepEqual(told, TOLD, `cut at ${cut}`);
  }
});

test('a message that never ends is never told', () => {
  const told: string[] = [];
  splitter((kind) => told.push(kind))('event: event\ndata: {"number":1}\n');
  assert.deepEqual(told, []);
});
