// One person in a meeting. Tests call the SDK through window.meeting.
/* global RealtimeKitClient, record */
"use strict";

// A small picture is enough to prove that video arrives.
const smallVideo = { width: { ideal: 320 }, height: { ideal: 180 }, frameRate: { ideal: 10 } };

window.join = async ({ authToken, baseURI, audio, video, plugins }) => {
  window.meeting = await RealtimeKitClient.init({
    authToken,
    baseURI,
    defaults: { audio, video, plugins, mediaConfiguration: { video: smallVideo } },
  });
  record(window.meeting);
  await window.meeting.join();
};

// refusal runs the call and gives the code of the error that it ends in.
window.refusal = async (call) => {
  try {
    await call();
  } catch (error) {
    return String(error.code);
  }
  return "not refused";
};
