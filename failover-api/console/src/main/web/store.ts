// What the API said last, path by path, and how old that is. A failure never erases what was known: it stands beside it.
import { useEffect, useState } from 'preact/hooks';
import { read, type Failure, type Shape } from './api';

export type Held<T> = { value: T; at: number; region: string | null };
export type Source<T> = { held?: Held<T>; failure?: Failure; failingSince?: number; cached?: boolean };

type Entry = {
  source: Source<{ asOf: string }>;
  before?: Held<{ asOf: string }>;
  readers: Set<() => void>;
  everyMs: number;
  timer?: ReturnType<typeof setTimeout>;
  asked: number;
  answered: number;
  shape: Shape;
};

const PREFIX = 'changeover:held:';
// A browser gives an origin 5 MB; twenty pages of at most 200 kB stay below it.
const KEPT_MAX = 20;
const KEPT_CHARACTERS_MAX = 200_000;
// A page nobody looks at asks so seldom.
const HIDDEN_MS = 30_000;

const entries = new Map<string, Entry>();

/** Milliseconds that only go forward while the page lives, and still mean something to the next page. */
export function tick(): number {
  return performance.timeOrigin + performance.now();
}

/** The service's clock, now, as far as the last answer lets us tell. The reader's own clock may be wrong. */
export function serverNow(source: Source<{ asOf: string }>): number {
  return source.held ? Date.parse(source.held.value.asOf) + Math.max(0, tick() - source.held.at) : tick();
}

function entryOf(path: string, shape: Shape, everyMs: number): Entry {
  let entry = entries.get(path);
  if (!entry) {
    entry = { source: remembered(path), readers: new Set(), everyMs, asked: 0, answered: 0, shape };
    entries.set(path, entry);
  }
  return entry;
}

function remembered(path: string): Source<{ asOf: string }> {
  try {
    const held = JSON.parse(localStorage.getItem(PREFIX + path) ?? 'null') as Held<{ asOf: string }> | null;
    return held && typeof held.value.asOf === 'string' ? { held, cached: true } : {};
  } catch {
    return {};
  }
}

function remember(path: string, held: Held<unknown>): void {
  const text = JSON.stringify(held);
  if (text.length > KEPT_CHARACTERS_MAX || /^v1\/(audit|sign-in)/.test(path)) {
    return;
  }
  try {
    localStorage.setItem(PREFIX + path, text);
    const kept = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    for (const key of kept.length > KEPT_MAX ? kept.slice(0, kept.length - KEPT_MAX) : []) {
      if (key !== PREFIX + path) {
        localStorage.removeItem(key);
      }
    }
  } catch {
    // Full or forbidden: then there is nothing to show offline, and all else works.
  }
}

export function anythingRemembered(): boolean {
  return Object.keys(localStorage).some((key) => key.startsWith(PREFIX));
}

export function forgetAll(): void {
  Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .forEach((key) => localStorage.removeItem(key));
  entries.forEach((entry) => (entry.source = {}));
}

function tell(entry: Entry): void {
  entry.readers.forEach((reader) => reader());
}

async function look(path: string, entry: Entry): Promise<void> {
  const turn = ++entry.asked;
  const answer = await read<{ asOf: string }>(path, entry.shape);
  if (turn !== entry.asked) {
    return; // A later question has been asked; its answer counts.
  }
  entry.answered = turn;
  if ('failure' in answer) {
    const { held, cached, failingSince = tick() } = entry.source;
    entry.source = { held, cached, failure: answer.failure, failingSince };
  } else {
    take(path, entry, answer.value, answer.region);
  }
  tell(entry);
  clearTimeout(entry.timer);
  if (entry.readers.size > 0) {
    entry.timer = setTimeout(() => void look(path, entry), document.hidden ? HIDDEN_MS : entry.everyMs);
  }
}

function take(path: string, entry: Entry, value: { asOf: string }, region: string | null): void {
  const before = entry.source.held?.value as { events?: number } | undefined;
  const events = (value as { events?: number }).events;
  if (before?.events !== undefined && events !== undefined && events < before.events) {
    return; // Journals only grow: this answer is older than what is shown.
  }
  const held = { value, at: tick(), region };
  entry.before = entry.source.held;
  entry.source = { held };
  remember(path, held);
}

/** Gives a path an answer that came another way: with a verb's reply, or on the stream. */
export function put(path: string, value: { asOf: string }): void {
  const entry = entries.get(path);
  if (entry) {
    take(path, entry, value, entry.source.held?.region ?? null);
    tell(entry);
  }
}

/** Takes back an answer that no page could show; the one before it stands again. */
export function reject(path: string): void {
  const entry = entries.get(path);
  if (entry) {
    entry.source = { held: entry.before, failure: { kind: 'garbled', status: 200 }, failingSince: tick() };
    localStorage.removeItem(PREFIX + path);
    tell(entry);
  }
}

/** Asks now, without waiting for the next turn. */
export function refresh(path: string): void {
  const entry = entries.get(path);
  if (entry) {
    void look(path, entry);
  }
}

export function refreshAll(): void {
  entries.forEach((entry, path) => entry.readers.size > 0 && void look(path, entry));
}

/** The answer to a path, asked again every so often for as long as somebody reads it. */
export function useSource<T extends { asOf: string }>(path: string | null, everyMs: number, shape: Shape): Source<T> {
  const [, again] = useState(0);
  useEffect(() => {
    if (!path) {
      return;
    }
    const entry = entryOf(path, shape, everyMs);
    const reader = () => again((count) => count + 1);
    entry.readers.add(reader);
    entry.everyMs = everyMs;
    if (entry.asked === entry.answered) {
      void look(path, entry);
    }
    return () => {
      entry.readers.delete(reader);
      if (entry.readers.size === 0) {
        clearTimeout(entry.timer);
      }
    };
  }, [path]);
  useEffect(() => {
    if (path) {
      entryOf(path, shape, everyMs).everyMs = everyMs;
    }
  }, [path, everyMs]);
  return (path ? entryOf(path, shape, everyMs).source : {}) as Source<T>;
}
