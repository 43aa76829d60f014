/* chart/view.h -- a spec made ready to draw: a tree of views whose leaves are units, one mark with its encodings and its rows.
 *
 *     spec --spec_normalize--> spec of units, layers, facets and concats only      (spec.c)
 *          --view_read-------> View tree: mark and encodings read, rows transformed (view.c, encoding.c, unit_data.c)
 *          --scales_resolve--> scales shared or not, domains, ranges, sizes         (scale_*.c)
 *          --view_compose----> Part tree: marks, axes, legends, headers, in place   (mark*.c, axis.c, legend.c, header.c, compose.c)
 *          --part_emit-------> ops in a Scene                                       (part.c)
 *
 * Names and rules are those of Vega-Lite 6 and Vega 6, so that a spec draws here what it draws there.
 * Units    px (= pt), y down
 * Memory   the context's arena
 */
#ifndef SHUDU_CHART_VIEW_H
#define SHUDU_CHART_VIEW_H

#include "chart/chart.h"
#include "chart/data.h"

/* In Vega-Lite's order, which decides the order of stacks and legends. */
typedef enum Channel {
    CHANNEL_X, CHANNEL_Y, CHANNEL_X2, CHANNEL_Y2,
    CHANNEL_THETA, CHANNEL_THETA2, CHANNEL_RADIUS, CHANNEL_RADIUS2,
    CHANNEL_XOFFSET, CHANNEL_YOFFSET,
    CHANNEL_COLOR, CHANNEL_FILL, CHANNEL_STROKE,
    CHANNEL_OPACITY, CHANNEL_FILL_OPACITY, CHANNEL_STROKE_OPACITY,
    CHANNEL_STROKE_WIDTH, CHANNEL_STROKE_DASH, CHANNEL_SIZE, CHANNEL_ANGLE, CHANNEL_SHAPE,
    CHANNEL_ORDER, CHANNEL_TEXT, CHANNEL_DETAIL, CHANNEL_KEY, CHANNEL_TOOLTIP, CHANNEL_HREF, CHANNEL_URL, CHANNEL_DESCRIPTION,
    CHANNEL_ROW, CHANNEL_COLUMN, CHANNEL_FACET,
    CHANNEL_COUNT, CHANNEL_NONE = CHANNEL_COUNT
} Channel;

const char *channel_name(Channel channel);
Channel channel_find(const char *name);           /* CHANNEL_NONE */
bool channel_has_scale(Channel channel);
bool channel_is_color(Channel channel);           /* color fill stroke */
bool channel_is_xy(Channel channel);
bool channel_is_offset(Channel channel);
Channel channel_second(Channel channel);          /* x → x2 …; CHANNEL_NONE */
Channel channel_offset(Channel channel);          /* x, x2 → xOffset */

typedef enum MeasureType { MEASURE_NONE, MEASURE_QUANTITATIVE, MEASURE_NOMINAL, MEASURE_ORDINAL, MEASURE_TEMPORAL } MeasureType;
const char *measure_name(MeasureType type);       /* "quantitative" */
typedef enum BinKind { BIN_NONE, BIN_BINNING, BIN_BINNED } BinKind;

/* What one channel says: a field of the data, a datum, a value, or only conditions. */
typedef struct Encoding {
    Channel channel;
    const Node *node;          /* NULL: the channel is not used */
    bool is_field, is_datum, is_value;
    bool only_in_condition;    /* field and datum are those of a condition */
    const char *field;         /* as written, before transforms; NULL for count */
    const char *column;        /* column of the unit's rows: "sum_people", "bin_maxbins_10_x" */
    const char *end_column;    /* bins and time units: where the interval ends */
    const char *low_column, *high_column; /* time units of bars about another place than the middle; NULL */
    const char *range_column;  /* bins on discrete scales: "0 – 10" */
    const char *aggregate;     /* "sum", "count", "argmax" …; NULL */
    const char *arg_field;     /* argmin, argmax: the field compared */
    BinKind bin;
    const Node *bin_node;      /* its options; NULL */
    BinParams bins;            /* BIN_BINNING: as computed */
    bool has_time_unit;
    TimeUnit time_unit;
    MeasureType type;
    bool untyped;              /* a second end that states no type: its values as they stand */
    const Node *sort;          /* list, {field…}, {encoding…}, "ascending", null; NULL */
    Channel sort_channel;      /* sort: "-y", {encoding: y} */
    bool sort_descending;
    const char *sort_index;    /* sort by a list: column with the index */
    const Node *scale;         /* the `scale` property; a null node switches the scale off */
    const Node *guide;         /* the `axis`, `legend` or `header` property */
    Value datum;
    const Node *value;
    const Node *conditions[8]; /* each with its test; NULL-terminated */
    struct Predicate *tests[8];
    double band_position;      /* NaN: not given */
} Encoding;

