/** Makes the font of the panel's icons. */
import CanvasKitInit from 'canvaskit-wasm';
import svg2ttf from 'svg2ttf';
import svgpath from 'svgpath';
import { characters } from '../../wasm/dom/icons.js';

/** Lines on a grid of 24, with round ends. */
const paths = {
  'audio-on': 'M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  'audio-off': 'M9 9v2a3 3 0 0 0 4.4 2.7M15 10.5V6a3 3 0 0 0-5.8-1M5.5 11a6.5 6.5 0 0 0 10 5.5M18.5 11a6.5 6.5 0 0 1-.7 3M12 17.5V21M4 3.5l16 17',
  'video-on': 'M5 6.5h8a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM15 11l6-3.2v8.4L15 13',
  'video-off': 'M9 6.5h4a2 2 0 0 1 2 2V11l6-3.2v8.4l-3.5-1.9M14.6 16.6a2 2 0 0 1-1.6.9H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 1.6-2M4 3.5l16 17',
  pin: 'M9 3.500h6l-.6 6.2 3.1 3.800H6.500l3.1-3.800ZM12 13.500V21',
  unpin: 'M9.3 6.5 9 3.500h6l-.6 6.2 3.1 3.800h-3M9.4 11.5 6.5 13.500h5.500V21M4 3.500l16 17',
  remove: 'M5.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2.5 19.500a6.5 6.5 0 0 1 13 0M16.5 8l5 5M21.5 8l-5 5',
  people: 'M5.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2.5 19.500a6.5 6.5 0 0 1 13 0M15.5 4.800a3.5 3.5 0 0 1 0 6.400M18 14.300a6.5 6.5 0 0 1 3.5 5.2',
  'others-out': 'M9.500 8a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0M7.500 18.500a4.500 4.500 0 0 1 9 0M4.800 8.500 1.800 11.500l3 3M19.200 8.500l3 3-3 3',
  leave: 'M13.5 4H6a1.5 1.5 0 0 0-1.5 1.500v13A1.5 1.5 0 0 0 6 20h7.500M10 12h11M17.5 8.5 21 12l-3.5 3.5',
  end: 'M12 3v8M6.8 6.200a8 8 0 1 0 10.4 0',
  search: 'M4 10.500a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0M15.3 15.3 20.5 20.5',
  offline: 'M3 3.500l18 17M8.5 16a5 5 0 0 1 6.5-.4M5.5 12.500a9.5 9.5 0 0 1 4-2.400M13.5 9.600a9.5 9.5 0 0 1 5 2.900M2.5 9a14 14 0 0 1 4-2.600M10.5 5.100A14 14 0 0 1 21.5 9M12 19.500h.01',
  waiting: 'M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M12 7.500V12l3 2',
  lock: 'M6.5 10.500h11A1.5 1.5 0 0 1 19 12v6.500a1.5 1.5 0 0 1-1.5 1.500h-11A1.5 1.5 0 0 1 5 18.500V12a1.5 1.5 0 0 1 1.5-1.500ZM8 10.500V8a4 4 0 0 1 8 0v2.5',
  select: 'M5.500 4h13A1.500 1.500 0 0 1 20 5.500v13a1.500 1.500 0 0 1-1.500 1.500h-13A1.500 1.500 0 0 1 4 18.500v-13A1.500 1.500 0 0 1 5.500 4ZM8 12.300l2.800 2.800L16 9.500',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M6 9.500l6 6 6-6',
  more: 'M12 5.500v.01M12 12v.01M12 18.500v.01',
  'let-in': 'M4.500 12.500l5 5L19.500 6.500',
  hand: 'M8 12.500V6.200a1.4 1.4 0 0 1 2.800 0V11M10.800 11V4.600a1.4 1.4 0 0 1 2.800 0V11M13.600 11V5.800a1.4 1.4 0 0 1 2.800 0V12M16.400 12V8.600a1.4 1.4 0 0 1 2.800 0V14.500a6.500 6.500 0 0 1-6.500 6.500c-2.700 0-4.200-.9-5.600-3L4.400 14a1.450 1.450 0 0 1 2.300-1.750L8 13.800',
  'stage-on': 'M9.500 6.500a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0M7.500 14.500v-.5a4.500 4.500 0 0 1 9 0v.5M3.500 20.500h17M6.500 20.500v-3h11v3',
  'stage-off': 'M10.500 6a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0M17 13.800a4.500 4.500 0 0 0-2.500-3.800M7.500 14.500v-.5a4.500 4.500 0 0 1 1-2.800M3.500 20.500h13M6.500 20.500v-3h7.500M4 3.500l16 17',
  record: 'M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M9.500 12a2.500 2.500 0 1 0 5 0a2.500 2.500 0 1 0-5 0M11.100 12a.9 .9 0 1 0 1.800 0a.9 .9 0 1 0-1.800 0',
  'record-stop': 'M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M9.700 9.700h4.600v4.600h-4.600ZM11.200 11.200h1.600v1.600h-1.600Z',
  pause: 'M9 6v12M15 6v12',
  live: 'M12 12v.01M8.800 15.200a4.500 4.500 0 0 1 0-6.400M15.200 8.800a4.500 4.500 0 0 1 0 6.400M6 18a8.500 8.500 0 0 1 0-12M18 6a8.500 8.500 0 0 1 0 12',
  'live-off': 'M8.800 15.200a4.500 4.500 0 0 1-.4-5.900M15.200 8.800a4.500 4.500 0 0 1 1.200 4.300M6 18a8.500 8.500 0 0 1-.6-11.300M18 6a8.500 8.500 0 0 1 1.700 9.700M4 3.500l16 17',
  'screen-off': 'M8.500 4.500h11A1.500 1.500 0 0 1 21 6v9a1.500 1.500 0 0 1-.7 1.300M15.500 16.500h-11A1.500 1.500 0 0 1 3 15V6a1.500 1.500 0 0 1 1.200-1.450M12 16.500v4M8 20.500h8M4 3.500l16 17',
  permissions: 'M4 7.500h8M18 7.500h2M15 4.500v6M4 16.500h2M12 16.500h8M9 13.500v6',
  chat: 'M5.500 5h13A1.500 1.500 0 0 1 20 6.500v8A1.500 1.500 0 0 1 18.500 16H11l-4.500 4v-4h-1A1.500 1.500 0 0 1 4 14.500v-8A1.500 1.500 0 0 1 5.500 5Z',
  command: 'M4.500 7l5 5-5 5M12.500 17.500h7',
};

const grid = 24;
const thickness = 1.75;
/** Of the font, for one of the grid. */
const units = 64;

/** @returns {Promise<Uint8Array>} a TrueType font, the same for the same paths */
export async function iconFont() {
  const skia = await CanvasKitInit();
  const round = { width: thickness, cap: skia.StrokeCap.Round, join: skia.StrokeJoin.Round };
  const glyphs = Object.entries(characters).map(([name, character]) => {
    const outline = skia.Path.MakeFromSVGString(paths[name]).makeStroked(round).toSVGString();
    const upwards = svgpath(outline).scale(units, -units).translate(0, grid * units).round(0);
    return `<glyph glyph-name="${name}" unicode="&#${character.codePointAt(0)};" d="${upwards}"/>`;
  });
  const em = grid * units;
  const font = svg2ttf(
    `<svg xmlns="http://www.w3.org/2000/svg"><defs><font id="icons" horiz-adv-x="${em}">` +
      `<font-face font-family="Gavel icons" units-per-em="${em}" ascent="${em}" descent="0"/>${glyphs.join('')}</font></defs></svg>`,
    { ts: 0 },
  );
  return font.buffer;
}
