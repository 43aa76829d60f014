/* doc/confirmed.h -- what was confirmed of a report: translations, and the numbers of its paragraphs. Private to the room.
 *
 *     layouts/NAME/confirmed.txt + pairs of blocks --> doc-pair-stale, DocBlock.paragraph
 *
 * One line for each pair with words: chapter, number of the paragraph, and for each language the hash of its block:
 *
 *     03-supply 7 zh:9c1f0a6e2b7d4410 en:51b8e0c94f2a7733
 *
 * A translation that still reads as confirmed beside a first text that does not is stale. Blocks that move keep their lines.
 * Numbers run through a chapter, the same in every language, theme and mode. Once recorded they stay: a new paragraph takes a
 * letter (7a), a changed one keeps its number, that of one taken out is not given again. Without a record they run from 1.
 * `shudu confirm` writes the file anew, from the texts as they stand.
 *
 * Tests    tests/unit/doc/confirmed_test.c
 */
#ifndef SHUDU_DOC_CONFIRMED_H
#define SHUDU_DOC_CONFIRMED_H

#include "doc/doc.h"

/* Reports warnings. */
void check_confirmed(Arena *arena, Reader *reader, const Doc *doc);
void number_paragraphs(Arena *arena, Reader *reader, Doc *doc);

#endif
