import { Component, type ElementRef, signal, viewChild } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { isHostControlsError, loadGavel, type HostControls, type Outcome, type Snapshot } from 'gavel-host-controls';
import type { GavelControlsElement } from 'gavel-host-controls/define.js';
import { show } from '../show.js';

/** What an Angular app does with the package, so that its TypeScript sees the types. */
@Component({ selector: 'app-root', template: '<p>{{ refusal() }}</p><div #panel></div>' })
export class App {
  readonly refusal = signal('');
  readonly snapshot = signal<Snapshot | undefined>(undefined);
  readonly panel = viewChild.required<ElementRef<HTMLElement>>('panel');

  constructor() {
    void show(() => loadGavel({ panel: true }));
  }

  listen(controls: HostControls) {
    controls.addEventListener('change', () => this.snapshot.set(controls.snapshot));
  }

  async kick(controls: HostControls, target: string): Promise<Outcome['status'] | undefined> {
    try {
      return (await controls.perform({ action: 'kick', target })).status;
    } catch (error) {
      if (!isHostControlsError(error)) throw error;
      this.refusal.set(error.message);
      return undefined;
    }
  }

  controlsOf(element: GavelControlsElement): HostControls | null {
    return element.controls;
  }
}

await bootstrapApplication(App);
