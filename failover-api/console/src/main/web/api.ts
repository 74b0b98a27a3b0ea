// Asks the failover API. An answer is trusted only as far as it can be read: what is no JSON, breaks off, or lacks its
// keys is weather, as silence is, and never reaches a page.
import type { Problem } from './contract';
import { token } from './session';

declare global {
  interface Window {
    early?: Record<string, Promise<Response>>;
  }
}

export type Failure =
  | { kind: 'silent' }
  | { kind: 'garbled'; status: number }
  | { kind: 'refused'; status: number; problem: Problem };

export type Answer<T> = { value: T; region: string | null } | { failure: Failure };

/** The keys an answer must have, each with its type's first letter: s(tring), n(umber), o(bject), a(rray), b(oolean). */
export type Shape = string;

// An answer takes 0.4 s on a slow link and the server gives up on AWS after 5 s; after 8 s nobody will answer.
const ANSWER_MAX_MS = 8_000;
// A start asks SSM and two journals; see the API's own bound of 12 s.
const CHANGE_MAX_MS = 15_000;

const base = document.querySelector<HTMLMetaElement>('meta[name=changeover-api]')?.content || './';

export function address(path: string): string {
  return new URL(path, new URL(base, location.href.replace(/[?#].*/, ''))).href;
}

function isProblem(value: unknown): value is Problem {
  return fits(value, 'code:s detail:s whatToDo:s status:n');
}

export function fits(value: unknown, shape: Shape): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const keys = value as Record<string, unknown>;
  return shape.split(' ').every((pair) => {
    const [key, type] = pair.split(':') as [string, string];
    const found = keys[key];
    if (key === 'asOf' && Number.isNaN(Date.parse(String(found)))) {
      return false;
    }
    return type === 'a' ? Array.isArray(found) : found !== null && (typeof found)[0] === type && !Array.isArray(found);
  });
}

async function ask<T>(path: string, shape: Shape, limitMs: number, request: RequestInit): Promise<Answer<T>> {
  let response: Response;
  let text: string;
  try {
    // What was asked while the page itself was still under way (see early.ts) is not asked twice.
    const early = window.early?.[path];
    delete window.early?.[path];
    response = await (early ?? fetch(address(path), {
      ...request,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(limitMs),
      headers: { Accept: 'application/json', ...authorization(), ...request.headers },
    }));
    text = await response.text();
  } catch {
    return { failure: { kind: 'silent' } };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { failure: { kind: 'garbled', status: response.status } };
  }
  if (!response.ok) {
    return {
      failure: isProblem(value)
        ? { kind: 'refused', status: response.status, problem: value }
        : { kind: 'garbled', status: response.status },
    };
  }
  return fits(value, shape)
    ? { value: value as T, region: response.headers.get('Changeover-Region') }
    : { failure: { kind: 'garbled', status: response.status } };
}

export function authorization(): Record<string, string> {
  const known = token();
  return known ? { Authorization: 'Bearer ' + known } : {};
}

export function read<T>(path: string, shape: Shape): Promise<Answer<T>> {
  return ask<T>(path, shape, ANSWER_MAX_MS, {});
}

/** Asks for a change, once. `key` makes it safe to ask again with the same words. */
export function change<T>(path: string, body: unknown, shape: Shape = 'asOf:s', key?: string): Promise<Answer<T>> {
  return ask<T>(path, shape, CHANGE_MAX_MS, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...(key ? { 'Idempotency-Key': key } : {}) },
  });
}

/** A report as a file on the reader's disk. It is never opened here: a report in HTML would speak in our name. */
export async function download(path: string, name: string): Promise<boolean> {
  try {
    const response = await fetch(address(path), { headers: authorization(), signal: AbortSignal.timeout(CHANGE_MAX_MS) });
    if (!response.ok) {
      return false;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
    return true;
  } catch {
    return false;
  }
}
