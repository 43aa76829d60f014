/* chart/view.h -- a spec made ready to draw: units (one mark with its encodings and data), their scales, their axes.
 *
 *     spec --view_read--> View { units, scales } --draw--> ops
 *
 * Now drawn: unit and layer views; the rest of the grammar is refused by name (vl-unsupported).
 * Units    pt (one Vega px); y down
 */
#ifndef SHUDU_CHART_VIEW_H
#define SHUDU_CHART_VIEW_H

#include "chart/chart.h"
#include "chart/data.h"

typedef enum Channel {
    CHANNEL_X, CHANNEL_Y, CHANNEL_X2, CHANNEL_Y2, CHANNEL_COLOR, CHANNEL_FILL, CHANNEL_STROKE, CHANNEL_OPACITY, CHANNEL_SIZE, CHANNEL_SHAPE,
    CHANNEL_TEXT, CHANNEL_DETAIL, CHANNEL_ORDER, CHANNEL_COUNT
} Channel;

typedef enum MeasureType { MEASURE_NONE, MEASURE_QUANTITATIVE, MEASURE_NOMINAL, MEASURE_ORDINAL, MEASURE_TEMPORAL } MeasureType;

typedef struct Encoding {
    const Node *node;      /* NULL: not given */
    const char *field;     /* column of the unit's data after implied transforms; NULL */
    const char *title;     /* default title of axis or legend */
    MeasureType type;
    const Node *value;     /* constant */
    const Node *datum;
    const Node *condition;
} Encoding;

typedef enum MarkType { MARK_BAR, MARK_RECT, MARK_RULE, MARK_TEXT, MARK_POINT, MARK_CIRCLE, MARK_SQUARE, MARK_LINE, MARK_AREA, MARK_TICK, MARK_COUNT } MarkType;

typedef enum ScaleType { SCALE_NONE, SCALE_LINEAR, SCALE_TIME, SCALE_BAND, SCALE_POINT, SCALE_ORDINAL } ScaleType;

typedef struct Scale {
    ScaleType type;
    double min, max;       /* domain of continuous scales */
    bool has_extent;
    VEC(Value) names;      /* domain of discrete ones, in order */
    double from, to;       /* range */
    double step, band, start; /* band and point: distance, width, centre or left edge of the first */
    bool off;              /* scale: null -- values are colours or shapes themselves */
    const Node *node;      /* the `scale` property */
    VEC(Color) colors;
} Scale;

typedef struct Unit {
    const Node *node, *mark;
    MarkType mark_type;
    Encoding encodings[CHANNEL_COUNT];
    Dataset data;
    const char *stack_start, *stack_end; /* columns of the stacked measure */
    Channel stacked;
} Unit;

typedef struct View {
    const ChartContext *context;
    const Node *config;
    int lang;
    VEC(Unit) units;
    Scale x, y, color;
    double width, height;
    const Node *translate; /* usermeta.shudu.translate */
} View;

/* view.c */
bool view_read(const ChartContext *context, const Node *spec, const char *base, int lang, View *out);
const Node *view_config(const View *view, const char *a, const char *b); /* config.a.b */
const char *view_translate(const View *view, const char *text);
/* scale.c */
void view_scales(View *view);
double scale_position(const Scale *scale, Value value);    /* NaN when outside a discrete domain */
Color scale_color(const Scale *scale, Value value);
size_t scale_ticks(Arena *arena, const Scale *scale, int wanted, double **ticks);
/* axis.c: in the plot's coordinates; `box` grows to hold what is drawn */
void view_axes(View *view, Scene *scene, Rect *box);
void view_legend(View *view, Scene *scene, Rect *box);
TextStyle view_label_style(const View *view, double size, int weight, Color color);
const char *view_number(const View *view, double value, const char *format);
/* mark.c */
void view_marks(View *view, Scene *scene, Rect *box);

#endif
