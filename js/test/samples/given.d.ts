/** What the samples of the documentation take from the page they are pasted into. */
import type RealtimeKitClient from '@cloudflare/realtimekit';
import type { HostControls } from 'gavel-host-controls';

declare global {
  const authToken: string;
  const meeting: RealtimeKitClient;
  const controls: HostControls;
}
