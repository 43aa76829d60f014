/* doc/strict.h -- what a paper without figures of weak evidence leaves out. Private to the room.
 *
 * A pair of blocks goes where a text of either language, or a footnote of it, has a binding that gives no number (the figure counts
 * as not published: model/strict.c), where the chart of a figure names such a figure, or where it refers to a block that went.
 * Sections that are emptied go with their titles; chapters stay.
 */
#ifndef SHUDU_DOC_STRICT_H
#define SHUDU_DOC_STRICT_H

#include "doc/doc.h"

void doc_leave_out(Arena *arena, Reader *reader, Doc *doc);
/* Whether the block, of this language, has such a binding. */
bool block_fails(Arena *arena, const Model *model, const Block *block, int lang);

#endif
