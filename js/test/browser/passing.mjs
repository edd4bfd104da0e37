/** How calls and their results travel between tests and a page: as JSON, with marks for what a result may have and JSON has not. */

const mark = '$gavel-test:';
const marked = { undefined, NaN, Infinity, '-Infinity': -Infinity, '-0': -0 };

/**
 * A script for the page: a function without parameters that has a promise of a text. It tells too what was thrown.
 * @param {string | Function} script a function, or an expression
 * @param {unknown} argument of the function
 */
export function scriptOf(script, argument) {
  const call = typeof script === 'function' ? `(${script})(${JSON.stringify(argument)})` : `(${script}\n)`;
  return `async () => {
    const { stringify } = JSON;
    const marking = (name, value) => {
      const odd = value === undefined || (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)));
      return odd ? '${mark}' + (Object.is(value, -0) ? '-0' : value) : value;
    };
    try {
      return stringify({ value: await ${call} }, marking);
    } catch (error) {
      return stringify({ error: String(error), stack: error?.stack });
    }
  }`;
}

/** What the page has answered; throws what was thrown there. */
export function resultOf(text) {
  const { value, error, stack } = JSON.parse(text);
  if (error !== undefined) throw new Error(error, { cause: stack });
  return unmarked(value);
}

function unmarked(value) {
  if (typeof value === 'string' && value.startsWith(mark)) return marked[value.slice(mark.length)];
  if (Array.isArray(value)) return value.map(unmarked);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, unmarked(of)]));
}
