/* scene/scene.h -- the waist of the house: pages of drawing operations and the structure they carry.
 *
 * Above it nobody knows a file format, below it nobody knows a paragraph. A scene has
 *   - pages (a chart or a poster has one) with their ops in paint order;
 *   - a tree of structure elements in reading order, apart from the paint order. Ops name the element
 *     they belong to; an element can be reopened at any time (a paragraph over two pages, interleaved
 *     columns): naming it again is all it takes. Element 0 is an artifact: decoration nobody reads;
 *   - groups that nest (transform, clip, opacity) and carry Vega's class names for SVG;
 *   - text ops: one string with anchor, its glyph runs, cluster map, language spans and the FactUse of each
 *     byte span that prints a number.
 *
 * Units    pt, y down; one Vega px = 1 unit
 * Memory   everything is copied into, or lives in, the scene's arena
 * Errors   builder misuse (unbalanced groups, unknown element) is an assertion
 * Tests    tests/unit/scene/scene_test.c; golden dumps everywhere
 */
#ifndef SHUDU_SCENE_SCENE_H
#define SHUDU_SCENE_SCENE_H

#include "base/color.h"
#include "base/geom.h"
#include "base/use.h"
#include "base/vec.h"

/* ---- fonts and images used ------------------------------------------------------------------ */

/* One face of one file. Made by text/font; the bytes are lent to the devices. Compare by pointer. */
typedef struct FontFace {
    const char *family;     /* "Noto Serif CJK SC" */
    const char *postscript; /* "NotoSerifCJKsc-Regular" */
    const char *file;       /* path relative to fonts/ */
    int index;              /* in a collection */
    int weight;             /* 100 … 900 */
    bool italic;
    const char *bytes;      /* whole file, mapped */
    size_t size;
    void (*rest)(const struct FontFace *face); /* gives back the memory of what was read of it, until it is read again; NULL */
    double units_per_em, ascent, descent, cap_height, x_height, italic_angle; /* em units except upem: ascent 0.88 … */
    Rect bbox;              /* em units, y up: x, y (bottom), width, height */
    void *handle;           /* text/font's own (hb_font_t *) */
} FontFace;

typedef struct Image {
    const char *path;
    const char *bytes; /* the encoded file (PNG) */
    size_t size;
    int width, height; /* pixels */
} Image;

/* ---- paint ----------------------------------------------------------------------------------- */

typedef enum PaintKind {
    PAINT_NONE,
    PAINT_SOLID,
    PAINT_LINEAR,  /* from, to in the op's units; stops */
    PAINT_PATTERN, /* hatch or dots of `color` on `background` */
} PaintKind;

typedef enum PatternKind { PATTERN_HATCH, PATTERN_HATCH_BACK, PATTERN_CROSS, PATTERN_DOTS } PatternKind;

typedef struct GradientStop {
    double offset;
    Color color;
} GradientStop;

typedef struct Paint {
    PaintKind kind;
    Color color;
    Point from, to;
    const GradientStop *stops;
    size_t stop_count;
    PatternKind pattern;
    Color background;
    double spacing, line_width; /* pattern */
} Paint;

Paint paint_none(void);
Paint paint_solid(Color color);

typedef enum LineCap { CAP_BUTT, CAP_ROUND, CAP_SQUARE } LineCap;
typedef enum LineJoin { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL } LineJoin;

typedef struct Stroke {
    Paint paint;
    double width;
    LineCap cap;
    LineJoin join;
    double miter; /* 0: the default of 4 */
    const double *dashes;
    size_t dash_count;
    double dash_offset;
} Stroke;

/* ---- paths ------------------------------------------------------------------------------------ */

typedef enum PathVerb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE } PathVerb;

typedef struct PathPart {
    PathVerb verb;
    Point to;     /* MOVE, LINE, CURVE */
    Point c1, c2; /* CURVE */
} PathPart;

typedef struct Path {
    VEC(PathPart) parts;
} Path;

