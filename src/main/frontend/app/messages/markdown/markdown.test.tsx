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
    ['- a\n1. b\n* c', '<ul><li>a</li></ul><ol start="1"><li>b</li></ol><ul><li>c</li></ul>'],
    ['# Title', '<p><strong>Title</strong></p>'],
    ['# a # ##', '<p><strong>a #</strong></p>'],
    ['** a **b** _c ~~d', '<p>** a <strong>b</strong> _c ~~d</p>'],
    ['`a ``b`` **c\n**d**', '<p>`a <code dir="ltr">b</code> **c<br><strong>d</strong></p>'],
    ['a_b _c_ d_', '<p>a_b <em>c</em> d_</p>'],
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
    expect(inline('https://example.org/a))?!')).toMatchObject([
      { kind: 'link', href: 'https://example.org/a' },
      { text: '))?!' },
    ]);
    expect(inline('HTTP://example.org/a.')).toMatchObject([
      { kind: 'link', href: 'http://example.org/a' },
      { text: '.' },
    ]);
  });

  it('puts no link into a link, however deep', () => {
    expect(inline('[**https://a.example/ #general @bob ~~http://c.example~~**](https://b.example)')).toEqual([
      {
        kind: 'link',
        href: 'https://b.example/',
        inside: [
          {
            kind: 'strong',
            inside: [
              { kind: 'text', text: 'https://a.example/ #general @bob ' },
              { kind: 'strike', inside: [{ kind: 'text', text: 'http://c.example' }] },
            ],
          },
        ],
      },
    ]);
  });

  it('finds a link after brackets that are none', () => {
    expect(inline('[a\n[b [c](ftp://d) [e](https://example.org)')).toMatchObject([
      { text: '[a' },
      { kind: 'break' },
      { text: '[b [c](ftp://d) ' },
      { kind: 'link', href: 'https://example.org/' },
    ]);
  });

  it('knows what is only pictures', () => {
    expect(onlyEmoji('👍🏽 🎉')).toBe(true);
    expect(onlyEmoji('👩‍👩‍👧 ok')).toBe(false);
    expect(onlyEmoji('42')).toBe(false);
  });

  it.each([
    ['👍', true],
    ['☎', true],
    ['❤️ 🎉\n👍🏽', true],
    ['👩‍👩‍👧', true],
    ['🇮🇷🇩🇪', true],
    ['🇮🇷🇩', true],
    ['1️⃣#️⃣', true],
    ['🏴\u{E0067}\u{E0062}\u{E007F}', false],
    ['1⃣', false],
    ['1️', true],
    ['1', false],
    ['👍1', false],
    ['👍a', false],
    ['a👍', false],
    ['', false],
    [' \n', false],
    ['👍'.repeat(48), true],
    ['👍'.repeat(49), false],
    ['❤️'.repeat(48), true],
    ['👍🏽'.repeat(24), true],
    ['👍🏽'.repeat(25), false],
    ['🇮🇷'.repeat(48), true],
    ['🇮🇷'.repeat(48) + '🇩', false],
    ['1️⃣'.repeat(24), true],
    ['1️⃣'.repeat(25), false],
  ])('%j is only pictures: %s', (text, expected) => expect(onlyEmoji(text)).toBe(expected));

  it('sees that many pictures are too many, or not all, before long', () => {
    const many = (one: string) => one.repeat(5000);
    const texts = [
      '👍'.repeat(24) + 'a',
      '👍'.repeat(48) + 'a',
      '🇮🇷'.repeat(48) + 'a',
      '❤️'.repeat(48) + 'a',
    ];
    texts.push(many('👍'), many('👍') + 'a', many('🇮🇷') + 'a', many('1️⃣') + 'a');
    for (const text of texts) expect(onlyEmoji(text)).toBe(false);
  });

  it('takes a pasted log of 4,096 characters before its test is given up', () => {
    for (const part of ['*_~`[(', '[a](', '**', '> - # ', '@a#b:c:', 'http://']) inlineAll(part.repeat(700));
  });

  it.each([
    ['fence', '`'.repeat(2000) + ' '.repeat(2000) + '!'],
    ['heading', '# a' + ' '.repeat(4000) + 'b'],
    ['heading of two lines', '# ' + ' '.repeat(4000) + 'x\u2028x'],
    ['link before brackets', 'http://a' + ')'.repeat(4000)],
    ['row of broken links before brackets', 'http://['.repeat(250) + ')'.repeat(2000)],
    ['row of broken links before stops', 'http://['.repeat(250) + '!'.repeat(2000) + 'a'],
    ['row of broken links in letters of their own', '[http://é'.repeat(450)],
    ['row of ticks', 'x' + '`'.repeat(4000)],
  ])('takes a long %s often before its test is given up', (_, source) => {
    for (let i = 0; i < 150; i += 1) blocks(source);
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
