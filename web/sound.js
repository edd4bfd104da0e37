// Lets one hear the others: all their tracks play through one audio element.

import { listen } from './listen.js';

/**
 * Plays what is said in the meeting until signal is aborted.
 *
 * @param prompt the element to show, with a button in it, while the browser
 *   holds the sound back for want of a click
 */
export function playSound(meeting, prompt, signal) {
  const { joined } = meeting.participants;
  const stream = new MediaStream();
  const tracks = new Map();
  const audio = new Audio();

  const play = async () => {
    if (audio.readyState === HTMLMediaElement.HAVE_NOTHING) {
      audio.srcObject = stream; // Chromium never starts an element whose stream was empty when it was set
    }
    try {
      await audio.play();
      prompt.hidden = true;
    } catch (error) {
      prompt.hidden = error.name !== 'NotAllowedError' || signal.aborted;
    }
  };

  const follow = (participant) => {
    const track = participant.audioEnabled ? participant.audioTrack : undefined;
    if (tracks.get(participant.id) === track) {
      return;
    }
    drop(participant);
    if (track) {
      tracks.set(participant.id, track);
      stream.addTrack(track);
      play();
    }
  };
  const drop = ({ id }) => {
    if (tracks.has(id)) {
      stream.removeTrack(tracks.get(id));
      tracks.delete(id);
    }
  };

  listen(joined, 'participantJoined', follow, signal);
  listen(joined, 'audioUpdate', follow, signal);
  listen(joined, 'participantLeft', drop, signal);
  listen(joined, 'participantsCleared', () => {
    for (const id of [...tracks.keys()]) {
      drop({ id });
    }
  }, signal);
  joined.toArray().forEach(follow);

  prompt.querySelector('button').addEventListener('click', play, { signal });
  signal.addEventListener('abort', () => {
    audio.pause();
    audio.srcObject = null;
    prompt.hidden = true;
  }, { once: true });
}
