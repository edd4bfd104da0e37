// The vendor's list with its buttons for all, in one bundle made for these three.
import { defineCustomElement as defineList } from '@cloudflare/realtimekit-ui/components/rtk-participants';
import { defineCustomElement as defineMuteAll } from '@cloudflare/realtimekit-ui/components/rtk-mute-all-button';
import { defineCustomElement as defineLeave } from '@cloudflare/realtimekit-ui/components/rtk-leave-button';

export async function load() {
  defineList();
  defineMuteAll();
  defineLeave();
}

export function show(meeting, root) {
  const elements = ['rtk-participants', 'rtk-mute-all-button', 'rtk-leave-button'].map((name) => {
    const element = document.createElement(name);
    element.meeting = meeting;
    return element;
  });
  const list = elements[0];
  list.style.height = '560px';
  root.append(...elements);

  const stage = () => list.shadowRoot?.querySelector('rtk-participants-stage-list');
  const virtual = () => stage()?.shadowRoot?.querySelector('rtk-virtualized-participant-list');
  const rows = () => [...(virtual()?.querySelectorAll('rtk-participant') ?? [])].filter((one) => one.shadowRoot?.querySelector('.name'));
  const row = (id) => rows().find((one) => one.participant.id === id);
  return {
    size: () => (rows().length ? virtual().items.length : 0),
    ids: () => rows().map((one) => one.participant.id).filter((id) => id !== meeting.self.id),
    names: () => rows().map((one) => one.shadowRoot.querySelector('.name').title),
    row: (id) => row(id).shadowRoot,
    audio: (id) => !row(id)?.shadowRoot.querySelector('.right rtk-icon').classList.contains('red'),
    scroller: () => virtual().querySelector('.virtual-list-container'),
    search(query) {
      const input = list.shadowRoot.querySelector('input[type=search]');
      input.value = query;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    close: () => elements.forEach((element) => element.remove()),
  };
}
