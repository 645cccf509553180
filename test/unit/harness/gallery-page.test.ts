import { describe, expect, it } from 'vitest';
import { galleryPage, type Picture } from '../../preview/gallery-page.js';

const picture = (more: Partial<Picture>): Picture => ({
  window: 'popup',
  name: 'live',
  look: 'light',
  language: 'de',
  file: 'popup.live.light.de.png',
  ...more,
});

describe('the page of the gallery', () => {
  it('has a figure a state, with its picture in each look and language', () => {
    const page = galleryPage(
      [picture({}), picture({ look: 'dark', file: 'dark.png' }), picture({ window: 'team', name: 'empty' })],
      { looks: ['light', 'dark'], languages: ['de'] },
    );
    expect(page.match(/<figure>/g)).toHaveLength(2);
    expect(page).toContain('src="dark.png" alt="popup: live, dark, de"');
    expect(page.indexOf('popup: live')).toBeLessThan(page.indexOf('team: empty'));
  });

  it('takes no name for markup', () => {
    const page = galleryPage([picture({ name: '<b>"&', file: 'a b&c.png' })], { looks: ['light'], languages: ['de'] });
    expect(page).toContain('<figcaption>popup: &lt;b&gt;&quot;&amp;</figcaption>');
    expect(page).toContain('src="a%20b%26c.png"');
  });
});
