import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../assets/packaging/changes-of.js';
import { whatChanged } from '../../../electron/updates/release-notes.js';

describe('what the feed tells of a version', () => {
  it('is the changelog’s part of it alone', () => {
    const changelog = '# Changelog\n\n## 0.2.0 (2026-12-01)\n\n- Two.\n\n## 0.1.0 (unreleased)\n\n- One.\n';
    expect(changesOf(changelog, '0.2.0')).toBe('- Two.');
    expect(changesOf(changelog, '0.1.0')).toBe('- One.');
    expect(changesOf(changelog, '0.2')).toBe('');
  });

  it('reads as a line, also of our own changelog', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const line = whatChanged(changesOf(readFileSync('CHANGELOG.md', 'utf8'), version));
    expect(line).toMatch(/^The tray icon shows your presence by colour and shape\..*…$/);
  });
});
