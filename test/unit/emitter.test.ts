import { describe, expect, it } from 'vitest';
import { createEmitter } from '../../electron/emitter.js';
import { rememberingLog } from './settings/doubles.js';

/** An emitter whose listeners record what they hear. */
function example() {
  const log = rememberingLog();
  const heard: string[] = [];
  const emitter = createEmitter<[event: string]>(log, 'presence');
  const listen = (name: string) => emitter.on((event) => heard.push(`${name}: ${event}`));
  return { emitter, log, heard, listen };
}

describe('whoever listens', () => {
  it('hears each event once, in the order in which they began to listen', () => {
    const { emitter, heard, listen } = example();
    listen('tray');
    listen('popup');
    emitter.emit('break');
    emitter.emit('meal');
    expect(heard).toEqual(['tray: break', 'popup: break', 'tray: meal', 'popup: meal']);
  });

  it('hears nothing after they stopped, and stopping twice is harmless', () => {
    const { emitter, heard, listen } = example();
    const stop = listen('tray');
    listen('popup');
    stop();
    stop();
    emitter.emit('break');
    expect(heard).toEqual(['popup: break']);
  });

  it('may stop while an event is told: themselves, one before them, or one who would have come next', () => {
    const { emitter, heard, listen } = example();
    const stopFirst = listen('first');
    const stopSelf = emitter.on((event) => {
      heard.push(`self: ${event}`);
      stopSelf();
      stopFirst();
      stopNext();
    });
    const stopNext = listen('next');
    listen('last');
    emitter.emit('break');
    emitter.emit('meal');
    expect(heard).toEqual(['first: break', 'self: break', 'last: break', 'last: meal']);
  });

  it('may begin while an event is told, and hears the next one', () => {
    const { emitter, heard, listen } = example();
    const stop = emitter.on(() => {
      listen('late');
      stop();
    });
    emitter.emit('break');
    emitter.emit('meal');
    expect(heard).toEqual(['late: meal']);
  });

  it('is not silenced by another one who throws, and what was thrown is in the log', () => {
    const { emitter, log, heard, listen } = example();
    listen('first');
    emitter.on(() => {
      throw new Error('no such window');
    });
    listen('last');
    emitter.emit('break');
    expect(heard).toEqual(['first: break', 'last: break']);
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toMatch(/^a listener failed .*presence.*no such window.*emitter\.test/);
    emitter.emit('meal');
    expect(heard).toContain('last: meal');
  });

  it('hears an event that another listener causes after the one that caused it, as everybody does', () => {
    const { emitter, heard, listen } = example();
    emitter.on((event) => {
      if (event === 'break') emitter.emit('limit');
    });
    listen('tray');
    emitter.emit('break');
    expect(heard).toEqual(['tray: break', 'tray: limit']);
  });

  it('listening twice with one function is two, and each stops alone', () => {
    const { emitter, heard } = example();
    const run = (event: string) => heard.push(event);
    const stop = emitter.on(run);
    emitter.on(run);
    emitter.emit('break');
    stop();
    emitter.emit('meal');
    expect(heard).toEqual(['break', 'break', 'meal']);
  });

  it('is let go of with all the others', () => {
    const { emitter, heard, listen } = example();
    listen('tray');
    emitter.clear();
    emitter.emit('break');
    expect(heard).toEqual([]);
  });
});