void path_move(Arena *arena, Path *path, double x, double y);
void path_line(Arena *arena, Path *path, double x, double y);
void path_curve(Arena *arena, Path *path, double x1, double y1, double x2, double y2, double x, double y);
void path_close(Arena *arena, Path *path);
void path_rect(Arena *arena, Path *path, Rect rect);
/* Radii of top-left, top-right, bottom-right, bottom-left. */
void path_round_rect(Arena *arena, Path *path, Rect rect, const double radii[4]);
void path_circle(Arena *arena, Path *path, Point center, double radius);
/* Angles in radians, 0 at 12 o'clock, clockwise (as d3-shape's arc). Adds a line to the start when the path is open. */
void path_arc(Arena *arena, Path *path, Point center, double radius, double from, double to);
Rect path_bounds(const Path *path);

/* ---- structure ---------------------------------------------------------------------------------- */

typedef uint32_t ElemId;
enum { ELEM_ARTIFACT = 0 };

typedef enum Role { /* PDF 1.7 standard structure types, in the words of the standard */
    ROLE_DOCUMENT, ROLE_PART, ROLE_SECT, ROLE_DIV, ROLE_ASIDE,
    ROLE_TITLE, ROLE_H1, ROLE_H2, ROLE_H3, ROLE_H4, ROLE_H5, ROLE_H6,
    ROLE_P, ROLE_QUOTE, ROLE_LIST, ROLE_ITEM, ROLE_LABEL, ROLE_BODY,
    ROLE_TABLE, ROLE_THEAD, ROLE_TBODY, ROLE_ROW, ROLE_HEADER_CELL, ROLE_CELL,
    ROLE_FIGURE, ROLE_CAPTION, ROLE_TOC, ROLE_TOC_ITEM, ROLE_REFERENCE, ROLE_NOTE,
    ROLE_LINK, ROLE_SPAN, ROLE_INDEX,
    ROLE_COUNT
} Role;

const char *role_name(Role role); /* "H1", "TH" … as PDF writes it */

typedef enum ArtifactKind { ARTIFACT_LAYOUT, ARTIFACT_PAGINATION, ARTIFACT_BACKGROUND } ArtifactKind;

typedef struct ElemChild { /* in reading order: a child element, or a run of ops on one page */
    ElemId elem;           /* 0: content */
    uint32_t page;         /* content: page index and op index */
    uint32_t op;
    uint32_t span;         /* text ops: index of the span; spans of one op may belong to different elements */
} ElemChild;

typedef struct Elem {
    Role role;
    ElemId parent;
    int lang;              /* index of the language; -1: as the parent */
    const char *alt;       /* figures, links: alternative text */
    const char *actual;    /* ActualText */
    const char *title;     /* headings: text for the outline */
    const char *note_id;   /* notes */
    const char *literal;   /* declared kind of the numbers in it that carry no use ("title", "count"); NULL: none */
    bool column_scope;     /* header cells: Scope Column, else Row */
    int row_span, col_span;
    ElemId headers[4];     /* cells: their header cells, 0-terminated */
    Rect bbox;             /* figures: filled by the builder from their ops */
    uint32_t page;         /* of the first op; UINT32_MAX before any */
    Loc loc;               /* source of the block */
    uint32_t pair;         /* zh block and en block share it; 0: none */
    bool waiting;          /* opened inline and without content: not yet among its parent's children */
    VEC(ElemChild) children;
} Elem;

/* ---- ops ------------------------------------------------------------------------------------------ */

typedef enum OpKind {
    OP_GROUP,     /* opens; everything up to OP_GROUP_END is inside */
    OP_GROUP_END,
    OP_PATH,
    OP_TEXT,
    OP_IMAGE,
    OP_LINK,      /* an active area: rect and where it leads */
} OpKind;

typedef struct GroupOp {
    const char *klass;      /* Vega's: "mark-rect role-mark marks"; NULL: a plain group */
    const char *aria;       /* aria-label; NULL */
    const char *aria_role;  /* aria-roledescription; NULL */
    Matrix matrix;
    const Path *clip;       /* in the group's own units; NULL */
    double opacity;         /* 1 */
} GroupOp;

