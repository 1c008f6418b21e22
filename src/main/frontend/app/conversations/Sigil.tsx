import type { Kind } from '@parlance/client';
import { Glyph } from '../ground/Glyph';

export function Sigil({ kind }: { kind: Kind }) {
  switch (kind) {
    case 'public':
      return <span aria-hidden="true">#</span>;
    case 'private':
      return <Glyph name="lock" />;
    case 'group':
    case 'direct':
      return <Glyph name="people" />;
  }
}
