/** Every action of the types, performed through the built package on a meeting that is made up. */
/* global createWorld, gavel, rights */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { usePage } from './browser/usepage.mjs';

const types = readFileSync(path.join(import.meta.dirname, '../index.d.ts'), 'utf8');

/** The actions of type Command, each with whether it takes a target, and what else it needs. */
function declaredActions() {
  const [, union] = /export type Command =\n(.*?);\n/s.exec(types);
  const actions = new Map();
  for (const line of union.split('\n')) {
    const more = {
      ...(line.includes('permissions: PermissionsPatch') && { permissions: { media: { audio: { canProduce: 'NOT_ALLOWED' } } } }),
      ...(line.includes('what: Lockable') && { what: 'audio' }),
      ...(line.includes('neverSeen?') && { neverSeen: true }),
      ...(line.includes('titles:') && { titles: ['Group'] }),
      ...(line.includes('question:') && { question: 'Tea?', options: ['yes', 'no'] }),
      ...(line.includes('on: boolean') && { on: false }),
    };
    const thing = /readonly (message|plugin|meetings):/.exec(line)?.[1] ?? (line.includes('presetId?') ? 'targets' : undefined);
    for (const [, action] of (/readonly action: ([^;}]+)/.exec(line)?.[1] ?? '').matchAll(/'([^']+)'/g)) actions.set(action, { thing, takesTarget: !thing && (actions.get(action)?.takesTarget || /target\??: string/.test(line)), more });
  }
  return actions;
}

/** The getters of interface Permissions that are yes or no, such as "polls.canCreate". */
function declaredRights() {
  const [, body] = /export interface Permissions \{\n(.*?)\n\}/s.exec(types);
  const found = [];
  let group = '';
  for (const [end, name, type] of body.matchAll(/readonly (\w+): (\{|boolean|\w+)|\}/g)) {
    if (end === '}') group = '';
    else if (type === '{') group = `${name}.`;
    else if (type === 'boolean') found.push(group + name);
  }
  return found;
}

const script = `
  import { createWorld } from '/fake/fake.js';
  import { loadGavel } from '/gavel/index.js';
  Object.assign(globalThis, { createWorld, gavel: await loadGavel(), rights: ${JSON.stringify(declaredRights())} });
  globalThis.ready = true;`;

const pages = usePage({ html: '<!doctype html><title>Actions</title><script type="module" src="/page.js"></script>', script });

describe('the package does', { concurrency: true }, () => {
  for (const [action, { thing, takesTarget, more }] of declaredActions()) {
    test(action, async () => {
      const seen = await pages.page.evaluate(async ({ action, thing, takesTarget, more }) => {
        const world = createWorld(rights);
        for (const device of ['audioEnabled', 'videoEnabled']) world.set(world.self.id, device, true);
        const people = [world.join('Ann'), world.join('Bob'), world.wait('Cid')];
        for (const id of people.slice(0, 2)) world.allow(action, id);
        const id = world.furnish(action);
        const controls = gavel.attach(world.meeting);
        if (thing) more[thing] = thing === 'meetings' || thing === 'targets' ? [id] : id;
        const why = [];
        const may = (target) => {
          const { allowed, message } = controls.can(action, target);
          why.push(message);
          return allowed;
        };
        if (thing && !controls.can(action, id).allowed) return { refused: controls.can(action, id).message };
        const target = takesTarget ? people.find(may) : undefined;
        if (takesTarget ? target === undefined : !thing && !may()) return { refused: why };
        const { status, targets } = await controls.perform(takesTarget ? { action, target, ...more } : { action, ...more });
        controls.close();
        return { status, targets: targets.length, sent: world.sent.length > 0 };
      }, { action, thing, takesTarget, more });
      assert.ok(['confirmed', 'sent'].includes(seen.status) && seen.sent, `${action}: ${JSON.stringify(seen)}`);
    });
  }
});
