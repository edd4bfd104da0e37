/**
 * Go's table of functions in a module's memory. At run time the garbage collector and stack
 * traces read it (runtime/symtab.go, symtabinl.go).
 */
import { Reader } from '../wasm.mjs';

/** @import { Layout } from './layout.mjs' */

/** In the place of a record's offset: there is none. */
export const none = 0xffffffff;

export class FunctionTable {
  /**
   * @param {Buffer} memory from address 0 on; the parts are parts of it
   * @param {Layout} layout of the Go that wrote it
   */
  constructor(memory, layout) {
    const { header, all, func } = layout;
    const numberAt = (/** @type {number} */ address) => Number(memory.readBigUInt64LE(address));
    const begin = findHeader(memory, layout);
    const at = (/** @type {number} */ part) => begin + numberAt(begin + part);
    const [names, units, files, lists, table] =
      [header.funcnameOffset, header.cuOffset, header.filetabOffset, header.pctabOffset, header.pclnOffset].map(at);
    const count = numberAt(begin + header.nfunc);
    const record = findRecordOfAll(memory, all, {
      pcHeader: begin, funcnametab: names, cutab: units, filetab: files, pctab: lists, pclntable: table, ftab: table,
    });
    this.layout = layout;
    this.names = memory.subarray(names, units);
    this.units = memory.subarray(units, files);
    this.files = memory.subarray(files, lists);
    this.lists = memory.subarray(lists, table);
    this.records = memory.subarray(numberAt(record + all.gofunc));
    /** The address of what tells which function another address is in. */
    this.lookup = numberAt(record + all.findfunctab);
    /** Which function it is, and where it is described. */
    this.entries = Array.from({ length: count }, (_, i) => ({ func: memory.readUInt32LE(table + 8 * i), at: memory.readUInt32LE(table + 8 * i + 4) }));
    this.functions = this.entries.map((entry) => new GoFunction(memory.subarray(table + entry.at), func));
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
    const { call, list, record } = this.layout;
    const at = func.record(record.inlined);
    if (at === none) return this.records.subarray(0, 0);
    const last = Math.max(...this.readList(func.list(list.inlined)).pairs.map(({ value }) => value));
    return this.records.subarray(at, at + (last + 1) * call.size);
  }
}

/** Where one function is described. */
export class GoFunction {
  #bytes;
  #layout;

  /**
   * @param {Buffer} bytes from there on
   * @param {Layout['func']} layout
   */
  constructor(bytes, layout) {
    this.#bytes = bytes;
    this.#layout = layout;
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
    return this.get(this.#layout.npcdata);
  }

  get recordCount() {
    return this.#bytes[this.#layout.nfuncdata];
  }

  /** How many bytes describe it. */
  get size() {
    return this.#recordField(this.recordCount);
  }

  /** @param {number} kind see layout.list; @returns {number} where it begins, 0 if there is none */
  list(kind) {
    return kind < this.listCount ? this.get(this.#listField(kind)) : 0;
  }

  /**
   * @param {number} kind
   * @param {number} offset
   */
  setList(kind, offset) {
    if (kind < this.listCount) this.set(this.#listField(kind), offset);
  }

  /** @param {number} kind see layout.record; @returns {number} where it begins, or none */
  record(kind) {
    return kind < this.recordCount ? this.get(this.#recordField(kind)) : none;
  }

  /** @param {number} kind */
  dropRecord(kind) {
    if (kind < this.recordCount) this.set(this.#recordField(kind), none);
  }

  /** @param {number} kind */
  #listField(kind) {
    return this.#layout.size + 4 * kind;
  }

  /** @param {number} kind */
  #recordField(kind) {
    return this.#listField(this.listCount + kind);
  }
}

/**
 * @param {Buffer} memory
 * @param {Layout} layout
 */
function findHeader(memory, { magic, header }) {
  const beginning = Buffer.alloc(header.nfunc);
  beginning.writeUInt32LE(magic);
  beginning[header.minLC] = 1;
  beginning[header.ptrSize] = 8;
  return onlyOne(placesOf(memory, beginning), 'table of functions');
}

/**
 * @param {Buffer} memory
 * @param {Record<string, number>} layout
 * @param {Record<string, number>} pointers by field, what it points to
 */
function findRecordOfAll(memory, layout, pointers) {
  const address = Buffer.alloc(8);
  address.writeBigUInt64LE(BigInt(pointers.pcHeader));
  const places = placesOf(memory, address).filter((at) => {
    return Object.entries(pointers).every(([name, to]) => Number(memory.readBigUInt64LE(at + layout[name])) === to);
  });
  return onlyOne(places, 'record of all');
}

/**
 * @param {Buffer} memory
 * @param {Buffer} bytes
 */
function placesOf(memory, bytes) {
  const places = [];
  for (let at = memory.indexOf(bytes); at >= 0; at = memory.indexOf(bytes, at + 1)) places.push(at);
  return places;
}

/**
 * @param {number[]} places
 * @param {string} what
 */
function onlyOne(places, what) {
  if (places.length !== 1) throw unknown(what);
  return places[0];
}

/** @param {string} what */
export function unknown(what) {
  return new Error(`the module's ${what} is not as Go's sources have it`);
}
