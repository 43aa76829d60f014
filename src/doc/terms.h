/* doc/terms.h -- whether the languages of a report say the same in the project's own words. Private to the room.
 *
 *     glossary.csv + pairs of blocks --> doc-term-missing, doc-term-forbidden
 *
 * A term of the first language that stands in a block asks for its term in the block's partners: all its words, in any form
 * ("sector and local standards" has "sector standard"). Longer terms go first: 标准化 is not looked for inside 标准化技术委员会.
 *
 * Text behind a binding, in a citation or in code is not read; quotations keep the words of their source.
 * Where another wording is right as well, glossary.csv has it in also_LANG ("a; b").
 *
 * Tests    tests/unit/doc/terms_test.c
 */
#ifndef SHUDU_DOC_TERMS_H
#define SHUDU_DOC_TERMS_H

#include "doc/doc.h"

/* Reports warnings. */
void check_terms(Arena *arena, Diags *diags, const Doc *doc);

#endif
