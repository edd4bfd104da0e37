/**
 * Where Go's tables have what. It is read from the sources of the Go that compiles: it is not
 * the same in every release.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** How many bytes a type has in js/wasm. */
const sizes = {
  'sys.NotInHeap': 0, bool: 1, byte: 1, uint8: 1, 'abi.FuncID': 1, 'abi.FuncFlag': 1,
  int32: 4, uint32: 4, 'abi.PCLnTabMagic': 4, int: 8, uint: 8, uintptr: 8, string: 16,
};
const pointerLength = 8;
const sliceLength = 24;

/** @typedef {ReturnType<typeof readLayout>} Layout */

/** @param {string} goroot Go's own folder */
export function readLayout(goroot) {
  const source = (/** @type {string} */ file) => readFileSync(path.join(goroot, 'src', file), 'utf8');
  const [symtab, numbers] = [source('runtime/symtab.go'), source('internal/abi/symtab.go')];
  const number = (/** @type {string} */ name) => Number(find(numbers, `\\b${name}(?: \\w+)? += (\\w+)$`));
  return {
    /** What the table begins with. */
    magic: number(find(numbers, 'CurrentPCLnTabMagic = (\\w+)$')),
    /** The table's header. */
    header: offsets(symtab, 'pcHeader', ['minLC', 'ptrSize', 'nfunc', 'funcnameOffset', 'cuOffset', 'filetabOffset', 'pctabOffset', 'pclnOffset']),
    /** The record of all. */
    all: offsets(symtab, 'moduledata', ['pcHeader', 'funcnametab', 'cutab', 'filetab', 'pctab', 'pclntable', 'ftab', 'findfunctab', 'gofunc']),
    /** The record of a function; its lists and then its records follow. */
    func: offsets(source('runtime/runtime2.go'), '_func', [
      'entryOff', 'nameOff', 'pcsp', 'pcfile', 'pcln', 'npcdata', 'cuOffset', 'startLine', 'nfuncdata', 'size',
    ]),
    /** A call that was inlined. */
    call: offsets(source('runtime/symtabinl.go'), 'inlinedCall', ['nameOff', 'parentPc', 'startLine', 'size']),
    /** An entry of what tells which function an address is in. */
    bucket: offsets(symtab, 'findfuncbucket', ['idx', 'size']),
    /** Which of a function's lists is which. */
    list: { uninterrupted: number('PCDATA_UnsafePoint'), inlined: number('PCDATA_InlTreeIndex') },
    /** Which of a function's records is which. */
    record: { inlined: number('FUNCDATA_InlTree') },
  };
}

/**
 * @template {string} Name
 * @param {string} source
 * @param {string} struct
 * @param {Name[]} wanted some of its fields; size is how long it is
 * @returns {Record<Name, number>} where each begins
 */
function offsets(source, struct, wanted) {
  const found = /** @type {Record<string, number>} */ ({});
  let at = 0;
  for (const line of find(source, `^type ${struct} struct \\{\\n([^]*?)^\\}`).split('\n')) {
    const [, names, type] = /^\s*(.*?)\s*(\S*)$/.exec(line.replace(/\/\/.*/, '').trimEnd());
    if (!type || wanted.every((name) => name in found)) continue;
    const { length, alignment } = shapeOf(type);
    for (const name of names.split(', ')) {
      at = Math.ceil(at / alignment) * alignment;
      found[name] = at;
      at += length;
    }
  }
  found.size = at;
  const missing = wanted.find((name) => !(name in found));
  if (missing) throw new Error(`runtime.${struct} has no ${missing}`);
  return found;
}

/**
 * @param {string} type
 * @returns {{ length: number, alignment: number }}
 */
function shapeOf(type) {
  if (type.startsWith('*')) return { length: pointerLength, alignment: pointerLength };
  if (type.startsWith('[]')) return { length: sliceLength, alignment: pointerLength };
  const [, count, element = type] = /^\[(\d+)\](.*)$/.exec(type) ?? [];
  if (!(element in sizes)) throw new Error(`the size of ${type} is not known`);
  const size = sizes[/** @type {keyof typeof sizes} */ (element)];
  return { length: size * Number(count ?? 1), alignment: Math.min(Math.max(size, 1), pointerLength) };
}

/**
 * @param {string} source
 * @param {string} text a regular expression with one group
 */
function find(source, text) {
  const found = new RegExp(text, 'm').exec(source);
  if (!found) throw new Error(`Go's sources have no ${text}`);
  return found[1];
}
