// What a server with a RealtimeKit account does for this page.

/** @returns {Promise<string[]>} the names of the account's presets */
export async function presets() {
  return (await ask('/account/presets')).presets;
}

/** @returns {Promise<string[]>} the fields of a preset that give power over others */
export async function rights(preset) {
  return (await ask(`/account/presets/${encodeURIComponent(preset)}`)).rights;
}

/**
 * Registers somebody with a real meeting. The token stays out of addresses.
 *
 * @param {{meeting: string, preset: string, name: string}} who
 * @returns {Promise<string>} their auth token
 */
export async function mint(who) {
  const { token } = await ask('/account/tokens', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(who),
  });
  return token;
}

async function ask(path, options) {
  const answer = await fetch(path, options);
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.error.message);
  }
  return body;
}
