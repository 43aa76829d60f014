#!/bin/sh
# Installs the Debian packages in $DEPS that are missing; says which when it can't.
command -v dpkg-query >/dev/null 2>&1 || {
    command -v pkg-config >/dev/null 2>&1 && pkg-config --exists cairo pango harfbuzz-subset yaml-0.1 && exit 0
    echo "This machine has no apt. Install what these Debian packages hold, then run make again:" >&2
    for package in $DEPS; do echo "  $package" >&2; done
    exit 1
}
missing=
for package in $DEPS; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    as_root=sudo
else
    echo "Not root, and no sudo here. Ask an administrator for:" >&2
    echo "  apt-get install$missing" >&2
    exit 1
fi
echo "installing:$missing"
# An old package list is the usual reason for a failure: refresh it only then.
install_missing() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
}
if [ -n "$(ls /var/lib/apt/lists 2>/dev/null | grep -v -e lock -e partial -e auxfiles)" ] && install_missing; then
    exit 0
fi
$as_root apt-get update -q && install_missing
