import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { blocks, onlyEmoji } from './blocks';
import { inline, safeHref } from './inline';
import { Text } from './Text';

const html = (source: string) => render(<Text source={source} />).container.firstElementChild?.innerHTML;

describe('Markdown', () => {
  it.each([
    [
      'plain *em* **strong** ~~gone~~ `code`',
      '<p>plain <em>em</em> <strong>strong</strong> <s>gone</s> <code dir="ltr">code</code></p>',
    ],
    ['snake_case_name stays', '<p>snake_case_name stays</p>'],
    ['2 * 3 * 4', '<p>2 * 3 * 4</p>'],
    ['one\ntwo', '<p>one<br>two</p>'],
    ['> said', '<blockquote><p>said</p></blockquote>'],
    ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
    ['# Title', '<p><strong>Title</strong></p>'],
    ['\\*not em\\*', '<p>*not em*</p>'],
    ['nobody@example.org', '<p>nobody@example.org</p>'],
  ])('%s', (source, expected) => expect(html(source)).toBe(expected));

  it('keeps a fence as it is written', () => {
    expect(blocks('```js\nif (a < b) *x*\n```')).toEqual([
      { kind: 'code', language: 'js', text: 'if (a < b) *x*' },
    ]);
  });

  it('ends a bare link before the full stop and an unopened bracket', () => {
    expect(inline('(see https://example.org/a_(b)).')).toMatchObject([
      { text: '(see ' },
      { kind: 'link', href: 'https://example.org/a_(b)' },
      { text: ').' },
    ]);
  });

  it('knows what is only pictures', () => {
    expect(onlyEmoji('👍🏽 🎉')).toBe(true);
    expect(onlyEmoji('👩‍👩‍👧 ok')).toBe(false);
    expect(onlyEmoji('42')).toBe(false);
  });

  it('takes a pasted log of 4,096 characters in no time', () => {
    const began = performance.now();
    for (const part of ['*_~`[(', '[a](', '**', '> - # ', '@a#b:c:', 'http://']) inlineAll(part.repeat(700));
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

const inlineAll = (source: string) => blocks(source.slice(0, 4096));

describe('what people try', () => {
  const nasty = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:msgbox(1))',
    '[x](//evil.example/x)',
    '[x](https://a.example/" onmouseover="alert(1))',
    '![x](https://evil.example/x.png)',
    'javascript:alert(1)',
    '<a href="javascript:alert(1)">x</a>',
    '@<b>x</b> #<i>y</i>',
    '`<svg/onload=alert(1)>`',
  ];

  it.each(nasty)('%s stays text or becomes a safe link', (source) => {
    const { container } = render(<Text source={source} />);
    expect(container.querySelector('script, img, svg, iframe, b, i')).toBeNull();
    for (const link of container.querySelectorAll('a')) {
      expect(link.href).toMatch(/^(https?|mailto):/);
      expect(link.getAttributeNames().filter((name) => name.startsWith('on'))).toEqual([]);
    }
  });

  it('only knows three kinds of address', () => {
    expect(safeHref('https://example.org')).toBe('https://example.org/');
    expect(safeHref('mailto:a@example.org')).toBe('mailto:a@example.org');
    expect(safeHref('ftp://example.org')).toBeNull();
    expect(safeHref(' javascript:alert(1)')).toBeNull();
    expect(safeHref('java\nscript:alert(1)')).toBeNull();
  });
});
