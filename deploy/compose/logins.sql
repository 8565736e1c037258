-- The platform's two logins and its database, made or set right again by the superuser. May be repeated at will.
\set QUIET on
\set ON_ERROR_STOP on
\set owner_password `cat /run/secrets/db_owner_password`
\set app_password `cat /run/secrets/db_app_password`

SELECT 'CREATE ROLE kreislauf_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kreislauf_owner') \gexec
SELECT 'CREATE ROLE kreislauf_app' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kreislauf_app') \gexec
ALTER ROLE kreislauf_owner LOGIN CREATEROLE INHERIT PASSWORD :'owner_password';
ALTER ROLE kreislauf_app LOGIN NOCREATEROLE NOCREATEDB NOINHERIT PASSWORD :'app_password';
ALTER DATABASE kreislauf OWNER TO kreislauf_owner;
