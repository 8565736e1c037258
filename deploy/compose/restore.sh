#!/usr/bin/env bash
# Put the whole platform back from its backups: deploy/runbooks/RestoreWhole.md.
#   deploy/compose/restore.sh                                 to the last second that the log has
#   deploy/compose/restore.sh '2026-11-27 14:00:00+01'        to a moment
#   deploy/compose/restore.sh --pictures                      the pictures only, where the store is lost
#   --yes before it                                           without the question
# On a new machine: bring secrets/ and .env, run up.sh, then this. It may be repeated, also after it was cut off.
set -euo pipefail
cd "$(dirname "$0")"
. backup/compose.sh

main() {
  local sure=""
  [ "${1:-}" != --yes ] || { sure=yes; shift; }
  local moment=${1:-}
  if [ "$moment" = --pictures ]; then
    step "Pictures, if the store is lost" lost_pictures
    step "What there is" compose run --rm -T prepare region pictures
    return
  fi
  if [ -z "$sure" ]; then
    echo "Everything that was written after ${moment:-the end of the log} will not be there. The platform stands still meanwhile."
    read -r -p "Type restore: " sure
    [ "$sure" = restore ] || { echo "Nothing was changed."; exit 1; }
  fi
  step "Stop" compose stop web-a web-b worker beat backup db
  step "Data folder" compose run --rm -T --no-deps backup restore ${moment:+"$moment"}
  step "Database" compose up -d --no-deps db
  step "… has replayed its log" writable db
  # The cache knows pages and the queue knows tasks of a time that never was; sweeps find what is to be done.
  step "An empty cache and queue" compose up -d --no-deps --force-recreate queue
  step "Logins and rights" ./up.sh
  step "Pictures, if the store is lost" lost_pictures
  step "Pictures that were deleted since" pictures
  step "What there is" compose run --rm -T prepare inventory
  step "A backup of the new time line" compose exec -T backup kreislauf-pgbackrest now full
}

# Out of their own backup, and only then: into a store that has lost nothing it would bring back what people have deleted.
lost_pictures() {
  local state=0
  compose run --rm -T --no-deps pictures-backup lost || state=$?
  [ "$state" != 1 ] || return 0
  [ "$state" = 0 ] && compose stop store pictures-backup \
    && compose run --rm -T --no-deps pictures-backup restore \
    && compose up -d --no-deps store pictures-backup
}

# Pictures that a visitor misses are no reason to keep the platform closed: their names are printed.
pictures() { compose run --rm -T prepare region pictures --undelete || true; }

main "$@"
