-- What was sent before is looked for by client ids of many conversations at once, and H2 goes by the
-- first column of an index: it read every message of these conversations.

alter table messages drop constraint messages_client_id;
alter table messages add constraint messages_client_id unique (client_id, sender_id, conversation_id);
