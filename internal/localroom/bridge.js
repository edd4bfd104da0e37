// Keeps the RealtimeKit SDK's calls to a local room on the page's own origin:
// https://PREFIX.gavel-local.localhost/PATH goes to /local/sdk/PREFIX/PATH, and
// wss likewise. Everything else passes untouched, so that a real meeting works
// on the same page. A classic script: it must have run before the SDK opens its
// first connection.
(() => {
  const BASE = '.gavel-local.localhost';

  /** The address on this origin, or null for an address that is none of ours. */
  function bridged(address, scheme, target) {
    let url;
    try {
      url = new URL(address, document.baseURI);
    } catch {
      return null;
    }
    if (url.protocol !== scheme || !url.hostname.endsWith(BASE)) return null;
    const prefix = url.hostname.slice(0, -BASE.length);
    return `${target}//${location.host}/local/sdk/${prefix}${url.pathname}${url.search}`;
  }

  const realFetch = window.fetch;
  window.fetch = function fetch(input, init) {
    const address = input instanceof Request ? input.url : input;
    const here = bridged(address, 'https:', location.protocol);
    if (here === null) return realFetch.call(this ?? window, input, init);
    return realFetch.call(window, input instanceof Request ? new Request(here, input) : here, init);
  };

  // A proxy keeps the constants, the prototype, instanceof and subclassing.
  window.WebSocket = new Proxy(window.WebSocket, {
    construct(RealWebSocket, [address, ...rest], newTarget) {
      const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
      const here = bridged(address, 'wss:', scheme);
      return Reflect.construct(RealWebSocket, [here ?? address, ...rest], newTarget);
    },
  });
})();
