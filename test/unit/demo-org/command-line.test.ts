import { describe, expect, it } from 'vitest';
import { demoOrgOptions } from '../../../electron/demo-org/cli-options.js';

describe('the command line of the demo org', () => {
  it('takes its numbers and switches', () => {
    expect(demoOrgOptions(['--port', '8080', '--users=50', '--definitions', '1000', '--refresh-tokens'])).toMatchObject(
      {
        port: 8080,
        users: 50,
        definitions: 1000,
        faults: true,
        switches: { refreshTokens: true },
      },
    );
    expect(demoOrgOptions([])).toMatchObject({ faults: true, colleagues: false, oddLabels: false });
    expect(demoOrgOptions(['--odd-labels'])).toMatchObject({ oddLabels: true });
    expect(demoOrgOptions(['--help'])).toBe('help');
  });

  it.each([['--port'], ['--port=abc'], ['--port=70000'], ['--users=-1'], ['--definitions=1.5'], ['--what'], ['word']])(
    'refuses %s',
    (argument) => expect(() => demoOrgOptions([argument])).toThrow(),
  );
});
