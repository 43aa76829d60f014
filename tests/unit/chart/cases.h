/* Files of cases beside a test, one case a line: "what goes in: what comes out". Lines that are blank or begin with # say nothing. */
#ifndef SHUDU_TESTS_CASES_H
#define SHUDU_TESTS_CASES_H

#include "../base/fixture.h"

#include "base/str.h"

/* A file in the folder of the test that asks. */
#define OPEN_BESIDE(name) open_beside(__FILE__, (name))

static inline FILE *
open_beside(const char *test, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s", test);
    char *slash = strrchr(path, '/');
    snprintf(slash + 1, sizeof path - (size_t)(slash + 1 - path), "%s", name);
    return fopen(path, "r");
}

/* What comes out, to be compared with what should. The texts are the test's own to keep. */
typedef const char *CaseRun(Arena *arena, const char *in);
typedef bool CaseSame(Arena *arena, const char *is, const char *should);

static inline bool
case_text_same(Arena *arena, const char *is, const char *should)
{
    (void)arena;
    return strcmp(is, should) == 0;
}

/* Cuts a case at its first ": " (or at the colon it ends with); false for a line that is none. */
static inline bool
case_split(char *line, char **in, char **out)
{
    line[strcspn(line, "\n")] = '\0';
    char *colon = strstr(line, ": ");
    if (line[0] == '\0' || line[0] == '#')
        return false;
    if (!colon && line[strlen(line) - 1] == ':')
        colon = line + strlen(line) - 1;
    assert_non_null(colon);
    *in = line;
    *out = colon[1] ? colon + 2 : colon + 1;
    *colon = '\0';
    return true;
}

static inline void
run_cases(FILE *file, const char *name, CaseRun *run, CaseSame *same, int at_least)
{
    enum { LINE = 16384 };
    static char line[LINE];
    char *in, *out;
    int number = 0, ran = 0, wrong = 0;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        number++;
        if (!case_split(line, &in, &out))
            continue;
        Arena *arena = arena_new();
        const char *is = run(arena, in);
        ran++;
        if (!same(arena, is, out)) {
            wrong++;
            print_error("%s:%d: %s\n  is       %s\n  expected %s\n", name, number, in, is, out);
        }
        arena_free(arena);
    }
    fclose(file);
    assert_int_equal(wrong, 0);
    assert_true(ran >= at_least);
}

#endif
