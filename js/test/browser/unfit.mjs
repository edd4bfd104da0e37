/** The tests that a browser cannot pass, by browser and name, each with the reason. */
export const unfit = {
  firefox: {
    'says that the browser holds it back, until the page was used': 'without a sound card an AudioContext of Firefox never runs',
  },
  webkit: {
    'the demo says that a browser is too old for the panel': "Debian's WebKitGTK has no WebRTC, and without it the SDK joins nothing",
  },
};
