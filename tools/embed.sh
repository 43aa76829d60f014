#!/bin/sh
# The files of `shudu init` as C: those of templates/project, and the themes and poster presets of the shipped project.
# Usage: tools/embed.sh >FILE.c
set -e
LC_ALL=C
export LC_ALL
list() { find "$1" -type f | sort; }
echo '/* Made by tools/embed.sh. */'
echo '#include "project_files.h"'
n=0
entries=
for file in $(list templates/project) $(list layouts/themes) $(list layouts/presets); do
    name=${file#templates/project/}
    n=$((n + 1))
    printf 'static const unsigned char file_%d[] = {' $n
    od -An -v -tu1 "$file" | sed 's/  */,/g; s/^,//; s/$/,/'
    echo '0};'
    entries="$entries    {\"$name\", file_$n, sizeof file_$n - 1},
"
done
printf 'const ProjectFile PROJECT_FILES[] = {\n%s};\nconst size_t PROJECT_FILE_COUNT = %d;\n' "$entries" $n
