import './browser';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, clock, duration, speak, t, word } from '../../main/web/words';

test('what is not known is unknown, and never 0', () => {
  assert.equal(duration(null), 'unknown');
  assert.equal(duration(undefined), 'unknown');
  assert.equal(duration(Number.NaN), 'unknown');
  assert.equal(duration(0), '0 ms');
});

test('durations are said as an operator says them', () => {
  assert.equal(duration(40), '40 ms');
  assert.equal(duration(1_290), '1.2 s');
  assert.equal(duration(59_999), '59.9 s');
  assert.equal(duration(65_000), '1 min 05 s');
  assert.equal(duration(3 * 3_600_000 + 5 * 60_000), '3 h 05 min');
  assert.equal(duration(50 * 3_600_000), '2 d 2 h');
});

test('an age is never negative, however the clocks differ', () => {
  assert.equal(ago(-5_000), '0 s ago');
});

test('a time is UTC, with its day where it is another day', () => {
  const now = Date.parse('2026-11-22T02:00:00Z');
  assert.equal(clock('2026-11-22T01:11:40Z', now), '01:11:40Z');
  assert.equal(clock('2026-11-21T21:11:40Z', now), '2026-11-21 21:11:40Z');
  assert.equal(clock('nonsense', now), 'unknown');
});

test('Spanish has its own words and its own comma', () => {
  speak('es');
  assert.equal(duration(1_290), '1,2 s');
  assert.equal(t('ago', { time: '2 s' }), 'hace 2 s');
  assert.equal(word('state', 'halted'), 'Detenido');
  speak('en');
});

test('a value nobody has heard of is shown as it came', () => {
  assert.equal(word('state', 'half-done'), 'half-done');
});
