/** Line drawings of our own, 20 by 20, so that no icon font and no package is needed. */
const paths = {
  back: 'M12 4.5 6.5 10l5.5 5.5',
  close: 'M5 5l10 10M15 5 5 15',
  plus: 'M10 4v12M4 10h12',
  send: 'M3.5 10h12M11 5l5 5-5 5',
  smile: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7.2 11.6c1.3 2 4.3 2 5.6 0M7.7 8v.2M12.3 8v.2',
  reply: 'M4 5h12v8H9l-4 3.5V13H4z',
  more: 'M4 10a1 1 0 1 0 2 0 1 1 0 0 0-2 0ZM9 10a1 1 0 1 0 2 0 1 1 0 0 0-2 0ZM14 10a1 1 0 1 0 2 0 1 1 0 0 0-2 0Z',
  lock: 'M5.5 9h9v7h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9',
  people:
    'M7.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 16c.3-3 2-4.5 4.5-4.5S11.7 13 12 16M13 4.8a2.4 2.4 0 0 1 0 4.5M14.2 11.8c1.7.5 2.6 2 2.8 4.2',
  settings: 'M4 6h7M15 6h1M4 14h1M9 14h7M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9.5V13M10 7v.1',
  bell: 'M6 13V9a4 4 0 0 1 8 0v4l1.5 1.5h-11zM8.8 16.5h2.4',
  silent: 'M6 13V9a4 4 0 0 1 6-3.5M14 9v4l1.5 1.5h-11M8.8 16.5h2.4M4 3.5l12 13',
  search: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10ZM12.7 12.7 16 16',
  down: 'M10 4v12M5 11l5 5 5-5',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4l2.5 2',
  retry: 'M15.5 8A6 6 0 1 0 16 11M16 4v4h-4',
  edit: 'M4 16l.8-3.2L13.2 4.4l2.4 2.4-8.4 8.4z',
  trash: 'M5 6.5h10M8 6.5V4.5h4v2M6 6.5l.7 9.5h6.6l.7-9.5',
  link: 'M8.5 11.5l3-3M9 6.5l1.6-1.6a3 3 0 0 1 4.3 4.3L13.4 11M11 13.5l-1.6 1.6a3 3 0 0 1-4.3-4.3L6.6 9',
  unread: 'M4 5h8M4 10h7M4 15h12M16 7.5a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Z',
  copy: 'M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  gift: 'M4 8h12v3H4zM5 11h10v5.5H5zM10 8v8.5M10 8C7 8 6 4.5 8 4.2 9.5 4 10 6.5 10 8c0-1.5.5-4 2-3.8C14 4.5 13 8 10 8',
} as const;

export type GlyphName = keyof typeof paths;

export function Glyph({ name }: { name: GlyphName }) {
  return (
    <svg className="glyph" viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
