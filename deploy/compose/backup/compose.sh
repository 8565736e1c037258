# shellcheck shell=bash
# What restore.sh and drill.sh have in common; read by them.
settings=${KREISLAUF_ENV_FILE:-$PWD/.env}
project=${COMPOSE_PROJECT_NAME:-$(sed -n 's/^COMPOSE_PROJECT_NAME=//p' "$settings" 2>/dev/null || true)}
project=${project:-kreislauf}
export KREISLAUF_ENV_FILE=$settings KREISLAUF_SECRETS=${KREISLAUF_SECRETS:-$PWD/secrets} COMPOSE_PROJECT_NAME=$project

compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose --env-file "$settings" --project-name "$project" "$@"
  else
    docker-compose --env-file "$settings" --project-name "$project" "$@"
  fi
}

# As up.sh has left it.
export KREISLAUF_IMAGE=${KREISLAUF_IMAGE:-$(sed -n 's/^KREISLAUF_IMAGE=//p' "$settings" 2>/dev/null || true)}
[ -n "$KREISLAUF_IMAGE" ] || { echo "Kreislauf is not installed here yet: run up.sh first, with the installation's secrets." >&2; exit 2; }

# Until the server has replayed its log and takes writes.
writable() {
  local _
  for _ in $(seq 3600); do
    if [ "$(query "$1" 'SELECT NOT pg_is_in_recovery()' 2>/dev/null)" = t ]; then return 0; fi
    sleep 1
  done
  compose logs --tail 40 "$1" >&2
  return 1
}

query() { compose exec -T "$1" psql --quiet --no-psqlrc --no-align --tuples-only --username postgres --dbname kreislauf --command "$2"; }

step() {
  local name=$1 begun=$SECONDS
  shift
  printf '· %s\n' "$name"
  "$@" || { echo "✗ $name" >&2; exit 1; }
  printf '✓ %s  %d s\n' "$name" $((SECONDS - begun))
}
