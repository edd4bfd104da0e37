/**
 * Go's table of functions, as Go 1.26 lays it out in a module's memory. At run time the
 * garbage collector and stack traces read it (runtime/symtab.go, symtabinl.go).
 */
import { Reader } from './wasm.mjs';

/** internal/abi.Go120PCLnTabMagic, two bytes of nothing, the smallest instruction and the size of a pointer. */
const beginning = Uint8Array.of(0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8);

/** Where the table's header has what (runtime.pcHeader). */
const header = { functions: 8, names: 32, units: 40, files: 48, lists: 56, table: 64 };

/** Where the record of all has what (runtime.moduledata); it begins with where the header is. */
const moduleData = { table: 104, lookup: 152, records: 320 };

/** Where a function has what (runtime._func). */
export const field = { name: 4, stack: 16, file: 20, line: 24, listCount: 28, unit: 32, startLine: 36, recordCount: 43, lists: 44 };

/** Which of a function's lists is which (internal/abi.PCDATA_). */
export const list = { uninterrupted: 0, inlined: 2 };

/** Which of a function's records is which (internal/abi.FUNCDATA_), and that there is none. */
export const record = { inlined: 3, none: 0xffffffff };

/** How long a call that was inlined is, and where it has what (runtime.inlinedCall). */
export const inlinedCall = { length: 16, name: 4, parent: 8 };

export class FunctionTable {
  /** @param {Buffer} memory from address 0 on; the parts are parts of it */
  constructor(memory) {
    const begin = memory.indexOf(beginning);
    if (begin < 0 || memory.indexOf(beginning, begin + 1) >= 0) throw unknown('table of functions');
    const at = (/** @type {number} */ part) => begin + Number(memory.readBigUInt64LE(begin + part));
    const table = at(header.table);
    this.names = memory.subarray(at(header.names), at(header.units));
    this.units = memory.subarray(at(header.units), at(header.files));
    this.files = memory.subarray(at(header.files), at(header.lists));
    this.lists = memory.subarray(at(header.lists), table);
    const all = findModuleData(memory, begin, table);
    this.records = memory.subarray(Number(memory.readBigUInt64LE(all + moduleData.records)));
    /** The address of what tells which function another address is in. */
    this.lookup = Number(memory.readBigUInt64LE(all + moduleData.lookup));
    this.functions = Array.from({ length: Number(memory.readBigUInt64LE(begin + header.functions)) }, (_, i) => {
      return new GoFunction(memory.subarray(table + memory.readUInt32LE(table + 8 * i + 4)));
    });
  }

  /**
   * @param {number} offset where a list begins
   * @returns {{ pairs: { value: number, until: number }[], length: number }} which value there
   *   is until where in the function, and how many bytes tell it
   */
  readList(offset) {
    const reader = new Reader(this.lists.subarray(offset));
    const pairs = [];
    for (let value = -1, until = 0; ; ) {
      const change = reader.number();
      if (change === 0 && pairs.length > 0) return { pairs, length: reader.at };
      value += change % 2 === 0 ? change / 2 : -(change + 1) / 2;
      until += reader.number();
      pairs.push({ value, until });
    }
  }

  /**
   * @param {GoFunction} func
   * @returns {Buffer} the calls that were inlined into it
   */
  inlinedCalls(func) {
    const at = func.record(record.inlined);
    if (at === record.none) return this.records.subarray(0, 0);
    const last = Math.max(...this.readList(func.list(list.inlined)).pairs.map(({ value }) => value));
    return this.records.subarray(at, at + (last + 1) * inlinedCall.length);
  }
}

/** Where one function is described. */
export class GoFunction {
  #bytes;

  /** @param {Buffer} bytes from there on */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  /** @param {number} at a field */
  get(at) {
    return this.#bytes.readUInt32LE(at);
  }

  /**
   * @param {number} at a field
   * @param {number} value
   */
  set(at, value) {
    this.#bytes.writeUInt32LE(value, at);
  }

  get listCount() {
    return this.get(field.listCount);
  }

  /** @param {number} kind see list; @returns {number} where it begins, 0 if there is none */
  list(kind) {
    return kind < this.listCount ? this.get(field.lists + 4 * kind) : 0;
  }

  /**
   * @param {number} kind
   * @param {number} offset
   */
  setList(kind, offset) {
    if (kind < this.listCount) this.set(field.lists + 4 * kind, offset);
  }

  /** @param {number} kind see record; @returns {number} where it begins, or none */
  record(kind) {
    return kind < this.#bytes[field.recordCount] ? this.get(this.#recordField(kind)) : record.none;
  }

  /** @param {number} kind */
  dropRecord(kind) {
    if (kind < this.#bytes[field.recordCount]) this.set(this.#recordField(kind), record.none);
  }

  /** @param {number} kind */
  #recordField(kind) {
    return field.lists + 4 * this.listCount + 4 * kind;
  }
}

/**
 * @param {Buffer} memory
 * @param {number} begin of the header
 * @param {number} table of functions
 */
function findModuleData(memory, begin, table) {
  const address = Buffer.alloc(8);
  address.writeUInt32LE(begin);
  for (let at = memory.indexOf(address); at >= 0; at = memory.indexOf(address, at + 1)) {
    if (Number(memory.readBigUInt64LE(at + moduleData.table)) === table) return at;
  }
  throw unknown('record of all');
}

/** @param {string} what */
export function unknown(what) {
  return new Error(`This module has no ${what} as Go 1.26 writes it: see runtime/symtab.go.`);
}
