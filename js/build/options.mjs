/**
 * Weighs a module built with each of the toolchain's options the other way round, with each
 * part of Go that is left out, and without the panel.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotli, gzip } from './compress.mjs';
import { compile } from './go.mjs';
import { omissions } from './slim/sources.mjs';

const dom = path.join(import.meta.dirname, '../../wasm/dom');

/** What takes the place of wasm/dom in a module without the panel. */
const noPanel = `//go:build js && wasm

package dom

import (
	"github.com/hack-pad/safejs"

	"github.com/gavel-rtc/gavel/internal/control"
	"github.com/gavel-rtc/gavel/wasm/meeting"
	"github.com/gavel-rtc/gavel/wasm/bridge"
)

type Controls struct {
	State     func() *control.State
	Start     func(meeting.Command) (*control.Running, error)
	Subscribe func(func(control.Update)) (cancel func())
}

type Panel struct{}

func Open(*bridge.Scope, Controls, safejs.Value) (*Panel, error) { return &Panel{}, nil }
func (*Panel) Speak(meeting.ParticipantID)                       {}
func (*Panel) Close()                                            {}
`;

/**
 * @param {{ program: string, version: string }} what
 * @returns {Generator<{ name: string, raw: number, gzip: number, brotli: number }>} the first as shipped
 */
export function* weighOptions({ program, version }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gavel-options-'));
  try {
    const builds = {
      'as shipped': {},
      'with Go\'s runtime as it is (`node build.mjs --plain`)': { plain: true },
      'with names (without `-s -w`)': { withNames: true },
      'with files and lines (`node build.mjs --lines`)': { withLines: true },
      'newer garbage collector (without `GOEXPERIMENT=nogreenteagc`)': { settings: { GOEXPERIMENT: '' } },
      'nothing of the runtime inlined (`-gcflags=runtime=-l`)': { flags: ['-gcflags=runtime=-l'] },
      'nothing of this project inlined (`-gcflags=github.com/gavel-rtc/gavel/...=-l`)': { flags: ['-gcflags=github.com/gavel-rtc/gavel/...=-l'] },
      'nothing inlined (`-gcflags=all=-l`)': { flags: ['-gcflags=all=-l'] },
      '`GOWASM=satconv,signext`': { settings: { GOWASM: 'satconv,signext' } },
      'without the panel': { replaced: panelReplaced(folder) },
      ...Object.fromEntries(Object.keys(omissions).map((kept) => [`with ${kept}`, { kept }])),
    };
    for (const [name, build] of Object.entries(builds)) {
      const { module } = compile({ program, version, ...build });
      yield { name, raw: module.length, gzip: gzip(module).length, brotli: brotli(module).length };
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Writes the file that takes the place of those of wasm/dom.
 * @param {string} folder
 */
function panelReplaced(folder) {
  const stub = path.join(folder, 'nopanel.go');
  writeFileSync(stub, noPanel);
  const files = readdirSync(dom).filter((name) => name.endsWith('.go'));
  return { ...Object.fromEntries(files.map((name) => [path.join(dom, name), ''])), [path.join(dom, 'nopanel.go')]: stub };
}
