-- An app or a program as it was registered; the document is what the API takes and gives.
create table smart_client (
  client_id varchar(100) not null primary key,
  document varchar(60000) not null,
  secret_hash varchar(400),
  active boolean not null,
  changed_at timestamp with time zone not null
);

-- What a person allowed an app, so that they are asked once and can take it back.
create table oauth2_authorization_consent (
  registered_client_id varchar(100) not null,
  principal_name varchar(200) not null,
  authorities varchar(16000) not null,
  primary key (registered_client_id, principal_name)
);

-- Assertions are good once; a row is kept until its assertion would have expired anyway.
create table smart_spent_assertion (
  client_id varchar(100) not null,
  jti varchar(200) not null,
  expires_at timestamp with time zone not null,
  primary key (client_id, jti)
);

-- Refresh tokens that were exchanged; whoever shows one again has a copy, and the grant ends.
create table smart_spent_refresh (
  token_hash varchar(64) not null primary key,
  grant_id varchar(100) not null,
  spent_at timestamp with time zone not null
);

-- What an app is opened with. The handle itself is not kept, only its hash.
create table smart_launch (
  handle_hash varchar(64) not null primary key,
  client_id varchar(100) not null,
  username varchar(100) not null,
  from_ehr boolean not null,
  document varchar(16000) not null,
  expires_at timestamp with time zone not null,
  taken_at timestamp with time zone
);

-- Lets requests be purged that nobody ever answered.
alter table oauth2_authorization
  add column created_at timestamp with time zone default current_timestamp not null;

-- Serves the refresh of a token.
create index oauth2_authorization_refresh on oauth2_authorization (refresh_token_value);
-- Serves the consent page's answer.
create index oauth2_authorization_state on oauth2_authorization (state);
-- Serves what is ended with an account or an app.
create index oauth2_authorization_principal on oauth2_authorization (principal_name, registered_client_id);
