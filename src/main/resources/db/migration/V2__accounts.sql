-- What the server keeps itself where no identity provider is configured, and what a token last said.

create table accounts (
  id         varchar(36)  primary key,
  username   varchar(64)  not null,
  password   varchar(255) not null,
  name       varchar(255) not null,
  email      varchar(320),
  roles      varchar(255) not null,
  -- everybody knows the password: good only while parlance.demo is on
  demo       boolean      not null,
  changed_at timestamp(3) with time zone not null,
  constraint accounts_username unique (username)
);

-- private keys, as JWK: the newest signs, all verify
create table signing_keys (
  id         varchar(64)   primary key,
  jwk        varchar(4096) not null,
  created_at timestamp(3) with time zone not null
);

-- a person may choose another name; the token's counts again when it changes
alter table people add column told_name varchar(255);
