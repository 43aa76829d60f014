#!/bin/sh
# Fills fonts/ with the files that fonts/fonts.lock names, from the system's font packages, and verifies them.
#
#   tools/fonts.sh          link or copy what is missing or changed; compare size and SHA-256 with the lock
#   tools/fonts.sh --lock   write size and SHA-256 of the system's files into the lock (after adding a line, or
#                           after a package has changed): a line for a new face has "-" in both columns
#
# FONT_DIRS: where to look, folders separated by colons. FONTS: the folder to fill.
# Exit: 0 fine; 1 a file is missing or differs.
set -eu
fonts=${FONTS:-fonts}
lock=$fonts/fonts.lock
dirs=${FONT_DIRS:-/usr/share/fonts:/usr/local/share/fonts:/usr/share/hyphen}
tab=$(printf '\t')

say() { printf 'fonts: %s\n' "$*" >&2; }

if command -v sha256sum >/dev/null 2>&1; then
    sha256() { sha256sum <"$1" | cut -d' ' -f1; }
else
    sha256() { shasum -a 256 <"$1" | cut -d' ' -f1; }
fi

size_of() { wc -c <"$1" | tr -d ' '; }

# The first file of that name below the folders; symbolic links count, so that any layout will do.
find_file() {
    (IFS=:
    set -f
    for dir in $dirs; do
        [ -d "$dir" ] || continue
        found=$(find -L "$dir" -name "$1" -type f 2>/dev/null | LC_ALL=C sort | head -n 1)
        [ -n "$found" ] && { printf '%s\n' "$found"; break; }
    done)
}

# Lines of the lock: file, index, family, weight, style, size, sha256, licence, package.
entries() { grep -v -e '^#' -e '^[[:space:]]*$' "$lock"; }

missing_package() {
    say "$1 is not on this system; it comes with the Debian package $2"
    case " $packages " in
    *" $2 "*) ;;
    *) packages="$packages $2" ;;
    esac
}

tell_packages() {
    [ -z "$packages" ] || say "install what is missing, then run this again:  apt-get install$packages"
}
packages=

[ -f "$lock" ] || { say "$lock is missing; it is part of the project and belongs under version control"; exit 1; }

if [ "${1:-}" = --lock ]; then
    new=$lock.new
    trap 'rm -f "$new"' EXIT
    status=0
    while IFS= read -r line; do
        case $line in
        '' | '#'*) printf '%s\n' "$line"; continue ;;
        esac
        file=$(printf '%s\n' "$line" | cut -f1)
        from=$(find_file "$file")
        [ -n "$from" ] || { missing_package "$file" "$(printf '%s\n' "$line" | cut -f9)"; status=1; continue; }
        printf '%s\t%s\t%s\t%s\n' "$(printf '%s\n' "$line" | cut -f1-5)" "$(size_of "$from")" "$(sha256 "$from")" "$(printf '%s\n' "$line" | cut -f8-)"
    done <"$lock" >"$new"
    tell_packages
    [ $status -eq 0 ] || exit 1
    mv "$new" "$lock"
    trap - EXIT
    say "$(entries | wc -l | tr -d ' ') lines written to $lock"
    exit 0
fi

[ $# -eq 0 ] || { say "usage: tools/fonts.sh [--lock]"; exit 2; }

# A file stands in the lock once for each of its faces: the first line is enough here.
list=$(mktemp)
trap 'rm -f "$list"' EXIT
entries | awk -F'\t' '!seen[$1]++ { print $1 "\t" $6 "\t" $7 "\t" $9 }' >"$list"
status=0
while IFS=$tab read -r file size sum package; do
    target=$fonts/$file
    if [ -f "$target" ] && [ "$(size_of "$target")" = "$size" ] && [ "$(sha256 "$target")" = "$sum" ]; then
        continue
    fi
    from=$(find_file "$file")
    if [ -z "$from" ]; then
        missing_package "$file" "$package"
        status=1
        continue
    fi
    if [ "$(sha256 "$from")" != "$sum" ]; then
        say "$from differs from the file that $lock was made with, so pages may break differently."
        say "Install the version of $package that the lock describes, or accept this one with: tools/fonts.sh --lock"
        status=1
        continue
    fi
    rm -f "$target"
    # A hard link saves 200 MB; it is refused across file systems and for other people's files.
    real=$(readlink -f "$from" 2>/dev/null || printf '%s' "$from")
    ln "$real" "$target" 2>/dev/null || { cp "$real" "$target.part" && mv "$target.part" "$target"; }
done <"$list"
tell_packages
[ $status -eq 0 ] && say "$(wc -l <"$list" | tr -d ' ') files are in place and match $lock"
exit $status
