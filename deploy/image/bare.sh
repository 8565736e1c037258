#!/usr/bin/env bash
# Lay a root file system at $1 that runs Python and a shell with a few tools, and nothing else: no package manager, no
# compiler, no Perl, no pip. ./status beside it lists the Debian packages that its files come from.
set -euo pipefail
root=$1
tools=(sh cat cp date env find grep head id ls mkdir mv rm sed sleep sort stat tail test touch tr true wc)
python=$(readlink -f "$(command -v python3)")
library=$("$python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')

mkdir -p "$root"/{usr/{bin,sbin,lib,lib64},etc/ssl,tmp,proc,sys,dev,run,var/lib/{dpkg,kreislauf}}
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
chmod 1777 "$root/tmp"

# One file, under the name it is asked for by and, where that is a link, under its own.
deliver() {
  local real
  real=$(readlink -f "$1")
  mkdir -p "$root$(dirname "$real")"
  cp -a "$real" "$root$real"
  [ "$1" = "$real" ] || { mkdir -p "$root$(dirname "$1")"; [ -e "$root$1" ] || ln -s "$real" "$root$1"; }
  echo "$real" >>/tmp/files
}

: >/tmp/files
for tool in "${tools[@]}"; do deliver "$(type -P "$tool")"; done
deliver "$python"
ln -sf "$(basename "$python")" "$root$(dirname "$python")/python3"
tar -C / -cf - --exclude=__pycache__ --exclude=test --exclude=tests --exclude=ensurepip --exclude=idlelib --exclude=lib2to3 \
  --exclude=tkinter --exclude=turtledemo --exclude=turtle.py --exclude=distutils --exclude=venv --exclude=curses \
  --exclude='config-*' --exclude=pydoc_data --exclude=site-packages --exclude=dist-packages "${library#/}" \
  | tar -C "$root" -xf -
# Databases, terminals and name services that no server of ours asks, with the libraries that only they need.
rm -f "$root$library"/lib-dynload/{nis,_dbm,_gdbm,_curses,_curses_panel,readline,_test*,_ctypes_test,_xx*}.*.so
find "$library" -maxdepth 2 -type f >>/tmp/files

# The shared libraries that all of these are linked with, and those that packages' own modules expect of the system.
{ find "$root" -type f \( -perm -u+x -o -name '*.so*' \) -print0; find /opt/kreislauf -name '*.so*' -print0 2>/dev/null || true; } \
  | { xargs -0 -n1 ldd 2>/dev/null || true; } | grep -oE '(^|[[:space:]])/[^ ]+' | tr -d '[:blank:]' | { grep -E '^/(usr/)?(local/)?lib' || true; } | sort -u >/tmp/libraries
while read -r file; do
  case $file in /lib/* | /lib64/*) file=/usr$file ;; esac
  deliver "$file"
done </tmp/libraries
cp -a /etc/ld.so.conf /etc/ld.so.conf.d "$root/etc/"
ldconfig -r "$root"
rm -rf "$root/var/cache"

cp -aL /etc/ssl/certs "$root/etc/ssl/"
cp -aL /etc/os-release /etc/debian_version /etc/nsswitch.conf "$root/etc/"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
printf 'root:x:0:0:root:/:/usr/sbin/nologin\nkreislauf:x:10001:10001:Kreislauf:/var/lib/kreislauf:/usr/sbin/nologin\n' >"$root/etc/passwd"
printf 'root:x:0:\nkreislauf:x:10001:\n' >"$root/etc/group"
chown 10001:10001 "$root/var/lib/kreislauf"

# The packages of these files, as scanners read them.
{ cat /tmp/files; sed -E 's#^/usr/#/#' /tmp/files; } | { xargs dpkg --search 2>/dev/null || true; } \
  | sed 's/: .*//; s/:[a-z0-9]*$//; s/, /\n/g' | sort -u >/tmp/owners
{ cat /tmp/owners; echo ca-certificates; } | sort -u | while read -r name; do dpkg-query --status "$name"; echo; done >"$root/var/lib/dpkg/status"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
