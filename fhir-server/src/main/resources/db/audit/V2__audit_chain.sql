-- One row for each stored audit event; the hash covers the event's digest and the row before.
create table audit_chain (
  sequence bigint not null primary key,
  event_id varchar(40) not null,
  digest varchar(64) not null,
  hash varchar(64) not null,
  constraint audit_chain_event unique (event_id)
);

-- The end of the chain. Who appends locks this row, so that there is one order on all nodes.
create table audit_chain_head (
  id integer not null primary key,
  last_sequence bigint not null,
  last_hash varchar(64) not null
);

insert into audit_chain_head (id, last_sequence, last_hash) values (1, 0, '');
