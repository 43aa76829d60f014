/* The corpora of tests/audit: read, tried, counted. Printed by `make audit`; the unit tests hold the floor. */
#ifndef SHUDU_TESTS_CORPUS_H
#define SHUDU_TESTS_CORPUS_H

#include "audit/pairs.h"
#include "audit/typed.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Tally { int wanted, found, wrong, passed, lines; } Tally; /* wrong: found but not wanted; passed: rightly let go */

static inline double
tally_recall(const Tally *tally)
{
    return tally->wanted ? (double)tally->found / tally->wanted : 1;
}

static inline double
tally_precision(const Tally *tally)
{
    return tally->found + tally->wrong ? (double)tally->found / (tally->found + tally->wrong) : 1;
}

static const char *const CORPUS_NAMES[] = {"1+3", "3+6", "1+1+X", "五个新城", "three provinces and one municipality"};

static inline Passage
corpus_passage(Arena *arena, const char *text, bool cjk)
{
    Passage passage = {.given = true, .cjk = cjk, .text = text};
    PassagePart part = {0, strlen(text), LOC_NONE, true, false};
    VEC_PUSH(arena, &passage.parts, part);
    return passage;
}

/* One line of typed.corpus: the text without its marks, the marks as ranges. */
static inline void
corpus_typed_line(Arena *arena, char *line, bool show, Tally *tally)
{
    char *text = strchr(line, '|');
    size_t marks[64][2], count = 0, used = 0;
    if (!text)
        return;
    char *plain = arena_strdup(arena, ++text);
    for (const char *at = text; *at;) {
        if (strncmp(at, "‹", 3) == 0 && count < 64) {
            marks[count][0] = used;
            at += 3;
        } else if (strncmp(at, "›", 3) == 0) {
            marks[count++][1] = used;
            at += 3;
        } else {
            plain[used++] = *at++;
        }
    }
    plain[used] = '\0';
    Passage passage = corpus_passage(arena, plain, strncmp(line, "zh", 2) == 0);
    NumberNames names = {CORPUS_NAMES, COUNT_OF(CORPUS_NAMES)};
    NumberList found = {0}, all = {0};
    typed_find(arena, &passage, &names, &found);
    numbers_find(arena, plain, passage.cjk, &names, &all);
    bool hit[64] = {false};
    for (size_t i = 0; i < found.count; i++) {
        const Number *number = &found.items[i];
        bool wanted = false;
        for (size_t k = 0; k < count; k++)
            if (number->start < marks[k][1] && number->to > marks[k][0] && (number->end > marks[k][0]))
                wanted = hit[k] = true;
        tally->wrong += !wanted;
        if (!wanted && show)
            printf("  false alarm: %.*s in %s\n", (int)(number->end - number->start), plain + number->start, plain);
    }
    for (size_t k = 0; k < count; k++) {
        tally->found += hit[k];
        if (!hit[k] && show)
            printf("  missed: %.*s in %s\n", (int)(marks[k][1] - marks[k][0]), plain + marks[k][0], plain);
    }
    tally->wanted += (int)count;
    tally->passed += (int)(all.count - found.count);
    tally->lines++;
}

static inline bool
corpus_differs(Arena *arena, const char *zh, const char *en, DifferenceList *out)
{
    NumberNames names = {CORPUS_NAMES, COUNT_OF(CORPUS_NAMES)};
    Passage here = corpus_passage(arena, zh, true), there = corpus_passage(arena, en, false);
    pairs_compare(arena, &here, &there, &names, out);
    return out->count > 0;
}

static inline void
corpus_show(const char *what, const char *zh, const char *en, const DifferenceList *found)
{
    printf("  %s: %s | %s", what, zh, en);
    for (size_t i = 0; i < found->count; i++)
        printf(" [%s ≠ %s]", found->items[i].here.number ? found->items[i].here.text : "—", found->items[i].there.number ? found->items[i].there.text : "—");
    printf("\n");
}

/* zh|en that agrees|en that differs; the third may be missing, the second empty. */
static inline void
corpus_pairs_line(Arena *arena, char *line, bool show, Tally *tally)
{
    char *same = strchr(line, '|'), *other = same ? strchr(same + 1, '|') : NULL;
    if (!same)
        return;
    *same++ = '\0';
    if (other)
        *other++ = '\0';
    DifferenceList found = {0};
    if (*same) {
        bool differs = corpus_differs(arena, line, same, &found);
        tally->wrong += differs;
        tally->passed += !differs;
        tally->lines++;
        if (differs && show)
            corpus_show("false alarm", line, same, &found);
    }
    if (other) {
        found = (DifferenceList){0};
        bool differs = corpus_differs(arena, line, other, &found);
        tally->found += differs;
        tally->wanted++;
        tally->lines++;
        if (!differs && show)
            corpus_show("missed", line, other, &found);
    }
}

typedef void CorpusLine(Arena *arena, char *line, bool show, Tally *tally);

static inline bool
corpus_read(const char *path, CorpusLine *one, bool show, Tally *tally)
{
    FILE *file = fopen(path, "r");
    char line[8192];
    if (!file)
        return false;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (!*line || *line == '#')
            continue;
        Arena *arena = arena_new();
        one(arena, line, show, tally);
        arena_free(arena);
    }
    fclose(file);
    return true;
}

#endif
