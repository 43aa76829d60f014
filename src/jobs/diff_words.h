/* jobs/diff_words.h -- what the forms of a Diff share. Private to jobs/diff*.c. */
#ifndef SHUDU_JOBS_DIFF_WORDS_H
#define SHUDU_JOBS_DIFF_WORDS_H

#include "jobs/diff.h"

extern const char *const DIFF_TOUCH_WORDS[TOUCH_KIND_COUNT][MESSAGE_LANG_COUNT];
size_t diff_count_touches(const Diff *diff, TouchKind kind);
/* One line: "cells: 2 changed, …; Sentences: 3". */
void diff_add_summary(const Diff *diff, MessageLang lang, Buf *out);
/* "data/standards.csv:14". */
const char *diff_place(Arena *arena, const Change *change);

#endif
