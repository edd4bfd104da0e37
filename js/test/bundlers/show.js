/** Leaves on the page how loading went, and what attach says to null. */
export async function show(load) {
  const result = {};
  try {
    const gavel = await load();
    result.version = gavel.version;
    gavel.attach(null);
  } catch ({ reason, message }) {
    result.error = { reason, message };
  }
  document.documentElement.dataset.result = JSON.stringify(result);
}
