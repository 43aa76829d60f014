/* chart/part.h -- a drawing in pieces that can still be moved: groups, marks and their items, with the boxes they fill.
 *
 * Axes, legends, titles and cells find their places from the boxes of what is there already; nothing goes to the scene before all
 * stand. Group names are Vega's ("mark-rect role-mark marks").
 *
 * Units   px, y down; a group's box is in its own coordinates, before (x, y)
 */
#ifndef SHUDU_CHART_PART_H
#define SHUDU_CHART_PART_H

#include "text/para.h"

typedef struct Label {
    const char *text;          /* '\n' between lines */
    const char *second;        /* the other language below it, smaller; NULL */
    TextStyle style, second_style;
    Point at;                  /* anchor, before dx, dy */
    double dx, dy;             /* added after the rotation, baseline shift included */
    TextAnchor anchor;
    double angle, line_height, opacity;
    const FactUse *use;
    bool small;                /* below the smallest size on purpose */
} Label;

typedef struct PartItem {
    enum { ITEM_PATH, ITEM_LABEL, ITEM_IMAGE } kind;
    bool hidden;               /* an axis label that would overlap */
    Rect box;
    union {
        PathOp path;
        Label label;
        struct {
            const Image *image;
            Rect rect;
            double opacity;
        } image;
    };
} PartItem;

typedef struct Part Part;
struct Part {
    bool is_group;             /* else a mark: items only */
    const char *klass, *aria, *aria_role;
    double x, y, width, height;
    bool has_background;
    Paint fill;
    Stroke stroke;
    double opacity;
    double radii[4];
    bool foreground;           /* the outline is drawn over the content */
    bool clip;                 /* to the group's own rectangle; marks: to that of the group around them */
    bool added_for_print;      /* by print.c, not by the grammar */
    bool decoration;           /* an artifact for screen readers: grids, ticks */
    VEC(Part *) children;
    VEC(PartItem) items;
    Rect box;
};

Part *part_group(Arena *arena, const char *klass);
Part *part_mark(Arena *arena, const char *klass);
void part_add(Arena *arena, Part *group, Part *child);
void part_path(Arena *arena, Part *mark, const PathOp *op, Rect box);
PartItem *part_label(Arena *arena, TextContext *text, Part *mark, const Label *label);
/* Box of a label where it stands, turned as it is. */
Rect label_box(TextContext *text, const Label *label);
/* What lines after the first and the second language add to the height of one line. */
double label_extra_height(const Label *label);
/* Vega's shift of a baseline: "top", "middle", "bottom", "line-top", "line-bottom", else alphabetic. */
double baseline_shift(const char *baseline, double size, double line_height);
/* Box in the coordinates of the group around it. */
Rect part_outer_box(const Part *part);
/* Boxes of all that is inside, bottom up. */
Rect part_measure(Part *part);
void part_emit(const Part *part, TextContext *text, Scene *scene, ElemId content);

#endif
