-- Whether a message was sent before is told by one short key, not by an index of three columns: the
-- clients' ids come in no order, so each message has a page of that index read and written.

alter table messages add column client_key uuid;
update messages set client_key = ${client_key} where client_id is not null;
alter table messages drop constraint messages_client_id;
alter table messages add constraint messages_client_key unique (client_key);
