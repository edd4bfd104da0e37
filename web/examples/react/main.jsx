import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.jsx';
import { joinDemo } from '../demo-meeting.js';

const app = createRoot(document.querySelector('#app'));
app.render(<p role="status">Joining…</p>);
try {
  const meeting = await joinDemo(); // not in an effect: StrictMode would join twice
  app.render(<StrictMode><App meeting={meeting} /></StrictMode>);
} catch (error) {
  app.render(<p role="alert">{error.message}</p>);
}
