-- How often somebody came or went, or the conversation was closed: by that each node sees that it must look who may still listen.

alter table conversations add column member_changes bigint default 0 not null;
