import { loadGavel } from 'gavel-host-controls';
import wasmURL from 'gavel-host-controls/gavel.wasm';
import { show } from './show.js';

show(() => loadGavel({ wasmURL }));
