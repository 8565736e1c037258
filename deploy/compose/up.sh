#!/usr/bin/env bash
# Start Kreislauf on this machine, or bring what runs to this version: deploy/compose.md.
#   deploy/compose/up.sh --host kreis.example --email betrieb@kreis.example     the first time
#   git pull && deploy/compose/up.sh                                           an upgrade; visitors notice nothing
# To try it on one machine, without a name in the world and without mail:
#   deploy/compose/up.sh --host platz.localhost --listen 127.0.0.1 --local-certificates --example-regions
# --host, --email, --listen, --http-port, --https-port and --local-certificates are written to .env the first time.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
settings=${KREISLAUF_ENV_FILE:-$PWD/.env}
setting() { sed -n "s/^$1=//p" "$settings" 2>/dev/null || true; }
project=${COMPOSE_PROJECT_NAME:-$(setting COMPOSE_PROJECT_NAME)}
project=${project:-kreislauf}
export KREISLAUF_ENV_FILE=$settings KREISLAUF_SECRETS=${KREISLAUF_SECRETS:-$PWD/secrets} COMPOSE_PROJECT_NAME=$project
EDGE_FILES=$(cat Caddyfile edge_upstreams.caddy ../edge_*.caddy | sha256sum | cut -c 1-16)
export EDGE_FILES
drain=/tmp/kreislauf-drain leaving="" example_regions="" current=""

main() {
  write_settings "$@"
  ./secrets.sh "$KREISLAUF_SECRETS"
  read_secrets
  step "Image" image
  step "PostgreSQL with pgBackRest" compose build db
  step "Database, queue and object store" servers
  step "… answer" healthy db queue store
  step "Logins" sql logins.sql
  step "Rights" sql harden.sql
  step "Tables" compose run --rm -T prepare prepare
  exchange web-a
  exchange web-b
  step "Worker, beat, backups and edge" compose up -d --no-deps worker beat backup pictures-backup edge
  step "… answer" healthy worker beat edge
  remember
  [ "$(setting KREISLAUF_CERTIFICATES)" != local_certs ] || step "Certificate of this machine's authority" authority
  [ -z "$example_regions" ] || step "Example regions" examples
  next_steps
}

# A container sees a secret's file as it was when it was made: another content wants another container.
read_secrets() {
  APP_SECRETS=$(mark database_url database_owner_url redis_url broker_url email_url s3_key s3_secret)
  QUEUE_SECRETS=$(mark queue_users)
  STORE_SECRETS=$(mark s3_key s3_secret)
  DB_SECRETS=$(mark db_owner_password db_app_password backup_passphrase backup_s3_key backup_s3_key_secret)
  export APP_SECRETS QUEUE_SECRETS STORE_SECRETS
}

# Of files together; nobody can try passwords out on it, since the key that goes in is none.
mark() { (cd "$KREISLAUF_SECRETS" && cat secret_key "$@") | sha256sum | cut -c 1-16; }

# The database is started anew for a secret that is known to have changed, and for nothing else: pages fail meanwhile.
servers() {
  local before
  before=$(setting DB_SECRETS)
  [ "${before:-$DB_SECRETS}" = "$DB_SECRETS" ] || compose rm --stop --force db backup pictures-backup
  compose up -d db queue store
}

# The one, while the other serves: before it ends, it says so where the edge asks, and new visitors go to the other.
exchange() {
  [ -z "$(running "$1")" ] || [ -z "$(running edge)" ] || step "Visitors leave $1" leave "$1"
  step "$1" compose up -d --no-deps "$1"
  step "… answers" healthy "$1"
  step "… has visitors" come_back
}

# The edge asks every second, and believes the second answer.
leave() {
  leaving=$1
  compose exec -T "$1" touch "$drain"
  sleep 5
}

# One that was not exchanged, since it is this version already, still has the file.
come_back() {
  [ -z "$leaving" ] || compose exec -T "$leaving" rm -f "$drain"
  leaving=""
  sleep 3
}

# Not one that starts again and again: nobody can tell it anything, and nobody is led to it.
running() { docker ps -q --filter status=running --filter "label=com.docker.compose.project=$project" --filter "label=com.docker.compose.service=$1"; }

# For `docker compose …` in this folder.
remember() {
  local name kept="KREISLAUF_IMAGE EDGE_FILES APP_SECRETS QUEUE_SECRETS STORE_SECRETS DB_SECRETS"
  (umask 077 && sed -E "/^(${kept// /|})=/d" "$settings" >"$settings.new")
  for name in $kept; do printf '%s=%s\n' "$name" "${!name}" >>"$settings.new"; done
  mv "$settings.new" "$settings" # all or nothing, as the first time
}

