import type { TopicEventKind } from '@parlance/client';
import { useCallback, useEffect, useState } from 'react';
import { client } from '../live';

export interface TopicQuery<T> {
  data: T | null;
  state: 'loading' | 'live' | 'refused' | 'failed';
}

/** Each of these says that what was loaded may no longer be so. */
const invalidating: Record<TopicEventKind, true> = {
  ADDED: true,
  UPDATED: true,
  DELETED: true,
  STATUS_CHANGED: true,
  ASSIGNED: true,
  COMMENT_ADDED: true,
};

const gather = 50;

/**
 * What `load` gives, loaded again whenever something happened on the topic. It is subscribed first and loaded
 * then, so that nothing falls in between; several events in a row are one loading. `load` must be stable.
 */
export function useTopicQuery<T>(topic: string, load: () => Promise<T>): TopicQuery<T> {
  const [query, setQuery] = useState<TopicQuery<T>>({ data: null, state: 'loading' });

  const follow = useCallback(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const reload = () => {
      load().then(
        (data) => gone || setQuery({ data, state: 'live' }),
        () => gone || setQuery((old) => ({ ...old, state: 'failed' })),
      );
    };
    const invalidate = () => {
      clearTimeout(timer);
      timer = setTimeout(reload, gather);
    };
    const end = client().subscribe(topic, (signal) => {
      if (signal.event in invalidating || signal.event === 'subscribed') invalidate();
      else if (signal.event === 'refused') setQuery({ data: null, state: 'refused' });
    });
    return () => {
      gone = true;
      clearTimeout(timer);
      end();
    };
  }, [topic, load]);

  useEffect(follow, [follow]);
  return query;
}
