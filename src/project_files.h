/* project_files.h -- what `shudu init` writes: made by tools/embed.sh from templates/project, layouts/themes, layouts/presets. */
#ifndef SHUDU_PROJECT_FILES_H
#define SHUDU_PROJECT_FILES_H

#include <stddef.h>

typedef struct ProjectFile {
    const char *path;              /* below the new project */
    const unsigned char *bytes;    /* and a NUL behind them */
    size_t size;
} ProjectFile;

extern const ProjectFile PROJECT_FILES[];
extern const size_t PROJECT_FILE_COUNT;

#endif
