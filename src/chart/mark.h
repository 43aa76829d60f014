/* chart/mark.h -- one unit while its items are made; private to the room.
 *
 * Positions and paints follow Vega-Lite's compile/mark/encode; the name of the function there is given with each.
 */
#ifndef SHUDU_CHART_MARK_H
#define SHUDU_CHART_MARK_H

#include "chart/part.h"
#include "chart/scale.h"

typedef struct Marker {
    View *unit;
    Drawing *drawing;
    Arena *arena;
    const Dataset *rows;
    Scale *scales[CHANNEL_COUNT];      /* NULL where the channel has none */
    ptrdiff_t columns[CHANNEL_COUNT];  /* of the encoding's own column; -1 */
    const char *invalid;               /* unit_invalid_mode */
    NumberStyle labels;                /* in a project, of the numbers that are printed: encode_labels */
} Marker;

Marker marker_make(View *unit);

/* ---- encode.c: what a channel says for a row -------------------------------------------------------------------- */

typedef struct Encoded {
    bool set;
    bool is_color;
    Color color;
    Value value;          /* numbers, texts, lists */
} Encoded;

Value marker_value(const Marker *self, Channel channel, size_t row);
Value encoding_value(const Marker *self, const Encoding *encoding, size_t row);
/* Conditions, scale, value; not set where the channel says nothing. */
Encoded encode(const Marker *self, Channel channel, size_t row);
/* The channel, else the mark's property of that name, else the fallback. */
double encode_number(const Marker *self, Channel channel, const char *property, size_t row, double fallback);
/* One scale word and one number of decimals for all numbers of a channel; figures of the project keep their digits, filled up with
 * zeros to the most that one of them has. */
NumberStyle encode_labels(const Marker *self, Channel channel);
/* A number in the style of self->labels, with the qualifier of its figure; NULL outside a project, and for what is no number. */
const char *encode_label(const Marker *self, Value value, const FactUse *use);
const char *encode_text(const Marker *self, size_t row, const FactUse **use); /* of a text mark; NULL: nothing to print */
bool color_from_node(const Drawing *drawing, const Node *node, Color *out);
/* Mark properties that may look at the row. */
Value row_property(const Marker *self, const char *key, size_t row);
double row_number(const Marker *self, const char *key, size_t row, double fallback);
const char *property_word(const Marker *self, const char *key, size_t row, const char *fallback);
/* Fill and stroke with their opacities, width and dashes. Alpha 0: none. */
typedef struct MarkPaint {
    Paint fill;
    Stroke stroke;
    const Node *gradient;  /* the fill, once the item's box is known */
    double opacity;
} MarkPaint;
MarkPaint encode_paint(const Marker *self, size_t row);
const FactUse *encode_use(const Marker *self, size_t row);
/* How a number, a date or a name prints: guides and text marks share it. */
const char *format_value(const Drawing *drawing, const Encoding *encoding, Value value, const char *format, const char *format_type, bool guide);

/* ---- position.c ----------------------------------------------------------------------------------------------------- */

typedef enum DefaultPosition { DEFAULT_MIDDLE, DEFAULT_ZERO_OR_MIN, DEFAULT_ZERO_OR_MAX, DEFAULT_NONE } DefaultPosition;
/* pointPosition; NaN where the row has no place. channel: x, y, theta, radius. */
double point_position(const Marker *self, Channel channel, size_t row, DefaultPosition fallback);
/* Both ends along a channel: rectPosition. */
typedef struct Span { double from, to; } Span;
Span rect_position(const Marker *self, Channel channel, size_t row);
/* rangePosition and pointOrRangePosition; `to` is the second end. */
Span range_position(const Marker *self, Channel channel, size_t row, DefaultPosition fallback, DefaultPosition second);

/* ---- join.c: lines of a project's figures ------------------------------------------------------------------------------ */

/* Whether a line may run from one row to the other: not between figures of different bases, nor over a gap of an axis of names.
 * True for rows that are no figures of the project. */
bool rows_may_join(const Marker *self, size_t a, size_t b);
/* A figure that no line reaches: it is drawn as an open point. */
bool row_stands_alone(const Marker *self, size_t row);
/* The first row of the unbroken stretch of line on which a row lies. */
size_t row_of_segment(const Marker *self, size_t row);
/* Whether a unit with mark `mine` lies in a layer with one of mark `other`. */
bool is_sibling_of(const View *unit, MarkType mine, MarkType other);

/* ---- mark.c ----------------------------------------------------------------------------------------------------------- */

/* A PNG of the project or beside the spec; NULL after a diagnostic. */
const Image *chart_image(const Drawing *drawing, const char *url, Loc loc);
/* The unit's marks; several parts where paths are parted. */
void unit_marks(View *unit, Part *group);
/* Text style of a mark or guide: the project's fonts, or the spec's. */
TextStyle chart_text_style(const Drawing *drawing, const char *font, double size, const Node *weight, const Node *font_style, Color color, int lang);

#endif