typedef enum MarkType {
    MARK_ARC, MARK_AREA, MARK_BAR, MARK_IMAGE, MARK_LINE, MARK_POINT, MARK_RECT, MARK_RULE, MARK_TEXT, MARK_TICK, MARK_TRAIL, MARK_CIRCLE, MARK_SQUARE,
    MARK_COUNT
} MarkType;

typedef enum Orient { ORIENT_NONE, ORIENT_HORIZONTAL, ORIENT_VERTICAL } Orient;

typedef struct Stack {
    bool on;
    Channel field_channel;     /* x y theta radius */
    Channel group_channels[3]; /* CHANNEL_NONE ends */
    const Encoding *by[16];    /* NULL ends */
    const char *offset;        /* zero normalize center */
    bool impute;
    const char *start_column, *end_column;
} Stack;

typedef struct Scale Scale;

typedef enum ViewKind { VIEW_UNIT, VIEW_LAYER, VIEW_FACET, VIEW_CONCAT } ViewKind;

/* Width or height as the spec states it, or as it comes about. */
typedef struct Extent {
    bool set, is_step, container;
    bool step_for_position;    /* {step, for: "position"} */
    double value;              /* px, or the step */
} Extent;

typedef struct View View;
typedef struct Drawing Drawing;
typedef VEC(const Node *) NodeRefs;
struct View {
    ViewKind kind;
    View *parent;
    const Node *node;          /* the normalized spec */
    const char *name;
    VEC(View *) children;
    struct Drawing *drawing;/* what all views share */
    Dataset rows;              /* after the view's own transforms */
    Dataset figures;           /* the last rows with a row_id, where a transform took it away; no columns otherwise */
    Extent stated[2];          /* width, height */
    double size[2];            /* px, once scales are resolved; facet and concat: of their cells */
    Scale *scales[CHANNEL_COUNT];   /* those that live here; children look upwards */
    bool independent[CHANNEL_COUNT]; /* the scale of this channel is not shared among the children */
    /* units */
    MarkType mark_type;
    const Node *mark;          /* the mark definition as a map */
    NodeRefs mark_places;      /* the styles and configuration that may state one of its properties; the first that does counts */
    Orient orient;
    bool filled;
    Encoding encodings[CHANNEL_COUNT];
    VEC(Encoding) details, orders, tooltips;
    Stack stack;
    Dataset raw;               /* before aggregation: what sort orders look at */
    Dataset scale_rows;        /* what domains come from */
    /* facets */
    Encoding facets[3];        /* row, column, facet; node NULL: not used */
    const char *facet_columns[8]; /* of this view and those above: groups that aggregates keep apart; NULL ends */
};

typedef VEC(const Fact *) DrawnFacts;

/* What the views of one drawing share. */
struct Drawing {
    const ChartContext *context;
    const Node *spec;          /* as given */
    const Node *config;        /* defaults, the theme or the spec's own config */
    const char *base;          /* folder that URLs are relative to */
    Map *params;
    int lang, second_lang;
    const Node *translate;     /* usermeta.shudu.translate */
    Map *names;                /* of the figures drawn, their places and columns: text → Texts; NULL outside a project */
    View *root;
    DrawnFacts facts;          /* behind its rows, each once */
    bool patterns;             /* usermeta.shudu.patterns: hatches and dashes besides colours */
    bool project;              /* drawn within a project: its fonts and number style */
};

