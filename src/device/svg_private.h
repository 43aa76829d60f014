/* device/svg_private.h -- what the parts of the SVG device share: svg.c the device and the file, svg_paint.c attributes,
 * path data and definitions, svg_text.c text. */
#ifndef SHUDU_DEVICE_SVG_PRIVATE_H
#define SHUDU_DEVICE_SVG_PRIVATE_H

#include "base/map.h"
#include "device/outline.h"
#include "device/shape.h"
#include "device/svg.h"
#include "scene/device.h"

typedef struct SvgGroup {
    const char *mark; /* "bar" of the class "mark-bar": what its items are; NULL */
} SvgGroup;

typedef struct Svg {
    Device device; /* first */
    Arena *arena;
    const Scene *scene;
    Buf defs, body;
    Buf links;         /* on top of all: their areas are in units of the page */
    Map ids;           /* text of a definition → its id */
    char prefix[12];   /* of all ids: two charts may stand in one HTML page */
    VEC(SvgGroup) groups;
    Outlines *outlines; /* text as paths; NULL: as text */
} Svg;

/* ---- svg_paint.c ------------------------------------------------------------------------------------------- */

void svg_number(Buf *out, double value); /* at most three decimals */
void svg_attribute(Buf *out, const char *name, const char *value);
void svg_number_attribute(Buf *out, const char *name, double value);
void svg_opacity(Buf *out, const char *name, double value); /* nothing for 1 */
void svg_transform(Buf *out, Matrix m);
void svg_color(Svg *svg, Buf *out, const char *property, Color color); /* "fill" or "stroke", with its opacity */
/* Path data relative to `origin`. */
void svg_path_data(Buf *out, const Path *path, Point origin);
/* Paints as attributes of the open element; gradients and patterns are defined on the way. */
void svg_paint(Svg *svg, const char *property, const Paint *paint, Point origin);
void svg_stroke(Svg *svg, const Stroke *stroke, Point origin);
/* The id of a definition `<name id="…" rest`, written once. */
const char *svg_define(Svg *svg, const char *name, const char *rest);
const char *svg_define_clip(Svg *svg, const Path *clip);

/* ---- svg_text.c, svg.c -------------------------------------------------------------------------------------- */

void svg_text(Device *device, const Op *op, uint32_t op_index);
/* The same as paths: each glyph of a face and size is defined once and used at its places. */
void svg_text_outlines(Device *device, const Op *op, uint32_t op_index);
/* Accessible name of one mark item. */
void svg_item_aria(Svg *svg, const char *aria, const char *fallback);

#endif
