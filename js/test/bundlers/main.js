import { loadGavel } from 'gavel-host-controls';
import { show } from './show.js';

show(() => loadGavel());
