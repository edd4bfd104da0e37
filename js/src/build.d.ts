/** The font of the panel's icons. */
declare module 'gavel:icons' {
  export function iconFont(): Uint8Array<ArrayBuffer>;
}

/** What build.mjs writes into the bundle. */
declare module 'gavel:build' {
  /** The version in package.json. */
  export const version: string;
  /** The Go build id of the one gavel.wasm that belongs to this bundle. */
  export const buildId: string;
  /**
   * Runs the compiling Go's own wasm_exec.js with `scope` in the place of the
   * page's global object, and returns the class Go it defines.
   */
  export function defineGo(scope: Record<string, unknown>): typeof Go;

  class Go {
    argv: string[];
    env: Record<string, string>;
    importObject: WebAssembly.Imports;
    exited: boolean;
    exit: (code: number) => void;
    run(instance: WebAssembly.Instance): Promise<void>;
    _resume(): void;
    /** Once run() was called. */
    _inst: { exports: { wakeUp(port: number): number } };
    _scheduledTimeouts: Map<number, ReturnType<typeof setTimeout>>;
  }
}
