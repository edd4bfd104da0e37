// Runs before the scripts of the page.
{
  // The meeting that the page joins is window.meeting.
  let client;
  Object.defineProperty(window, 'RealtimeKitClient', {
    get: () => client,
    set(sdk) {
      client = sdk;
      const { init } = sdk;
      sdk.init = async (...args) => (window.meeting = await init.apply(sdk, args));
    },
  });

  // How often the page began and ceased to listen for changes of controls.
  window.subscriptions = { made: 0, ended: 0 };
  for (const [method, count] of [['addEventListener', 'made'], ['removeEventListener', 'ended']]) {
    const original = EventTarget.prototype[method];
    EventTarget.prototype[method] = function (type, ...rest) {
      if (type === 'change' && 'snapshot' in this) window.subscriptions[count] += 1;
      return original.call(this, type, ...rest);
    };
  }
}
