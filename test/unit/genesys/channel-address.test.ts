/** Where the socket may lead over which the app hears of presences: never to a stranger. */
import { describe, expect, it } from 'vitest';
import { channelHostOf, isChannelAddress } from '../../../electron/genesys/channel-address.js';

const API = 'https://api.mypurecloud.de';
const LOCAL = 'http://127.0.0.1:8080';

describe('the address of a channel', () => {
  it.each([
    'wss://streaming.mypurecloud.de/channels/x',
    'wss://api.mypurecloud.de/x',
    'wss://mypurecloud.de/x',
    'wss://STREAMING.mypurecloud.de./x',
    'wss://streaming.mypurecloud.de:8443/x',
  ])('may be %s: it is on the environment’s own domain, and encrypted', (address) => {
    expect(isChannelAddress(address, API)).toBe(true);
  });

  it.each([
    'ws://streaming.mypurecloud.de/x',
    'https://streaming.mypurecloud.de/x',
    'wss://streaming.mypurecloud.de.example.org/x',
    'wss://evilmypurecloud.de/x',
    'wss://mypurecloud.com/x',
    'wss://user@streaming.mypurecloud.de/x',
    'wss://:word@streaming.mypurecloud.de/x',
    'ws://localhost/x',
    'wss://localhost/x',
    'streaming.mypurecloud.de',
    '',
  ])('may not be %j', (address) => {
    expect(isChannelAddress(address, API)).toBe(false);
  });

  it('is of no use where nobody knows the environment', () => {
    expect(isChannelAddress('wss://streaming.mypurecloud.de/x', 'no address')).toBe(false);
  });

  it('belongs to a host of the organisation’s own, not to its neighbours', () => {
    const own = 'https://genesys.example.org';
    expect(isChannelAddress('wss://genesys.example.org/x', own)).toBe(true);
    expect(isChannelAddress('wss://streaming.genesys.example.org/x', own)).toBe(true);
    expect(isChannelAddress('wss://streaming.example.org/x', own)).toBe(false);
  });
});

describe('an environment on this computer', () => {
  it.each(['ws://127.0.0.1:9/x', 'wss://127.0.0.1/x', 'ws://localhost:9/x', 'ws://[::1]:9/x', 'ws://127.1.2.3/x'])(
    'may lead to %s',
    (address) => {
      for (const api of [LOCAL, 'http://localhost', 'http://[::1]:8080'])
        expect(isChannelAddress(address, api)).toBe(true);
    },
  );

  it.each([
    'http://127.0.0.1/x',
    'wss://streaming.mypurecloud.de/x',
    'wss://127.0.0.1.example.org/x',
    'ws://10.0.0.1/x',
  ])('may not lead to %s', (address) => {
    expect(isChannelAddress(address, LOCAL)).toBe(false);
  });
});

describe('a host that the organisation’s policy names', () => {
  const leads = (address: string, named: string) => isChannelAddress(address, API, named);

  it('may be led to, always encrypted, on any port unless it names one', () => {
    expect(leads('wss://events.example.org/x', ' events.example.org ')).toBe(true);
    expect(leads('wss://events.example.org:8443/x', 'events.example.org')).toBe(true);
    expect(leads('wss://events.example.org:8443/x', 'events.example.org:8443')).toBe(true);
    expect(leads('wss://events.example.org/x', 'events.example.org:443/')).toBe(true);
    expect(leads('wss://events.example.org/x', 'Events.Example.org.')).toBe(true);
    expect(leads('ws://events.example.org/x', 'events.example.org')).toBe(false);
    expect(leads('wss://events.example.org:9/x', 'events.example.org:8443')).toBe(false);
    expect(leads('wss://events.example.org:8443/x', 'events.example.org:443')).toBe(false);
    expect(leads('wss://other.example.org/x', 'events.example.org')).toBe(false);
  });

  it('does not close the environment’s own', () => {
    expect(leads('wss://streaming.mypurecloud.de/x', 'events.example.org')).toBe(true);
  });

  it.each([
    'events.example.org/path',
    'user@events.example.org',
    ':word@events.example.org',
    'events.example.org?a',
    'events.example.org#a',
    '',
  ])('is none where it is more or less than a host: %j', (named) => {
    expect(leads('wss://events.example.org/x', named)).toBe(false);
  });
});

it('the log has of an address only its host', () => {
  expect(channelHostOf('wss://streaming.mypurecloud.de:8443/channels/secret')).toBe('streaming.mypurecloud.de:8443');
  expect(channelHostOf('secret')).toBe('');
});
