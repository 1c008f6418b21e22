-- H2 counts a character beyond the basic plane, as most emoji are, for two: what may have 64 of them needs 128.

alter table messages     alter column client_id set data type varchar(128);
alter table topic_events alter column entity_id set data type varchar(400);
alter table topic_events alter column user_id   set data type varchar(400);
alter table topic_outbox alter column entity_id set data type varchar(400);
alter table topic_outbox alter column user_id   set data type varchar(400);
