// Shows and plays what comes from another participant, and measures it.
"use strict";

const person = (id) => window.meeting.participants.joined.get(id);

// framesOf counts the frames of a track that this tab has decoded since the first
// call for it.
const screens = new Map();
const framesOf = (track) => {
  if (!track) return 0;
  let screen = screens.get(track);
  if (!screen) {
    screen = Object.assign(document.createElement("video"), {
      muted: true,
      autoplay: true,
      playsInline: true,
      srcObject: new MediaStream([track]),
    });
    track.addEventListener("ended", () => screen.remove());
    screens.set(track, screen);
    document.body.append(screen);
  }
  return screen.getVideoPlaybackQuality().totalVideoFrames;
};

// videoFrames and screenFrames are about a participant's camera and screen.
window.videoFrames = (id) => framesOf(person(id)?.videoTrack);
window.screenFrames = (id) => framesOf(person(id)?.screenShareTracks?.video);

// loudness is the loudest sample (0 to 1) heard from the participant's
// microphone in the last 2048 samples.
const meters = new Map();
window.loudness = (id) => {
  const track = person(id)?.audioTrack;
  if (!track) return 0;
  let meter = meters.get(id);
  if (meter?.track !== track) {
    const stream = new MediaStream([track]);
    // Chromium decodes a remote track only while an element plays it.
    const player = Object.assign(document.createElement("audio"), { autoplay: true, srcObject: stream });
    document.body.append(player);
    const context = new AudioContext();
    const analyser = new AnalyserNode(context);
    context.createMediaStreamSource(stream).connect(analyser);
    meter = { track, analyser };
    meters.set(id, meter);
  }
  const samples = new Float32Array(meter.analyser.fftSize);
  meter.analyser.getFloatTimeDomainData(samples);
  return Math.max(...samples.map(Math.abs));
};
