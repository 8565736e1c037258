#!/usr/bin/env bash
# Make every secret that is not there yet, each as a file in the folder $1. What is there stays as it is.
set -euo pipefail
folder=$1
mkdir -p "$folder"
chmod 700 "$folder"

# The folder is closed; the files are readable because containers read them as users of their own.
write() {
  [ -e "$folder/$1" ] && return
  umask 022
  printf '%s' "$2" >"$folder/$1.new"
  mv "$folder/$1.new" "$folder/$1"
}

random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
secret() { cat "$folder/$1"; }

write secret_key "$(random 48)"
for login in superuser owner app; do write "db_${login}_password" "$(random 24)"; done
write database_url "postgresql://kreislauf_app:$(secret db_app_password)@db:5432/kreislauf"
write database_owner_url "postgresql://kreislauf_owner:$(secret db_owner_password)@db:5432/kreislauf"

# The cache's login reaches its own keys only; the queue's names are Celery's.
write cache_password "$(random 24)"
write queue_password "$(random 24)"
write queue_users "user default off
user kreislauf on >$(secret cache_password) ~kreislauf:* &* +@all -@admin -@dangerous +info +scan
user queue on >$(secret queue_password) ~* &* +@all -@admin -@dangerous +info
"
write redis_url "redis://kreislauf:$(secret cache_password)@queue:6379/0"
write broker_url "redis://queue:$(secret queue_password)@queue:6379/1"

# Of the backups: whoever loses the passphrase has none. The keys are yours, where the repository is an object store.
write backup_passphrase "$(random 32)"
write backup_s3_key ""
write backup_s3_key_secret ""

write s3_key "$(random 10)"
write s3_secret "$(random 20)"
write email_url "${EMAIL_URL:-smtp://localhost:25}"
