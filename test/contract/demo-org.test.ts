/** The vendor's own library finds in the demo org what it expects of the service, and our client gets the same. */
import { describe, test } from 'vitest';
import { withBench } from './check.js';
import { CHECKS } from './checks/index.js';

describe('the demo org, to the vendor’s library, answers', () => {
  test.each(Object.entries(CHECKS))('%s', async (_, check) => {
    await withBench(check);
  });
});
