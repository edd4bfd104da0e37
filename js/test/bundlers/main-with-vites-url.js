import { loadGavel } from 'gavel-host-controls';
import wasmURL from 'gavel-host-controls/gavel.wasm?url';
import { show } from './show.js';

show(() => loadGavel({ wasmURL }));
