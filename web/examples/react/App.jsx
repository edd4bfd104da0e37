import { useState } from 'react';
import { HostPanel } from './HostPanel.jsx';
import { People } from './People.jsx';
import { useHostControls } from './host-controls.js';

export function App({ meeting }) {
  const [shown, setShown] = useState(true);
  return (
    <>
      <p><button type="button" aria-pressed={shown} onClick={() => setShown(!shown)}>Host controls</button></p>
      {shown && <Host meeting={meeting} />}
    </>
  );
}

function Host({ meeting }) {
  const { controls, error } = useHostControls(meeting);
  if (error) return <p role="alert">{error.message}</p>;
  return (
    <>
      {controls && <People controls={controls} />}
      <HostPanel meeting={meeting} />
    </>
  );
}
