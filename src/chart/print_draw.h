/* chart/print_draw.h -- shared by the parts of print: value labels, names at line ends, notes. */
#ifndef SHUDU_CHART_PRINT_DRAW_H
#define SHUDU_CHART_PRINT_DRAW_H

#include "chart/print.h"
#include "chart/room.h"

/* Colour of small text beside marks, and its style in the drawing's main language. */
Color print_ink(const Drawing *drawing);
TextStyle print_text_style(const Drawing *drawing, Color color);

/* The values of a unit's rows, each with the places it may stand; nothing for marks that take none. */
void value_labels_of(View *unit, const PrintWishes *wishes, WantedList *list);

typedef struct LineEnd {
    Point at;
    double y;           /* where the name goes */
    double height;
    Label label;
} LineEnd;
typedef VEC(LineEnd) LineEnds;

void line_ends_of(View *unit, LineEnds *ends);
/* Names that would touch move apart; thin leaders join them to their lines. */
void line_ends_add(View *view, LineEnds *ends, Part *group, Room *room);

/* Arrow notes, brackets, reference lines and signs. */
void notes_add(View *view, Part *group);

#endif
