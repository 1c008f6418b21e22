import { memo, useState, type ReactNode } from 'react';
import { copy } from '../../ground/copy';
import { followLink } from '../../ground/route';
import { t } from '../../words';
import { useWorld } from '../../world';
import { blocks, onlyEmoji, type Block } from './blocks';
import type { Inline } from './inline';

/** A message's text as elements: every string ends in a text node, and links have been checked by safeHref. */
export const Text = memo(function Text({ source }: { source: string }) {
  if (onlyEmoji(source)) {
    return (
      <div className="text jumbo" dir="auto">
        {source}
      </div>
    );
  }
  return (
    <div className="text" dir="auto">
      {blocks(source).map((block, i) => (
        <BlockView key={i} block={block} />
      ))}
    </div>
  );
});

function BlockView({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'code':
      return <Fence text={block.text} />;
    case 'quote':
      return (
        <blockquote>
          {block.inside.map((one, i) => (
            <BlockView key={i} block={one} />
          ))}
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((item, i) => <li key={i}>{show(item)}</li>);
      return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case 'heading':
      return (
        <p>
          <strong>{show(block.inside)}</strong>
        </p>
      );
    case 'paragraph':
      return <p>{show(block.inside)}</p>;
  }
}

const show = (nodes: Inline[]) => nodes.map((node, i) => <InlineView key={i} node={node} />);

function InlineView({ node }: { node: Inline }): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'code':
      return <code dir="ltr">{node.text}</code>;
    case 'strong':
      return <strong>{show(node.inside)}</strong>;
    case 'em':
      return <em>{show(node.inside)}</em>;
    case 'strike':
      return <s>{show(node.inside)}</s>;
    case 'break':
      return <br />;
    case 'link':
      return <Link href={node.href}>{show(node.inside)}</Link>;
    case 'mention':
      return <Mention username={node.username} />;
    case 'channel':
      return <Channel name={node.name} />;
  }
}

function Link({ href, children }: { href: string; children: ReactNode }) {
  const ours = href.startsWith(`${location.origin}/c/`);
  return ours ? (
    <a href={href} onClick={followLink}>
      {children}
    </a>
  ) : (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

function Mention({ username }: { username: string }) {
  const name = username.toLowerCase();
  const known = useWorld((world) =>
    Object.values(world.people).find((one) => one.username.toLowerCase() === name),
  );
  const me = useWorld((world) => world.me.username.toLowerCase() === name);
  if (!known) return `@${username}`;
  return (
    <span className={me ? 'mention me' : 'mention'} title={known.name}>
      @{username}
    </span>
  );
}

function Channel({ name }: { name: string }) {
  const wanted = name.toLowerCase();
  const id = useWorld(
    (world) => Object.values(world.conversations.byId).find((one) => one.name?.toLowerCase() === wanted)?.id,
  );
  if (id === undefined) return `#${name}`;
  return (
    <a className="channel-link" href={`/c/${id}`} onClick={followLink}>
      #{name}
    </a>
  );
}

function Fence({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const take = async () => {
    if (!(await copy(text))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div className="fence" dir="ltr">
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <button type="button" onClick={() => void take()}>
        {copied ? t('copied') : t('copy')}
      </button>
    </div>
  );
}
