import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { mutantInEnvironment } from './mutant-in-environment.js';

const { file, source, tests } = mutantInEnvironment();
const root = process.cwd();

/** Gives the changed text to the tests. The file on disk stays unchanged. */
const mutant: Plugin = {
  name: 'mutant',
  enforce: 'pre',
  transform: (_code, id) => (id.split('?')[0] === join(root, file) ? { code: source, map: null } : null),
};

/** The nearest tests first: most mutants end at the first one. */
class NearestFirst extends BaseSequencer {
  override sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => tests.findIndex((test) => moduleId === join(root, test));
    return Promise.resolve([...specs].sort((a, b) => place(a) - place(b)));
  }
}

export default defineConfig({
  plugins: [mutant, svelte()],
  test: {
    include: [...tests],
    bail: 1,
    maxWorkers: 1,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    sequence: { sequencer: NearestFirst },
  },
});