/* What a path is, for SVG: Vega writes some shapes as their own elements. */
typedef enum ShapeHint { SHAPE_PATH, SHAPE_RECT, SHAPE_LINE, SHAPE_BACKGROUND } ShapeHint;

typedef struct PathOp {
    const Path *path;
    Paint fill;
    Stroke stroke;
    double opacity;         /* 1 */
    bool even_odd;
    ShapeHint hint;
    Point origin;           /* SVG writes transform="translate(origin)" and the path relative to it; (0,0) none */
    const char *aria;       /* description of one mark item; NULL */
    const FactUse *use;     /* the figure this mark draws; NULL */
} PathOp;

typedef enum TextAnchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } TextAnchor;

typedef struct Glyph {
    uint32_t id;
    uint32_t cluster;       /* byte offset in the op's text */
    double x, y;            /* origin of the glyph relative to `at`, before rotation */
    double advance;         /* as laid out */
} Glyph;

typedef struct GlyphRun {
    const FontFace *face;
    double size;
    Color color;
    const Glyph *glyphs;
    size_t count;
    uint32_t start, end;    /* bytes of the op's text */
} GlyphRun;

typedef struct TextSpan {   /* spans cover the text without gaps, in order */
    uint32_t start, end;
    int lang;
    ElemId elem;
    const FactUse *use;     /* NULL: no number */
    const char *actual;     /* what it says, where that is not its text: a raised 1 is a ¹; NULL */
} TextSpan;

typedef struct TextLine {   /* one unless the text holds '\n' */
    uint32_t start, end;
    double x, y;            /* of the line's anchor point relative to `at` */
    double width;
} TextLine;

/* How the text goes on in the next op of the same element: what extraction puts between the two. */
typedef enum TextJoinKind { TEXT_ENDS, TEXT_GOES_ON, TEXT_GOES_ON_SPACE, TEXT_GOES_ON_HYPHEN } TextJoinKind;

typedef struct TextOp {
    const char *text;
    Point at;               /* anchor point on the baseline */
    double angle;           /* degrees, clockwise */
    TextAnchor anchor;
    double opacity;         /* 1 */
    Rect bounds;            /* logical box (advance × ascent/descent) relative to `at`, before rotation */
    const GlyphRun *runs;
    size_t run_count;
    const TextSpan *spans;
    size_t span_count;
    const TextLine *lines;
    size_t line_count;
    TextJoinKind join;
    bool allow_small;       /* inspect: below the theme's minimum on purpose */
    const char *aria;
    const Rect *box;        /* inspect: where the text has to stay (page units); NULL: the page */
} TextOp;

typedef struct ImageOp {
    const Image *image;
    Rect rect;
    double opacity;
} ImageOp;

typedef struct LinkOp {
    Rect rect;              /* page units */
    const char *uri;        /* or */
    const char *dest;       /* name of a destination in this scene */
    const char *contents;   /* what a reader is told */
    ElemId elem;            /* ROLE_LINK or ROLE_REFERENCE element it belongs to */
} LinkOp;

typedef struct Op {
    OpKind kind;
    ElemId elem;
    ArtifactKind artifact;  /* where elem is ELEM_ARTIFACT */
    Loc loc;                /* the block or spec it comes from */
    uint32_t pair;
    union {
        GroupOp group;
        PathOp path;
        TextOp text;
        ImageOp image;
        LinkOp link;
    };
} Op;

typedef struct Page {
    double width, height;   /* trim size */
    double bleed;           /* ink may go so far past the trim */
    const char *label;      /* "i", "12", NULL */
    Color background;       /* a = 0: none (paper) */
    VEC(Op) ops;
} Page;

typedef struct Dest {
    const char *name;       /* "sec-supply", "fig-stocks" */
    uint32_t page;
    Point at;
} Dest;

