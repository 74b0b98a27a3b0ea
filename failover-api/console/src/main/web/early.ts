// Runs before the page has arrived: the first questions travel while the rest of it does. On a line of 400 ms this saves 400 ms.
(() => {
  const session = sessionStorage.getItem('changeover:session');
  // Somebody who comes back from signing in has another token in a moment.
  if (session && !location.search && !document.querySelector<HTMLMetaElement>('meta[name=changeover-api]')?.content) {
    const headers = { Accept: 'application/json', Authorization: 'Bearer ' + (JSON.parse(session) as { token: string }).token };
    window.early = {};
    for (const path of ['v1/me', 'v1/applications']) {
      (window.early[path] = fetch(path, { headers, cache: 'no-store', signal: AbortSignal.timeout(8_000) })).catch(() => 0);
    }
  }
})();
