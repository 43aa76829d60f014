#!/bin/sh
# Writes docs/diagnostics.md from the lists of codes. Usage: tools/diagnostics-doc.sh > docs/diagnostics.md
echo '# Diagnostics'
echo
echo 'Every message of the program, by its stable code. `{0}`, `{1}` … stand for what the message names. Made by tools/diagnostics-doc.sh.'
for room in base input table text model logic theme expr chart lint doc layout device jobs; do
    file=src/base/codes/$room.def
    grep -q '^DIAG(' "$file" || continue
    printf '\n## %s\n\n| code | severity | message | 中文 |\n|---|---|---|---|\n' "$room"
    sed -n 's/^DIAG([A-Z0-9_]*, "\([^"]*\)", SEVERITY_\([A-Z]*\), "\(\([^"\\]\|\\.\)*\)", "\(\([^"\\]\|\\.\)*\)".*/| `\1` | \2 | \3 | \5 |/p' "$file" | sed 's/\\"/"/g; s/| ERROR |/| error |/; s/| WARNING |/| warning |/; s/| NOTE |/| note |/'
done
