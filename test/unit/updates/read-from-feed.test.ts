import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { readFromFeed, type MakeRequest } from '../../../electron/desktop/updates/read-from-feed.js';
import { fakeClock } from '../desktop/fake-clock.js';

const AT = 'https://updates.example/stable/latest-linux.yml';

/** One request, whose server the test plays. */
function asked() {
  const time = fakeClock();
  const request = Object.assign(new EventEmitter(), {
    ended: false,
    aborted: false,
    followed: 0,
    end: () => undefined,
    abort: () => void (request.aborted = true),
    followRedirect: () => void (request.followed += 1),
    setHeader: () => undefined,
  });
  const make = (() => request) as unknown as MakeRequest;
  const answer = readFromFeed(make, (ms, run) => time.clock.after(ms, run))(AT);
  // Handled here, so that a refusal before the test awaits it is none of the process.
  answer.catch(() => undefined);
  const respond = (statusCode: number, ...parts: string[]): void => {
    const response = Object.assign(new EventEmitter(), { statusCode });
    request.emit('response', response);
    for (const part of parts) response.emit('data', Buffer.from(part));
    response.emit('end');
  };
  return { time, request, answer, respond };
}

describe('reading from the feed', () => {
  it('gives the bytes, or that there is no such file', async () => {
    const whole = asked();
    whole.respond(200, 'version: ', '0.2.0');
    expect(Buffer.from((await whole.answer) ?? []).toString()).toBe('version: 0.2.0');
    expect(whole.time.waiting()).toBe(0);
    const none = asked();
    none.respond(404, 'not here');
    expect(await none.answer).toBeNull();
  });

  it('follows a redirect on the same host, and refuses one to another', async () => {
    const same = asked();
    same.request.emit('redirect', 302, 'GET', 'https://updates.example/new/latest-linux.yml');
    expect(same.request.followed).toBe(1);
    for (const to of ['https://evil.example/latest-linux.yml', 'http://updates.example/stable/latest-linux.yml']) {
      const other = asked();
      other.request.emit('redirect', 302, 'GET', to);
      await expect(other.answer).rejects.toMatchObject({ reason: 'otherHost' });
      expect(other.request.followed).toBe(0);
      expect(other.request.aborted).toBe(true);
    }
  });

  it('gives up on a server that fails, is silent, sends too much or redirects for ever', async () => {
    const failing = asked();
    failing.respond(503, 'sorry');
    await expect(failing.answer).rejects.toThrow('status 503');
    const silent = asked();
    silent.time.pass(30_000);
    await expect(silent.answer).rejects.toThrow('no answer in time');
    const long = asked();
    long.respond(200, 'x'.repeat(600_000), 'x'.repeat(600_000));
    await expect(long.answer).rejects.toMatchObject({ reason: 'unreadable' });
    const round = asked();
    for (let time = 0; time < 6; time += 1) round.request.emit('redirect', 302, 'GET', AT);
    await expect(round.answer).rejects.toThrow('too many redirects');
  });
});
