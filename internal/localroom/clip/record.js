// Draws a small animation and makes a voice-like sound, and has the browser
// encode both: VP8 and Opus. record gives {frames, packets}, each in base64.
"use strict";

const seconds = 3;
const video = { width: 320, height: 180, framesPerSecond: 10 };
const audio = { sampleRate: 48000, packetsPerSecond: 50 };

window.record = async () => ({ frames: await recordVideo(), packets: await recordAudio() });

async function recordVideo() {
  const frames = [];
  const failures = [];
  const encoder = new VideoEncoder({ output: (chunk) => frames.push(base64(chunk)), error: (e) => failures.push(e) });
  encoder.configure({ codec: "vp8", width: video.width, height: video.height, bitrate: 120_000, framerate: video.framesPerSecond });
  const canvas = new OffscreenCanvas(video.width, video.height);
  const count = seconds * video.framesPerSecond;
  for (let i = 0; i < count; i++) {
    draw(canvas.getContext("2d"), i / count);
    const frame = new VideoFrame(canvas, { timestamp: (i * 1e6) / video.framesPerSecond });
    // Whoever comes in the middle has a picture after a second.
    encoder.encode(frame, { keyFrame: i % video.framesPerSecond === 0 });
    frame.close();
  }
  await encoder.flush();
  if (failures.length > 0) throw failures[0];
  return frames;
}

// draw shows a face that looks around and talks; at 1 it is where it was at 0.
function draw(pen, part) {
  const { width, height } = pen.canvas;
  const turn = 2 * Math.PI * part;
  pen.fillStyle = `hsl(${Math.round(360 * part)} 40% 35%)`;
  pen.fillRect(0, 0, width, height);
  const disc = (x, y, radiusX, radiusY, colour) => {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.ellipse(x, y, radiusX, radiusY, 0, 0, 2 * Math.PI);
    pen.fill();
  };
  const x = width / 2 + 40 * Math.sin(turn);
  const y = height / 2 + 6 * Math.sin(2 * turn);
  disc(x, y, 55, 65, "#f2c9a0");
  for (const side of [-1, 1]) {
    disc(x + 20 * side, y - 15, 9, 7, "white");
    disc(x + 20 * side + 4 * Math.sin(turn), y - 15, 4, 4, "#223");
  }
  disc(x, y + 28, 20, 3 + 9 * Math.abs(Math.sin(6 * turn)), "#8a2b34");
}

async function recordAudio() {
  const packets = [];
  const failures = [];
  const encoder = new AudioEncoder({ output: (chunk) => packets.push(base64(chunk)), error: (e) => failures.push(e) });
  encoder.configure({ codec: "opus", sampleRate: audio.sampleRate, numberOfChannels: 1, bitrate: 24_000 });
  const samples = (await speak()).getChannelData(0);
  const length = audio.sampleRate / audio.packetsPerSecond;
  for (let at = 0; at < samples.length; at += length) {
    const data = new AudioData({
      format: "f32-planar",
      sampleRate: audio.sampleRate,
      numberOfFrames: length,
      numberOfChannels: 1,
      timestamp: (at * 1e6) / audio.sampleRate,
      data: samples.slice(at, at + length),
    });
    encoder.encode(data);
    data.close();
  }
  await encoder.flush();
  if (failures.length > 0) throw failures[0];
  return packets.slice(0, seconds * audio.packetsPerSecond); // the encoder adds one for its delay
}

// speak gives syllables: a buzz whose pitch wanders, through the three
// resonances of an open vowel.
function speak() {
  const context = new OfflineAudioContext(1, seconds * audio.sampleRate, audio.sampleRate);
  const buzz = new OscillatorNode(context, { type: "sawtooth", frequency: 130 });
  const volume = new GainNode(context, { gain: 0 });
  const syllable = 0.25;
  for (let at = 0; at < seconds; at += syllable) {
    buzz.frequency.setValueAtTime(120 + 30 * Math.sin(5 * at), at);
    buzz.frequency.linearRampToValueAtTime(110 + 30 * Math.cos(3 * at), at + syllable);
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.9, at + 0.05);
    volume.gain.linearRampToValueAtTime(0, at + 0.22);
  }
  for (const [frequency, gain] of [[700, 1], [1200, 0.6], [2600, 0.3]]) {
    const resonance = new BiquadFilterNode(context, { type: "bandpass", frequency, Q: 6 });
    buzz.connect(resonance).connect(new GainNode(context, { gain })).connect(volume);
  }
  volume.connect(context.destination);
  buzz.start();
  return context.startRendering();
}

function base64(chunk) {
  const bytes = new Uint8Array(chunk.byteLength);
  chunk.copyTo(bytes);
  return bytes.toBase64();
}
