-- What the reading scenarios read, for H2 and PostgreSQL: ${MESSAGES} messages in one conversation, and
-- ${CONVERSATIONS} conversations with a message each, of which the reader has ${MINE}. Ids begin where no identity gets to.

insert into people (id, issuer, subject, username, name, roles, status, suspended, created_at)
select 1000000 + n, 'fill', 'fill-' || n, 'fill-' || n, 'Fill ' || n, '', 'online', false, timestamp with time zone '2026-01-01 00:00:00+00:00'
from generate_series(0, 999) as s(n);

insert into conversations (id, kind, name, owner_id, participant_count, last_seq, message_count, deleted_count,
  last_message_id, last_activity_at, created_at, updated_at)
select 1000000 + n, 'GROUP', 'Conversation ' || n, 1000000 + mod(n, 1000), 2, 1, 1, 0,
  cast('1' || lpad(cast(n as varchar), 31, '0') as uuid), timestamp with time zone '2026-01-01 00:00:00+00:00' + n * interval '1' second,
  timestamp with time zone '2026-01-01 00:00:00+00:00', timestamp with time zone '2026-01-01 00:00:00+00:00'
from generate_series(1, ${CONVERSATIONS}) as s(n);

insert into conversation_participants (conversation_id, user_id, role, joined_at, read_seq, read_number, deleted_beyond)
select 1000000 + n, 1000000 + mod(n, 1000), 'OWNER', timestamp with time zone '2026-01-01 00:00:00+00:00', 0, 0, 0
from generate_series(1, ${CONVERSATIONS}) as s(n);

insert into conversation_participants (conversation_id, user_id, role, joined_at, read_seq, read_number, deleted_beyond)
select 1000000 + n * (${CONVERSATIONS} / ${MINE}), ${READER}, 'MEMBER', timestamp with time zone '2026-01-01 00:00:00+00:00', 0, 0, 0
from generate_series(1, ${MINE}) as s(n);

insert into messages (id, conversation_id, seq, changed_seq, number, sender_id, content, reply_count, created_at, deleted)
select cast('1' || lpad(cast(n as varchar), 31, '0') as uuid), 1000000 + n, 1, 1, 1, 1000000 + mod(n, 1000), 'Only message of conversation ' || n,
  0, timestamp with time zone '2026-01-01 00:00:00+00:00' + n * interval '1' second, false
from generate_series(1, ${CONVERSATIONS}) as s(n);

-- the reader wrote every other message of the long one
insert into messages (id, conversation_id, seq, changed_seq, number, sender_id, content, reply_count, created_at, deleted)
select cast('2' || lpad(cast(n as varchar), 31, '0') as uuid), ${LONG}, n, n, n, case when mod(n, 2) = 0 then ${READER} else 1000000 + mod(n, 1000) end,
  rpad('Message ' || n || ' of a long conversation', 100, '.'), 0, timestamp with time zone '2026-01-01 00:00:00+00:00' + n * interval '1' second, false
from generate_series(1, ${MESSAGES}) as s(n);

update conversations set last_seq = ${MESSAGES}, message_count = ${MESSAGES}, last_message_id = cast('2' || lpad('${MESSAGES}', 31, '0') as uuid)
where id = ${LONG};

analyze;
