// Everything that JavaScript can throw, each made anew: by name, how it is made and the
// code that a HostControlsError about it has, "failed" where there is none. Tests only.

const withCode = (code) => () => Object.assign(new Error('denied'), { code });

/** An object with getters that throw what thrown makes. */
const throwing = (thrown) => () =>
  Object.defineProperties(
    {},
    Object.fromEntries(['name', 'message', 'code', 'then', 'stack'].map((name) => [name, { get() { throw thrown(); } }])),
  );

function ofAnotherRealm(document) {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const error = new frame.contentWindow.TypeError('of another realm');
  error.code = 1204;
  frame.remove();
  return error;
}

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

export const throwables = {
  'an SDK error': [withCode('1200'), '1200'],
  'a number as code': [withCode(1204), '1204'],
  'a fraction as code': [withCode(12.5), '12.5'],
  'NaN as code': [withCode(NaN), 'NaN'],
  'a boolean as code': [withCode(true), 'true'],
  'a BigInt as code': [withCode(1204n), '1204'],
  'a symbol as code': [withCode(Symbol('code')), 'failed'],
  'an object as code': [withCode({}), 'failed'],
  'null as code': [withCode(null), 'failed'],
  'a number as message': [() => ({ name: 7, message: 8, code: 9 }), '9'],
  'a BigInt as message': [() => ({ name: 7n, message: 8n, code: 9n }), '9'],
  'symbols all over': [() => ({ name: Symbol('name'), message: Symbol('message'), code: Symbol('code') }), 'failed'],
  'a number': [() => 404, 'failed'],
  'a fraction': [() => 0.1, 'failed'],
  NaN: [() => NaN, 'failed'],
  'minus zero': [() => -0, 'failed'],
  Infinity: [() => Infinity, 'failed'],
  true: [() => true, 'failed'],
  false: [() => false, 'failed'],
  null: [() => null, 'failed'],
  undefined: [() => undefined, 'failed'],
  'a string': [() => 'plain', 'failed'],
  'an empty string': [() => '', 'failed'],
  'a lone surrogate': [() => '\ud800', 'failed'],
  'a BigInt': [() => 10n ** 30n, 'failed'],
  'a symbol': [() => Symbol('thrown'), 'failed'],
  'a function': [() => () => {}, 'failed'],
  'a class': [() => class Thrown {}, 'failed'],
  'a frozen error': [() => Object.freeze(withCode(1200)()), '1200'],
  'an object without a prototype': [() => Object.create(null), 'failed'],
  'an array': [() => [1, 2], 'failed'],
  'getters that throw a number': [throwing(() => 404), 'failed'],
  'getters that throw a BigInt': [throwing(() => 404n), 'failed'],
  'getters that throw a symbol': [throwing(() => Symbol('thrown')), 'failed'],
  'getters that throw undefined': [throwing(() => undefined), 'failed'],
  'getters that throw a DOMException': [throwing(() => new DOMException('no', 'AbortError')), 'failed'],
  AbortError: [() => new DOMException('gone', 'AbortError'), '20'],
  NotAllowedError: [() => new DOMException('denied', 'NotAllowedError'), '0'],
  NotFoundError: [() => new DOMException('no camera', 'NotFoundError'), '8'],
  InvalidStateError: [() => new DOMException('closed', 'InvalidStateError'), '11'],
  AggregateError: [() => new AggregateError([new Error('one'), 2, 3n], 'several'), 'failed'],
  'an error of another realm': [() => ofAnotherRealm(document), '1204'],
  'a revoked proxy': [revoked, 'failed'],
  'a proxy that throws': [() => new Proxy({}, { get() { throw BigInt(1); } }), 'failed'],
  'a promise': [() => Promise.resolve(), 'failed'],
};
