// @ts-check
export { HostControlsError, isHostControlsError } from './errors.js';
export { loadGavel } from './load.js';