/* spec.c: repeat, row/column encodings, shared encodings, overlays, composites → unit, layer, facet, concat. NULL after diagnostics. */
const Node *spec_normalize(Drawing *drawing, const Node *spec);
const char *mark_node_type(const Node *mark);        /* of "bar" as of {type: bar}; "" where there is none */
Node *mark_node_map(Arena *arena, const Node *mark); /* {type: bar}, to be changed */
bool channel_has_source(const Node *channel);        /* a field, a datum or a count */

/* config.c: defaults of Vega-Lite and Vega, under `config` of the spec or the theme's. */
const Node *config_make(const ChartContext *context, const Node *spec);
/* Puts what `over` says into `base`, part by part; `over` is left alone and may be NULL. */
void config_merge(Arena *arena, Node *base, const Node *over);
const Node *config_find(const Drawing *drawing, const char *part, const char *key);
/* Mark property: of the mark, its styles, config.MARK, config.mark. NULL where nothing says it. */
const Node *mark_property(const View *unit, const char *key);
const Node *mark_own(const View *unit, const char *key);    /* of the mark definition alone */
const Node *mark_config(const View *unit, const char *key); /* of styles and config */
void mark_find_places(View *unit); /* once its mark is known: some property is asked for at every item */
double mark_number(const View *unit, const char *key, double fallback);
bool mark_bool(const View *unit, const char *key, bool fallback);
const char *mark_text(const View *unit, const char *key, const char *fallback);
/* {expr} and {signal} evaluated with the parameters, and the row where there is one; anything else as it stands. */
Value property_value(const Drawing *drawing, const Node *node);
Value property_row_value(const Drawing *drawing, const Node *node, const Value *datum);
double property_number(const Drawing *drawing, const Node *node, double fallback);
bool property_true(const Drawing *drawing, const Node *node, bool fallback);

/* view.c: the tree with its rows. NULL after diagnostics. */
View *view_read(Drawing *drawing, const Node *spec);
/* The tree belongs to another Drawing from now on. */
void view_adopt(View *view, Drawing *drawing);
/* encoding.c */
bool encoding_read(const View *view, Channel channel, const Node *node, Encoding *out);
const char *encoding_title(const Drawing *drawing, const Encoding *encoding); /* default title: "Mean of x", "x (binned)" */
bool encoding_is_discrete(const Encoding *encoding);
bool encoding_is_unbinned_measure(const Encoding *encoding);
double encoding_band_position(const View *unit, const Encoding *encoding, const Encoding *second); /* NaN: undefined */
bool encoding_is_count(const Encoding *encoding);
void unit_init(View *unit);                          /* orientation, fill, stack */
bool mark_is_path(MarkType type);                    /* line area trail */
bool mark_is_rect_based(MarkType type);              /* bar rect image tick */
const char *mark_name(MarkType type);
bool mark_is_stated_band(const Node *node);          /* {band: 0.7} */
/* unit_data.c: what encodings imply: bins, time units, aggregates, stacks, invalid values left out. */
bool unit_data(View *unit);
bool unit_bins(View *unit);      /* bins alone, before the unit's own transforms */
bool facet_data(View *facet);
/* How a mark treats values that are not numbers: "filter", "break-paths-show-domains", "break-paths-filter-domains", "show". */
const char *unit_invalid_mode(const View *unit);
bool encoding_valid(const Encoding *encoding, Value value);
/* Whether values of this channel that are no numbers are left out or break the path. */
bool encoding_checks_values(const View *unit, Channel channel);
/* Columns that part a path into several lines. */
const char *const *unit_path_groups(View *unit, size_t *count);

/* Answers scale(), domain(), range() and bandwidth() in expressions once scales stand (ExprEnv.host). */
bool drawing_host(void *drawing, const char *name, const Value *args, size_t count, Value *out);
/* ---- names.c ---- */

/* What the columns of figures are called: text → Texts. */
Map *names_new(const ChartContext *context);
/* The label, place and unit that a figure brings along, by their text in `lang`. */
void names_add_figure(Map *names, const ChartContext *context, int lang, const Fact *fact);
/* A name in another language: the spec's own translation, else the project's; the name itself where there is none. */
bool drawing_knows(const Drawing *drawing, const char *text);
const char *drawing_translate(const Drawing *drawing, const char *text, int lang);
const Locale *drawing_locale(const Drawing *drawing);
DataContext drawing_data_context(const Drawing *drawing);

#endif
