import { useState } from 'react';
import { useSnapshot } from './host-controls.js';

/** A list of one's own making, on snapshot, can and perform. */
export function People({ controls }) {
  const { participants, self } = useSnapshot(controls);
  const [news, setNews] = useState('');

  async function perform(command) {
    try {
      const { status } = await controls.perform(command);
      setNews(`${command.action}: ${status}`);
    } catch (error) {
      setNews(error.message); // a HostControlsError: its message is English; for people who read another language say what its reason means
    }
  }

  function actionButton(label, command, name) {
    const verdict = controls.can(command.action, command.target);
    return (
      <button
        type="button"
        aria-label={name ? `${label} ${name}` : label}
        aria-disabled={!verdict.allowed}
        aria-busy={verdict.allowed && verdict.pending}
        title={verdict.allowed ? undefined : verdict.message}
        onClick={() => perform(command)}
      >
        {label}
      </button>
    );
  }

  return (
    <section aria-label="People">
      <p>{self.name}: {self.presetName} {actionButton('Mute everybody', { action: 'disableAllAudio' })}</p>
      <ul className="people">
        {participants.map(({ id, name, audioEnabled, isPinned }) => (
          <li key={id}>
            <span>{name}{audioEnabled ? '' : ', muted'}{isPinned && ', pinned'}</span>
            {actionButton('Mute', { action: 'disableAudio', target: id }, name)}
            {isPinned
              ? actionButton('Unpin', { action: 'unpin', target: id }, name)
              : actionButton('Pin', { action: 'pin', target: id }, name)}
          </li>
        ))}
      </ul>
      <p role="status">{news}</p>
    </section>
  );
}
