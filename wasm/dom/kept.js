// @ts-check
/**
 * What map has for key, made when it is first asked for.
 * @template K, V
 * @param {{ get(key: K): V | undefined, set(key: K, value: V): unknown }} map
 * @param {K} key
 * @param {() => V} make
 * @returns {V}
 */
export function kept(map, key, make) {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
