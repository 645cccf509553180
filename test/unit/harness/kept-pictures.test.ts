import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kept } from '../../preview/kept.js';
import { PICTURED_LANGUAGES, PICTURED_LOOKS } from '../../preview/looks.js';
import { advice, keptFolder, toleranceHere } from '../../preview/made-with.js';

const made = { browser: '130.0.6723.191', fonts: { 'fonts-noto-core': '20201225-1' } };

describe('the kept pictures', () => {
  it('are forty, of every window, in every look and language of the gallery, each in a file of its own', () => {
    expect(new Set(kept.map(({ file }) => file)).size).toBe(40);
    expect(new Set(kept.map(({ view }) => view.window)).size).toBe(6);
    expect(new Set(kept.map(({ look }) => look))).toEqual(new Set(PICTURED_LOOKS));
    expect(new Set(kept.map(({ language }) => language))).toEqual(new Set(PICTURED_LANGUAGES));
  });

  it('are all there', () => {
    expect(readdirSync(keptFolder)).toEqual(expect.arrayContaining(kept.map(({ file }) => file)));
  });
});

describe('what a developer reads when a picture changed', () => {
  it('is who made the kept ones, and how they are renewed', () => {
    const told = advice(made, made);
    expect(told).toContain('Chromium 130.0.6723.191');
    expect(told).toContain('npm run gallery -- --update');
    expect(told).not.toContain('That alone');
  });

  it('says that another browser may be the reason', () => {
    expect(advice(made, { ...made, browser: '131.0.1.2' })).toContain(
      'The kept pictures are by Chromium 130.0.6723.191; here is 131.0.1.2. That alone may change a picture.',
    );
    expect(advice(made, { ...made, browser: '130.0.9999.1' })).not.toContain('That alone');
  });

  it('says that another font may be the reason', () => {
    expect(advice(made, { ...made, fonts: { 'fonts-noto-core': '20260101-1' } })).toContain(
      'The kept pictures are by fonts-noto-core 20201225-1; here is 20260101-1.',
    );
  });
});

describe('how equal a picture must be', () => {
  it('is to the pixel, almost, by the same browser with the same fonts', () => {
    expect(toleranceHere(made, { ...made, browser: '130.0.9999.1' })).toEqual({});
  });

  it('is less by another browser or with other fonts', () => {
    expect(toleranceHere(made, { ...made, browser: '131.0.1.2' })).toEqual({ threshold: 0.2, maxDiffPixelRatio: 0.02 });
    expect(toleranceHere(made, { ...made, fonts: { 'fonts-noto-core': '20260101-1' } })).not.toEqual({});
  });
});
