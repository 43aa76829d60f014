#!/bin/sh
# A bundle for an intranet without a package mirror: build/bundle/shudu-VERSION-bundle.tar with the sources, every Debian package
# that build, fonts and tests need (with all that these need in turn), and install.sh, which uses nothing else.
# Usage: DEPS="packages" tools/bundle.sh FOLDER        Needs apt and, once, the network. BUNDLE_LIST=1 prints the packages and stops.
set -eu
folder=${1:?FOLDER}
version=$(sed -n 's/^#define SHUDU_VERSION "\(.*\)"/\1/p' src/shudu.h)
name=shudu-$version-bundle
say() { printf 'bundle: %s\n' "$*" >&2; }

command -v apt-get >/dev/null 2>&1 || { say "this needs a Debian 12 with apt"; exit 1; }
. /etc/os-release
[ "${VERSION_ID:-}" = 12 ] || say "this is ${PRETTY_NAME:-unknown}, not Debian 12: the bundle is for machines like this one"

# As if nothing were installed here, so that the bundle suits a fresh machine; a compiler and make are among it.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
empty=$scratch/status
: >"$empty"
mkdir -p "$scratch/archives/partial"
apt() { apt-get -o Dir::State::status="$empty" -o Debug::NoLocking=1 -o APT::Sandbox::User=root --no-install-recommends -y "$@"; }
packages="make gcc libc6-dev $DEPS"
if [ -n "${BUNDLE_LIST:-}" ]; then
    apt -q=2 -o Dir::Cache::archives="$scratch/archives" --print-uris install $packages | sed "s/^'[^']*' \([^ ]*\) \([0-9]*\).*/\2 \1/"
    exit
fi

rm -rf "${folder:?}/$name"
mkdir -p "$folder/$name/packages/partial"
say "fetching packages"
apt -q install --download-only -o Dir::Cache::archives="$(cd "$folder/$name/packages" && pwd)" $packages >"$folder/apt.log" || { tail -5 "$folder/apt.log" >&2; exit 1; }
rm -rf "$folder/$name/packages/partial" "$folder/$name/packages/lock"
# An index, so that apt takes what a machine lacks and leaves what it has: another version of perl-base would ask for a perl as well.
for deb in "$folder/$name"/packages/*.deb; do
    dpkg-deb -f "$deb"
    printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$(basename "$deb")" "$(wc -c <"$deb")" "$(sha256sum <"$deb" | cut -d' ' -f1)"
done >"$folder/$name/packages/Packages"
echo "$packages" >"$folder/$name/wanted"
if git rev-parse --git-dir >/dev/null 2>&1; then
    git archive --format=tar --prefix=source/ HEAD | tar -x -C "$folder/$name"
else
    mkdir "$folder/$name/source"
    tar -c --exclude=./build --exclude=./out --exclude=./.shudu --exclude=./fonts/*.t?? . | tar -x -C "$folder/$name/source"
fi
cat >"$folder/$name/install.sh" <<'END'
#!/bin/sh
# Installs the packages of this folder, then builds and installs shudu. As root, on Debian 12, without any network.
set -eu
cd "$(dirname "$0")"
sha256sum --quiet -c SHA256SUMS
[ "$(id -u)" = 0 ] || { echo "run this as root" >&2; exit 1; }
# The folder as the only source, with lists of its own: what apt knows otherwise stays as it is.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/lists/partial"
echo "deb [trusted=yes] file:$(printf %s "$PWD" | sed "s/ /%20/g")/packages ./" >"$scratch/sources.list"
apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -o Dir::Etc::SourceList="$scratch/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::State::Lists="$scratch/lists" -o APT::Sandbox::User=root "$@"
}
apt update
apt install -y --no-install-recommends $(cat wanted)
make -C source fonts
make -C source -j"$(nproc)" VARIANT=release
make -C source VARIANT=release install
shudu --version
END
chmod +x "$folder/$name/install.sh"
(cd "$folder/$name" && find packages source wanted -type f | LC_ALL=C sort | xargs -d '\n' sha256sum >SHA256SUMS)
tar -c --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$folder" -f "$folder/$name.tar" "$name"
rm -rf "${folder:?}/$name"
say "$folder/$name.tar: $(du -h "$folder/$name.tar" | cut -f1)"
