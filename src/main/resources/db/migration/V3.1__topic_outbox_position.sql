-- In which order rows were committed, where the database can tell; null where it cannot.
alter table topic_outbox add column position bigint;
