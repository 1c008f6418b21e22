-- The order of commits, which is not that of inserting: each row gets its position when its transaction commits.
-- The lock is held until the commit is visible (as that of NOTIFY is), so who sees a position sees all before it.
create sequence topic_outbox_position;

-- As its owner, so that an application needs no more than the right to insert.
create function topic_outbox_place() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(8027144230617);
  execute format(
      'update %1$I.topic_outbox set position = nextval(''%1$I.topic_outbox_position'') where id = $1',
      tg_table_schema)
    using new.id;
  return null;
end
$$;

create constraint trigger topic_outbox_place
  after insert on topic_outbox deferrable initially deferred
  for each row execute function topic_outbox_place();
