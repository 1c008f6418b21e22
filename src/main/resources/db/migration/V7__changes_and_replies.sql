-- Each message was entered by its last change and by what it answers, and nearly none is ever changed
-- or an answer. Those that are have tables of their own.

-- where messages were last changed, but for those that are as they were sent
create table message_changes (
  conversation_id bigint not null,
  seq             bigint not null,
  message_id      uuid   not null,
  primary key (conversation_id, seq)
);
insert into message_changes (conversation_id, seq, message_id)
select conversation_id, changed_seq, id from messages where changed_seq <> seq;
drop index messages_changed;

create table message_replies (
  parent_id  uuid   not null,
  seq        bigint not null,
  message_id uuid   not null,
  primary key (parent_id, seq)
);
insert into message_replies (parent_id, seq, message_id)
select parent_id, seq, id from messages where parent_id is not null;
drop index messages_parent;