typedef struct OutlineItem {
    int level;              /* from 1 */
    const char *title;
    uint32_t page;
    Point at;
    int lang;
} OutlineItem;

typedef struct Attachment {
    const char *name;          /* "standards.csv" */
    const char *mime;
    const char *description;
    const char *relationship;  /* "Data", "Source", "Supplement" */
    const char *bytes;
    size_t size;
} Attachment;

typedef struct SceneMeta {
    Texts title, subject, keywords;
    const char *author;
    const char *created;    /* "2025-10-31T00:00:00Z": SOURCE_DATE_EPOCH or the edition, never the clock */
    Texts licence;
} SceneMeta;

typedef struct Scene {
    Arena *arena;
    const char *const *lang_tags; /* BCP 47, by language index */
    int lang_count;
    int main_lang;
    SceneMeta meta;
    VEC(Page) pages;
    VEC(Elem) elems;        /* [0] is the artifact, [1] the document */
    VEC(Dest) dests;
    VEC(OutlineItem) outline;
    VEC(Attachment) attachments;
    const char *svg_title, *svg_desc; /* accessible name and description of a chart or poster */
    double min_text_size;   /* inspect; 0: none */
} Scene;

Scene *scene_new(Arena *arena, const char *const *lang_tags, int lang_count, int main_lang);
enum { ELEM_DOCUMENT = 1 };

/* ---- builder ------------------------------------------------------------------------------------ */

uint32_t scene_add_page(Scene *scene, double width, double height);
/* Page that following ops go to (the last added one, unless set). */
void scene_set_page(Scene *scene, uint32_t page);
Page *scene_page(Scene *scene);
uint32_t scene_page_index(const Scene *scene);

/* A new element at the end of its parent's children. The returned id stays valid; fill fields by scene_elem(). */
ElemId scene_open(Scene *scene, Role role, ElemId parent, int lang);
/* One that stands in its parent's text where its own first content does; without content it stands nowhere. */
ElemId scene_open_inline(Scene *scene, Role role, ElemId parent, int lang);
Elem *scene_elem(Scene *scene, ElemId elem);

/* State that following ops carry. */
typedef struct SceneState {
    ElemId elem;
    ArtifactKind artifact;
    Loc loc;
    uint32_t pair;
} SceneState;
SceneState scene_state(const Scene *scene);
void scene_set_state(Scene *scene, SceneState state);
void scene_set_elem(Scene *scene, ElemId elem); /* shorthand; 0 for artifacts */

void scene_group(Scene *scene, const GroupOp *group); /* defaults: see scene_plain_group */
GroupOp scene_plain_group(void);                      /* identity, opacity 1 */
void scene_group_end(Scene *scene);
void scene_path(Scene *scene, const Path *path, Paint fill, const Stroke *stroke); /* stroke NULL: none */
void scene_path_op(Scene *scene, const PathOp *op);
PathOp scene_plain_path(const Path *path);            /* no paint, opacity 1 */
void scene_rect(Scene *scene, Rect rect, Color fill);
void scene_line(Scene *scene, double x1, double y1, double x2, double y2, Color color, double width);
void scene_text(Scene *scene, const TextOp *op);      /* made by text/; spans without elem get the state's */
void scene_image(Scene *scene, const Image *image, Rect rect, double opacity);
void scene_link(Scene *scene, const LinkOp *link);
void scene_dest(Scene *scene, const char *name, double x, double y);
void scene_outline(Scene *scene, int level, const char *title, double x, double y, int lang);
/* Copies all ops of `from`'s page 0 into `to` under a group with the matrix; elements become children of `parent`. */
void scene_embed(Scene *to, const Scene *from, Matrix matrix, ElemId parent);
/* Moves all pages of `from` behind those of `to`, with destinations and outline; elements below its document become children
 * of `parent`. `from` is spent, but its memory has to live as long as `to`. */
void scene_append(Scene *to, Scene *from, ElemId parent);

#endif