write_settings() {
  local host="" email="" listen="" http="" https="" certificates=""
  while [ $# -gt 0 ]; do
    case $1 in
      --host) host=$2; shift ;;
      --email) email=$2; shift ;;
      --listen) listen=$2; shift ;;
      --http-port) http=$2; shift ;;
      --https-port) https=$2; shift ;;
      --local-certificates) certificates=local_certs ;;
      --example-regions) example_regions=yes ;;
      *) sed -n '2,8s/^# *//p' up.sh >&2; echo "I do not know $1." >&2; exit 2 ;;
    esac
    shift
  done
  if [ -e "$settings" ]; then
    [ -z "$host$email$listen$http$https$certificates" ] || echo "$settings is there: what stands in it counts."
    return 0
  fi
  [ -n "$host" ] || { echo "Whose platform is it? Say --host kreis.example the first time." >&2; exit 2; }
  rm -f "$settings.new"
  (umask 077 && echo '# Any setting of the README may stand here.' >"$settings.new") # secrets may stand there, too
  note PLATFORM_HOST "$host"
  note OPERATOR_EMAIL "${email:-betrieb@$host}"
  note COMPOSE_PROJECT_NAME "$project"
  note KREISLAUF_CERTIFICATES "${certificates:-${email:+email $email}}"
  note LISTEN "$listen"
  note HTTP_PORT "$http"
  note HTTPS_PORT "$https"
  note PUBLIC_PORT "$https"
  mv "$settings.new" "$settings" # all or nothing: what is there is not written again
}

note() { [ -z "$2" ] || printf '%s=%s\n' "$1" "$2" >>"$settings.new"; }

# Beside the settings, for browsers and programs that shall believe it.
authority() { compose exec -T edge cat /data/caddy/pki/authorities/local/root.crt >"$(dirname "$settings")/authority.crt"; }

# Four to look at; those that are there stay as they are. The first one waits until the template is built.
examples() {
  local there label name
  there=$(compose exec -T worker kreislauf region list)
  while IFS=: read -r label name <&3; do
    ! grep -qw "$label" <<<"$there" || continue
    compose exec -T worker kreislauf region create "$name" "buero@$label.example" --kind stadt --label "$label"
  done 3<example_regions
}

# Compose is a part of docker today and was a program of its own.
compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose --env-file "$settings" --project-name "$project" "$@"
  else
    docker-compose --env-file "$settings" --project-name "$project" "$@"
  fi
}

# An image that is named is used as it is; else this checkout's is built.
image() {
  [ -z "${KREISLAUF_IMAGE:-}" ] || return 0
  local version
  version=$(version)
  export KREISLAUF_IMAGE=kreislauf:$version
  "$root/deploy/image/build.sh" "$KREISLAUF_IMAGE" "$version"
}

version() {
  local number
  number=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/pyproject.toml")
  local commit
  commit=$(git -C "$root" rev-parse --short HEAD 2>/dev/null || true)
  echo "$number${commit:+-$commit}"
}

healthy() {
  local name container state
  for name in "$@"; do
    container=$(compose ps -q "$name")
    for _ in $(seq 240); do
      state=$(docker inspect -f '{{.State.Health.Status}}' "$container" 2>/dev/null || true)
      [ "$state" = healthy ] && continue 2
      sleep 0.5
    done
    compose logs --tail 40 "$name" >&2
    echo "$name is not well: nothing after it was touched. Mend it, and run this again." >&2
    return 1
  done
}

sql() {
  compose exec -T db psql --quiet --no-psqlrc --username postgres --dbname kreislauf --set ON_ERROR_STOP=1 --file "/kreislauf/$1"
}

# Not `"$@" || …`: in what stands before a `||`, a function goes on after a command that fails.
step() {
  local begun=$SECONDS
  current=$1
  shift
  "$@" >"$log" 2>&1
  printf '✓ %s  %d s\n' "$current" $((SECONDS - begun))
  current=""
}

next_steps() {
  local host
  host=$(setting PLATFORM_HOST)$(setting PUBLIC_PORT | sed 's/^/:/')
  cat <<TEXT

https://$host serves. The first operator:   docker compose run --rm prepare operator invite EMAIL NAME
A region:                                    docker compose run --rm prepare region create --help
Mail:                                        write smtp+tls://user:password@host:587 to secrets/email_url, then run this again
Keep secrets/ and .env where your other secrets are: without them a backup is not to be read.
TEXT
}

# Whatever this ends with, no web stays without visitors.
end() {
  [ -z "$current" ] || { cat "$log" >&2; echo "✗ $current" >&2; }
  [ -z "$leaving" ] || come_back >/dev/null 2>&1 || true
  rm -f "$log"
}

log=$(mktemp)
trap end EXIT
main "$@"
