import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOBODY, initialState } from '../../../electron/app/initial-state.js';
import { sameData } from '../../../electron/ipc/same-data.js';
import { createStateStore } from '../../../electron/ipc/state-store.js';
import { rememberingLog } from '../settings/doubles.js';

const first = () =>
  createStateStore(
    initialState({
      app: {
        version: '1',
        platform: 'linux',
        windows: [],
        language: 'en',
        direction: 'ltr',
        theme: 'system',
        zoom: 100,
        demoOffered: true,
        notices: [],
      },
      environment: { region: '', host: '', clientId: '', regionLockedBy: null, clientIdLockedBy: null, ready: false },
    }),
    rememberingLog(),
  );

test('who listens hears only the slices that changed, and nobody is woken for the same words again', () => {
  const store = first();
  const heard: string[][] = [];
  store.onChange((change) => heard.push(Object.keys(change)));
  store.update({ ...NOBODY, session: { kind: 'signedOut', problem: null } });
  store.update({ session: { kind: 'signedOut', problem: null } });
  expect(heard).toEqual([['session']]);
  expect(store.get().session.kind).toBe('signedOut');
});

test('who stops listening hears nothing more', () => {
  const store = first();
  let heard = 0;
  const stop = store.onChange(() => (heard += 1));
  stop();
  store.update({ session: { kind: 'signedOut', problem: null } });
  expect(heard).toBe(0);
});

test('data is the same where its JSON is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(sameData(a, JSON.parse(JSON.stringify(a)))).toBe(true);
      if (sameData(a, b)) expect(b).toEqual(a);
    }),
  );
});
