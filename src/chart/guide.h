/* chart/guide.h -- axes, legends, titles and headers; private to the room.
 *
 * Properties come from the guide's own definition in any unit that shares it, then from the configuration.
 */
#ifndef SHUDU_CHART_GUIDE_H
#define SHUDU_CHART_GUIDE_H

#include "chart/mark.h"
#include "chart/tick.h"

typedef struct GuideTick {
    Value value;
    double at;              /* along the axis, px */
    double start;           /* of its band */
    const char *label;
    bool extra;             /* the edge before the first band */
} GuideTick;
typedef VEC(GuideTick) GuideTicks;

/* ---- tick values and texts (guide_tick.c) ------------------------------------------------------------------------- */

typedef struct TickRequest {
    const Scale *scale;
    const Encoding *encoding;   /* whose format and type count */
    const Drawing *drawing;
    double count;               /* NaN: Vega's default of 10 */
    TickInterval interval;      /* unit NULL: by count */
    double min_step;            /* NaN */
    const Node *values;         /* stated; NULL */
    const char *format, *format_type;
    const Node *formats;        /* {year: "%y", month: …}: by what begins at the moment; NULL */
    bool legend;
    const NumberStyle *style;   /* of all labels, once it is known; NULL */
} TickRequest;
/* Values in order, with labels; at is not set. */
GuideTicks guide_ticks(const TickRequest *request);
/* The label of one value, as these ticks are written. */
const char *guide_label(const TickRequest *request, Value value, size_t tick_count);
/* {interval: "month", step: 3}, "month" or a number, from a tickCount. */
void guide_count(const Drawing *drawing, const Node *node, double *count, TickInterval *interval);
/* How a project's time axes write moments, by the largest unit that begins there: Vega-Lite's `format` as a map. */
Node *guide_time_formats(Arena *arena, const Locale *locale);
double guide_min_step(const Encoding *encoding, const char *format);
/* labelExpr over {value, label, index}. */
const char *guide_label_expr(const Drawing *drawing, const Node *expr, const GuideTick *tick, size_t index);

/* ---- axes (axis.c) ----------------------------------------------------------------------------------------------------- */

typedef enum AxisOrient { AXIS_BOTTOM, AXIS_TOP, AXIS_LEFT, AXIS_RIGHT } AxisOrient;

typedef struct Axis {
    Channel channel;
    Scale *scale;
    const Scale *grid_scale;   /* NULL: the view's size */
    VEC(View *) units;         /* that share it */
    AxisOrient orient;
    bool orient_stated;
    bool disabled, no_grid;
    const View *view;          /* whose size counts */
    GuideTicks ticks;
    bool ticks_made;
    NodeRefs places;           /* the maps that may state a property; the first that does counts */
    size_t config_from;        /* of these the configuration, behind what the units state and their styles */
} Axis;
typedef VEC(Axis *) AxisList;

/* Axes of a unit or layered view along a channel; disabled ones left out. */
AxisList view_axes(View *view, Channel channel);
bool axis_has_grid(const Axis *axis);
double axis_zindex(const Axis *axis);
Part *axis_grid_part(Axis *axis, double width, double height);
/* Ticks, labels, domain line and title, placed at the edge of a plot of that size. */
Part *axis_main_part(Axis *axis, double width, double height);
const char *axis_orient_name(AxisOrient orient);
const Node *axis_property(const Axis *axis, const char *key);

/* ---- legends (legend.c) ---------------------------------------------------------------------------------------------------- */

typedef struct Legend {
    Channel channel;           /* of the first scale */
    VEC(Scale *) scales;       /* one for each channel it explains */
    VEC(View *) units;
} Legend;
typedef VEC(Legend *) LegendList;
LegendList view_legends(View *view);
const char *legend_orient(const Legend *legend);
const Node *legend_property(const Legend *legend, const char *key);
/* The legend at (0, 0); its size is in part->width, height. */
Part *legend_part(Legend *legend, double width, double height);

/* ---- titles and headers (title.c) ---------------------------------------------------------------------------------------------- */

/* The title of a view; NULL where it has none. Placed relative to a plot of that size and to `box`, which grows. */
Part *view_title_part(const View *view, double width, double height, Rect *box);
/* Text beside or above the cells of a facet: of one value, or of the field. */
typedef struct HeaderText {
    const Encoding *facet;
    bool is_title;             /* of the field, not of a value */
    bool row;                  /* beside, not above */
    bool far;                  /* right or bottom */
    const char *text;
} HeaderText;
/* Placed at the outer side of `box`, which grows; centred along width or height. */
Part *header_text_part(const Drawing *drawing, const HeaderText *header, double width, double height, Rect *box);
const Node *header_property(const Drawing *drawing, const Encoding *facet, const char *key);
/* "left", "top" …: where labels or titles of this facet stand. */
const char *header_orient(const Drawing *drawing, const Encoding *facet, bool title);
const char *header_label(const Drawing *drawing, const Encoding *facet, const Dataset *rows, size_t row);

/* Where two languages stand together: the second one of a name below the first, smaller. False where there is none. */
bool label_add_second(const Drawing *drawing, Label *label, const char *name);
/* A title node: text or lines. NULL where there is none. */
const char *title_text(const Drawing *drawing, const Node *node);

/* Hides labels until no two overlap; both ways of Vega. */
void hide_overlaps(Part *labels, const char *method, double separation);

#endif
