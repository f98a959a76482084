-- A sealed text is longer than what is in it.
alter table smart_account alter column totp_secret set data type varchar(400);
