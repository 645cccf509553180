/**
 * The workflows in .github: each has what it refers to and no more rights than it needs, and those steps that can run
 * here do what they should.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly needs?: string;
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const yaml = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown };
const FOLDER = '.github/workflows';
const workflows = readdirSync(FOLDER).map(
  (name) => [name, yaml.load(readFileSync(join(FOLDER, name), 'utf8')) as Workflow] as const,
);
const release = workflows.find(([name]) => name === 'release.yml')![1];
const { scripts, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
  version: string;
};
const stepsOf = (workflow: Workflow): readonly Step[] => Object.values(workflow.jobs).flatMap((job) => job.steps ?? []);

describe.each(workflows)('%s', (_, workflow) => {
  it('may read only, except where a release is drafted', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const more = Object.entries(workflow.jobs).filter(([, job]) => job.permissions !== undefined);
    expect(more.map(([name]) => name)).toEqual(workflow === release ? ['draft'] : []);
  });

  it('ends by itself, and leaves no credentials in the checkout', () => {
    for (const [name, job] of Object.entries(workflow.jobs)) {
      expect([name, job.uses !== undefined || job['timeout-minutes'] !== undefined]).toEqual([name, true]);
      for (const step of job.steps ?? [])
        if (step.uses?.startsWith('actions/checkout@')) expect(step.with?.['persist-credentials']).toBe(false);
    }
  });

  it('takes only actions of GitHub’s own, at a version', () => {
    for (const { uses } of stepsOf(workflow)) if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
  });

  it('runs scripts that there are, in shell that can be read', () => {
    for (const { run = '', shell, name } of stepsOf(workflow)) {
      for (const [, script] of run.matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toHaveProperty([script ?? '']);
      if (shell === undefined) execFileSync('bash', ['-n'], { input: run });
      // What others may choose (titles, branches) never becomes a part of a script.
      expect([name, run.includes('${{')]).toEqual([name, false]);
    }
  });
});

/** Runs a step of the release as GitHub does. */
function runStep(name: string, cwd: string, env: Readonly<Record<string, string>>) {
  const run = stepsOf(release).find((step) => step.name === name)?.run;
  if (run === undefined) throw new Error(`no step ${name}`);
  const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status: done.status, out: done.stdout + done.stderr };
}

describe('a release', () => {
  it('is drafted last, of packages that passed every test', () => {
    const { check, test, packages, draft } = release.jobs;
    expect([check?.needs, test?.needs, packages?.needs, draft?.needs]).toEqual([
      undefined,
      'check',
      'test',
      'packages',
    ]);
    expect(test?.uses).toBe('./.github/workflows/test.yml');
  });

  it('needs a tag that is the version, and a changelog that has it', () => {
    const tag = (name: string) => ({ GITHUB_REF_NAME: name });
    for (const step of ['The tag is the version', 'The changelog has it']) {
      expect([step, runStep(step, process.cwd(), tag(`v${version}`)).status]).toEqual([step, 0]);
      expect([step, runStep(step, process.cwd(), tag('v99.0.0')).status]).toEqual([step, 1]);
    }
  });

  it('has notes, templates, an SBOM and checksums of all of it', () => {
    // npm names what the SBOM is about by its folder.
    const folder = join(mkdtempSync(join(tmpdir(), 'release-')), 'presence-tray');
    const packages = join(folder, 'packages');
    mkdirSync(packages, { recursive: true });
    for (const name of ['package.json', 'package-lock.json', 'CHANGELOG.md'])
      writeFileSync(join(folder, name), readFileSync(name));
    execFileSync('cp', ['-r', 'docs', folder]);
    writeFileSync(join(packages, 'presence-tray-1-linux-amd64.deb'), 'deb');
    const env = { GITHUB_REF_NAME: `v${version}` };
    for (const step of ['What changed', 'What is in it (SBOM)', 'Templates for administrators'])
      expect(runStep(step, folder, env), step).toMatchObject({ status: 0 });
    expect(runStep('Checksums', packages, env)).toMatchObject({ status: 0 });

    const notes = readFileSync(join(folder, 'notes.md'), 'utf8');
    expect(notes).toContain('\n- ');
    expect(notes).not.toContain('## ');
    const sbom = JSON.parse(readFileSync(join(packages, 'presence-tray.cdx.json'), 'utf8'));
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'presence-tray', version } } });
    expect(sbom.components.map((each: { name: string }) => each.name)).toEqual(
      expect.arrayContaining(['electron', 'svelte', 'valibot']),
    );
    const sums = readFileSync(join(packages, 'SHA256SUMS'), 'utf8');
    for (const name of ['.deb', '.cdx.json', '.tar.gz']) expect(sums).toContain(`${name}\n`);
    const listed = execFileSync('tar', ['-tzf', join(packages, `presence-tray-policy-${version}.tar.gz`)], {
      encoding: 'utf8',
    });
    expect(listed).toContain('policy/PresenceTray.admx');
  });
});
