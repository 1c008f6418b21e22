import { blocks, type Block } from './blocks';
import type { Inline } from './inline';

/** What is to be heard, or read where nothing can be set in bold: the text without its marks. */
export const plain = (source: string): string => blocks(source).map(ofBlock).join('\n');

function ofBlock(block: Block): string {
  switch (block.kind) {
    case 'code':
      return block.text;
    case 'quote':
      return block.inside.map(ofBlock).join('\n');
    case 'list':
      return block.items.map(ofInline).join('\n');
    case 'heading':
    case 'paragraph':
      return ofInline(block.inside);
  }
}

const ofInline = (nodes: Inline[]): string => nodes.map(ofNode).join('');

function ofNode(node: Inline): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'break':
      return '\n';
    case 'mention':
      return `@${node.username}`;
    case 'channel':
      return `#${node.name}`;
    default:
      return ofInline(node.inside);
  }
}
