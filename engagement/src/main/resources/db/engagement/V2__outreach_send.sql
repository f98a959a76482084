-- What was handed to a carrier, written before it is handed over.
create table mortar_outreach_send (
  request_id varchar(64) not null primary key,
  recipient varchar(64) not null,
  medium varchar(20) not null,
  state varchar(20) not null,
  provider_id varchar(200),
  segments int,
  reason varchar(60),
  begun_at timestamp with time zone not null,
  changed_at timestamp with time zone not null
);

-- Serves the caps: how many messages a recipient got lately.
create index mortar_outreach_send_recipient on mortar_outreach_send (recipient, begun_at);

-- One row a recipient, locked while its messages are counted.
create table mortar_outreach_recipient (
  recipient varchar(64) not null primary key
);
