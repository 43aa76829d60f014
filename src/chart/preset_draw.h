/* chart/preset_draw.h -- one function for each preset: rows onto the sheet. Each sets sheet->height. */
#ifndef SHUDU_CHART_PRESET_DRAW_H
#define SHUDU_CHART_PRESET_DRAW_H

#include "chart/preset_sheet.h"

/* preset_bars.c: lengths */
void preset_draw_bullet(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_bar(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_ranked(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_nested(Sheet *sheet, const PresetRows *rows, const Node *preset);
/* preset_points.c: positions */
void preset_draw_dumbbell(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_dot(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_timeline(Sheet *sheet, const PresetRows *rows, const Node *preset);
/* preset_counts.c: marks that can be counted, and plain numbers */
void preset_draw_waffle(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_isotype(Sheet *sheet, const PresetRows *rows, const Node *preset);
void preset_draw_panel(Sheet *sheet, const PresetRows *rows, const Node *preset);

/* Text of an event in the sheet's language, bound. */
const char *preset_event_text(Sheet *sheet, const Node *event);

#endif
