// As much of a browser as the modules under test look at while they are loaded.
const kept = new Map<string, string>();
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
};
Object.assign(globalThis, {
  window: {},
  localStorage: storage,
  sessionStorage: storage,
  document: { querySelector: () => null, documentElement: {} },
  location: { href: 'http://127.0.0.1:4590/?x=1#/fleet', hash: '', search: '' },
});
Object.defineProperty(globalThis, 'navigator', { value: { language: 'en-GB' }, configurable: true });
