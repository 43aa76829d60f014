/* chart/preset_draw.h -- one function for each preset: rows onto the canvas. Each sets canvas->height. */
#ifndef SHUDU_CHART_PRESET_DRAW_H
#define SHUDU_CHART_PRESET_DRAW_H

#include "chart/preset_canvas.h"

/* preset_bars.c: lengths */
void preset_draw_bullet(Canvas *canvas, const PresetRows *rows, const Node *preset);
void preset_draw_bar(Canvas *canvas, const PresetRows *rows, const Node *preset);
void preset_draw_ranked(Canvas *canvas, const PresetRows *rows, const Node *preset);
void preset_draw_nested(Canvas *canvas, const PresetRows *rows, const Node *preset);
/* preset_points.c: positions */
void preset_draw_dumbbell(Canvas *canvas, const PresetRows *rows, const Node *preset);
void preset_draw_dot(Canvas *canvas, const PresetRows *rows, const Node *preset);
void preset_draw_timeline(Canvas *canvas, const PresetRows *rows, const Node *preset);
/* preset_counts.c: marks that can be counted, and plain numbers */
void preset_draw_waffle(Canvas *canvas, const PresetRows *rows, const Node *preset);
void preset_draw_isotype(Canvas *canvas, const PresetRows *rows, const Node *preset);
void preset_draw_panel(Canvas *canvas, const PresetRows *rows, const Node *preset);

/* Text of an event in the canvas's language, bound. */
const char *preset_event_text(Canvas *canvas, const Node *event);

#endif
