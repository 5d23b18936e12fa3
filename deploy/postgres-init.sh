#!/bin/sh
# Makes the user that the bot connects as: neither the owner of the tables nor a superuser, so that the walls hold it.
set -eu
password=$(cat /run/secrets/bot_password)
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 --set password="$password" <<'SQL'
CREATE ROLE mentor_app LOGIN PASSWORD :'password' NOSUPERUSER NOBYPASSRLS;
GRANT USAGE ON SCHEMA public TO mentor_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO mentor_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO mentor_app;
SQL
