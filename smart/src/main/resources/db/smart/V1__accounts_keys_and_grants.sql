-- Who may sign in. A person is one row; the FHIR resource behind them is named, not copied.
create table smart_account (
  username varchar(100) not null primary key,
  display_name varchar(200) not null,
  role varchar(40) not null,
  fhir_user varchar(120) not null,
  patient_id varchar(64),
  password_hash varchar(400) not null,
  active boolean not null,
  failed_attempts integer not null,
  locked_until timestamp with time zone,
  created_at timestamp with time zone not null
);

-- Keys that sign tokens; the newest signs, the others still verify until they are taken out.
create table smart_signing_key (
  kid varchar(64) not null primary key,
  jwk varchar(8000) not null,
  created_at timestamp with time zone not null
);

-- The layout is that of the authorization server's JDBC store; long texts instead of blobs, because
-- they are the same type on H2 and PostgreSQL.
create table oauth2_authorization (
  id varchar(100) not null primary key,
  registered_client_id varchar(100) not null,
  principal_name varchar(200) not null,
  authorization_grant_type varchar(100) not null,
  authorized_scopes varchar(4000),
  attributes varchar(60000),
  state varchar(500),
  authorization_code_value varchar(1000),
  authorization_code_issued_at timestamp with time zone,
  authorization_code_expires_at timestamp with time zone,
  authorization_code_metadata varchar(60000),
  access_token_value varchar(16000),
  access_token_issued_at timestamp with time zone,
  access_token_expires_at timestamp with time zone,
  access_token_metadata varchar(60000),
  access_token_type varchar(100),
  access_token_scopes varchar(4000),
  oidc_id_token_value varchar(16000),
  oidc_id_token_issued_at timestamp with time zone,
  oidc_id_token_expires_at timestamp with time zone,
  oidc_id_token_metadata varchar(60000),
  refresh_token_value varchar(1000),
  refresh_token_issued_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  refresh_token_metadata varchar(60000),
  user_code_value varchar(1000),
  user_code_issued_at timestamp with time zone,
  user_code_expires_at timestamp with time zone,
  user_code_metadata varchar(60000),
  device_code_value varchar(1000),
  device_code_issued_at timestamp with time zone,
  device_code_expires_at timestamp with time zone,
  device_code_metadata varchar(60000)
);

-- Serves the exchange of a code for a token.
create index oauth2_authorization_code on oauth2_authorization (authorization_code_value);
