-- Keys that sign the roots of the audit trail. A public half stays for ever, as roots are verified years later;
-- the sealed private half goes when the next key comes.
create table mortar_audit_key (
  kid varchar(64) not null primary key,
  public_half varchar(1000) not null,
  sealed varchar(2000),
  made_at timestamp(3) with time zone not null
);

-- One row for each day that is over, never changed: what the audit events of that day are hashed to, signed.
create table mortar_audit_root (
  closed_day date not null primary key,
  first_link bigint not null,
  events bigint not null,
  root varchar(64) not null,
  signed varchar(4000) not null
);

-- Serves the day of a link.
create index mortar_audit_root_first on mortar_audit_root (first_link);
