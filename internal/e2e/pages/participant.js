// One person in a meeting. Tests call the SDK through window.meeting.
/* global RealtimeKitClient, record */
"use strict";

// A small picture is enough to prove that video arrives.
const smallVideo = { width: { ideal: 320 }, height: { ideal: 180 }, frameRate: { ideal: 10 } };

window.join = async ({ authToken, baseURI, audio, video, plugins, modules }) => {
  window.meeting = await RealtimeKitClient.init({
    authToken,
    baseURI,
    modules,
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

// drawScreen gives the page a drawing to share: a headless browser has no screen.
window.drawScreen = () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
  const pen = canvas.getContext("2d");
  let step = 0;
  setInterval(() => {
    pen.fillStyle = `hsl(${(step += 10) % 360} 80% 50%)`;
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }, 100);
  navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream(10);
};
