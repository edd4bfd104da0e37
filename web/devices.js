// The buttons of one's own microphone and camera.

import { listen } from './listen.js';

const devices = {
  microphone: {
    enabled: 'audioEnabled', enable: 'enableAudio', disable: 'disableAudio', update: 'audioUpdate',
    permission: 'canProduceAudio', media: 'audio',
    on: 'Mute', off: 'Unmute', forbidden: 'Your role does not let you speak here.',
    stopped: 'Your microphone was turned off.',
  },
  camera: {
    enabled: 'videoEnabled', enable: 'enableVideo', disable: 'disableVideo', update: 'videoUpdate',
    permission: 'canProduceVideo', media: 'video',
    on: 'Stop camera', off: 'Start camera', forbidden: 'Your role does not let you show your camera here.',
    stopped: 'Your camera was turned off.',
  },
};

/**
 * Runs the two buttons until signal is aborted.
 *
 * @param buttons the elements {microphone, camera}
 * @param tell called with a sentence for the person
 */
export function ownDevices(meeting, buttons, tell, signal) {
  for (const name of Object.keys(devices)) {
    ownDevice(meeting.self, name, buttons[name], tell, signal);
  }
}

function ownDevice(self, name, button, tell, signal) {
  const device = devices[name];
  const allowed = () => self.permissions[device.permission] === 'ALLOWED';
  let asked = false;

  const show = () => {
    const on = self[device.enabled];
    button.querySelector('use').setAttribute('href', `#icon-${name}-${on ? 'on' : 'off'}`);
    button.querySelector('span').textContent = on ? device.on : device.off;
    button.classList.toggle('off', !on);
    button.setAttribute('aria-disabled', String(!allowed()));
    button.title = allowed() ? '' : device.forbidden;
  };

  listen(self, device.update, () => {
    if (!asked && !self[device.enabled]) {
      tell(device.stopped);
    }
    show();
  }, signal);
  listen(self.permissions, 'permissionsUpdate', show, signal);
  button.addEventListener('click', async () => {
    if (asked) {
      return;
    }
    if (!allowed()) {
      tell(device.forbidden);
      return;
    }
    const wanted = !self[device.enabled];
    asked = true;
    button.setAttribute('aria-busy', 'true');
    try {
      await self[wanted ? device.enable : device.disable]();
    } catch {
      // what counts is whether the device is on now
    }
    asked = false;
    button.removeAttribute('aria-busy');
    if (wanted && !self[device.enabled] && !signal.aborted) {
      tell(refusal(self.mediaPermissions[device.media], name));
    }
    show();
  }, { signal });
  show();
}

/**
 * Says which of the devices somebody wanted to join with did not start.
 *
 * @returns {string} a sentence, or '' when all is well
 */
export function refusals(self, media) {
  const byPermission = new Map();
  for (const [name, device] of Object.entries(devices)) {
    if (media[device.media] && !self[device.enabled] && self.permissions[device.permission] === 'ALLOWED') {
      const permission = self.mediaPermissions[device.media];
      byPermission.set(permission, [...(byPermission.get(permission) ?? []), name]);
    }
  }
  return [...byPermission].map(([permission, names]) => refusal(permission, ...names)).join(' ');
}

/** @param permission what the SDK says about the browser's permission */
function refusal(permission, ...names) {
  const them = names.join(' and ');
  switch (permission) {
    case 'DENIED':
      return `The browser does not let this page use the ${them}: allow it in the address bar, then turn it on below.`;
    case 'SYSTEM_DENIED':
      return `The system does not let the browser use the ${them}.`;
    case 'NO_DEVICES_AVAILABLE':
      return `No ${names.join(' and no ')} was found.`;
    default:
      return `The ${them} could not be started: another program may be using it.`;
  }
}
