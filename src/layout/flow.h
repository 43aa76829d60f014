/* layout/flow.h -- a part of a document, the front matter or a chapter, while it is being poured onto pages. Private to the room. */
#ifndef SHUDU_LAYOUT_FLOW_H
#define SHUDU_LAYOUT_FLOW_H

#include "layout/layout.h"

typedef VEC(TextRange) Ranges;

typedef VEC(int) IndexPages;

/* Where something came to stand. */
typedef struct PageNumbers {
    Map by_id;               /* id → label of the page */
    Map index;               /* indicator → IndexPages *: folios on which figures of it are printed */
} PageNumbers;

typedef struct Note {
    const Block *block[LANG_MAX];
    int number;
    ElemId elem[LANG_MAX];   /* in the tree they follow the block that calls for them */
} Note;

typedef struct Flow {
    const LayoutContext *context;
    const Doc *doc;
    Scene *scene;
    int langs[LANG_MAX];     /* languages shown, in order */
    int lang_count;
    double left, width, top, bottom;      /* of the text area */
    double column_x[LANG_MAX], column_width[LANG_MAX]; /* by position in langs */
    double y;
    double side_x, side_width, side_bottom; /* margin column of an edition in one language; down to where it is taken on side_page */
    const char *bar_color;   /* of the box being drawn: a bar beside it, on each of its pages; NULL */
    double bar_top;
    double block_top;        /* where the last block began, on block_page */
    uint32_t side_page, block_page;
    ElemId part;             /* element that blocks are added to */
    const DocChapter *chapter;
    int heading;             /* level of the last one */
    const char *paragraph;   /* number of the block being drawn, until it is printed; NULL */
    VEC(const DocBlock *) floats; /* figures and tables that did not fit: they open the next page */
    bool placing_floats;     /* nothing floats on once more */
    bool holds_floats;       /* inside a table they wait for its end */
    bool finished;           /* the current page has its notes, head and folio */
    bool opener;             /* the page that is being numbered is the first of a part: no running head */
    size_t folio;            /* number of the last page that got one */
    VEC(Note) notes;         /* of the page being filled */
    double notes_height;
    int note_number;         /* within the chapter */
    const PageNumbers *known; /* of the whole document; NULL as long as nobody knows them */
} Flow;

/* ---- master.c ---- */
void flow_new_page(Flow *flow);
/* Writes the notes of the page. */
void flow_end_page(Flow *flow);
/* Running head and folio of a page, once its number is known. */
void flow_number_page(Flow *flow, const char *label);
double flow_room(const Flow *flow);               /* down to the notes */
/* A new page when less than `height` is left. Returns true when it turned. */
bool flow_need(Flow *flow, double height);
bool paper_is(const Flow *flow, const char *key, const char *value); /* a word of the theme: paper.KEY */
Kinsoku paper_kinsoku(const Flow *flow);          /* paper.line-breaks: which marks may begin or end a line */
double flow_snap(const Flow *flow, double y);     /* up to the line grid */

/* ---- inline.c ---- */
TextStyle role_style(const LayoutContext *context, const char *role, int lang);
double role_leading(const LayoutContext *context, const char *role, int lang);
Color role_color(const LayoutContext *context, const char *color);
/* Inlines in a role, numbers bound, marks of notes and citations raised. Notes met are added to `notes` where it is given. */
typedef VEC(const char *) NoteNames;
void inline_ranges(Flow *flow, const InlineList *list, int lang, const TextStyle *style, Ranges *out, NoteNames *notes);
void text_ranges(Flow *flow, const char *text, const TextStyle *style, Ranges *out);
/* What readers are told of a raised mark: 138 with note 1 is no 1381, but 138¹. NULL: the mark itself. */
const char *raised_meaning(Arena *arena, const char *mark);
/* For numbers that are no figures: "citation", "note" … */
const FactUse *literal_use(Arena *arena, const char *kind);
/* A text of the model with {{ }} in it. */
void bound_ranges(Flow *flow, Loc loc, const char *text, int lang, const TextStyle *style, Ranges *out);
/* Figures from third-party copies carry a small c; the imprint says what it means. */
void grade_mark(Flow *flow, char evidence, const TextStyle *style, Ranges *out);
const char *ranges_plain(Arena *arena, const Ranges *ranges);
/* number.c: as the theme writes them */
const char *heading_number(const Flow *flow, const DocBlock *block, int lang); /* NULL: none */
const char *heading_gap(const Flow *flow, const DocBlock *block, int lang);    /* between number and title */
const char *label_text(Flow *flow, const DocLabel *label, int lang); /* "图 3-1", "Table 3-1", "第三章" … */
const char *word(const Flow *flow, int lang, const char *cjk, const char *other);

/* ---- notes.c ---- */
/* Notes called for on this page, by position in langs: the page keeps room for them. */
void flow_add_notes(Flow *flow, const NoteNames *names);
double flow_notes_height(Flow *flow, const NoteNames *names); /* that they would take */
void flow_draw_notes(Flow *flow);
const char *flow_note_dest(const Flow *flow, int number); /* where its mark leads */

/* ---- flow.c ---- */
/* A section of its own: flow->part. */
void flow_open_section(Flow *flow);
/* Paragraphs side by side, one for each language shown; ranges[i] for langs[i]. Breaks over pages line by line. */
typedef struct ParaSet {
    const char *role;
    ParaAlign align;
    bool indent;             /* two em in CJK */
    bool balance;
    bool keep;               /* not broken over pages */
    double space_before, space_after;
    Role elem;
    double inset;            /* from both sides of the column */
    bool bullet;             /* hanging, with `label` */
    const char *label;
    ElemId label_elem;       /* of the label beside the first language; beside the others it is decoration */
    const char *literal;     /* kind of the numbers that no figure stands behind (scene/scene.h); NULL */
} ParaSet;
void flow_paragraph(Flow *flow, const Ranges *ranges, const NoteNames *notes, const ParaSet *set, const Loc *locs, uint32_t pair);
/* A paragraph that was made before, at y, in its own style but for `align`; its height. Its links become elements below `elem`. */
double flow_para_at(Flow *flow, Para *para, int lang, double x, double y, double width, ParaAlign align, ElemId elem);
/* One in one language. Returns its height, drawing at y unless measure. */
double flow_text_at(Flow *flow, const Ranges *ranges, const char *role, int lang, double x, double y, double width, ParaAlign align, ElemId elem, bool measure);

/* The text just placed is followed by more of its sentence: readers hear a space between. */
void flow_space_after(Flow *flow);

/* ---- block.c ---- */
/* `longer`: a line more on each page. Returns whether the last page has little more than a line for each page before. */
bool flow_chapter(Flow *flow, const DocChapter *chapter, bool longer);
void flow_draw_bar(Flow *flow, double bottom); /* beside the part of a box that stands on this page */
void flow_floats(Flow *flow); /* at the top of a page */
/* Whether a figure or table may wait for the next page while the text goes on (place=float), or stays (place=here). */
bool block_floats(const DocBlock *block, bool otherwise);

/* ---- side.c ---- */
void flow_begin_block(Flow *flow);
/* Below the side notes of this page: for what takes the whole width. */
void flow_clear_side(Flow *flow);
/* What took the whole width ends here. */
void flow_take_side(Flow *flow);
/* False where the page has no room for it in its margin. */
bool flow_side_note(Flow *flow, const DocBlock *block);

/* ---- tabular.c ---- */
typedef struct GridCell {
    Ranges text[LANG_MAX];   /* by position in langs; empty: nothing */
    const Target *bar;       /* a bullet bar instead of text */
    NoteNames notes[LANG_MAX];
} GridCell;

typedef enum GridRowKind {
    GRID_ROW_PLAIN,
    GRID_ROW_GROUP,          /* its first cell heads the rows below, over all columns */
    GRID_ROW_TOTAL,          /* a rule above */
} GridRowKind;

typedef struct GridGroup {   /* a heading over columns [from, to) */
    Ranges text[LANG_MAX];
    size_t from, to;
} GridGroup;

typedef struct GridTable {
    size_t columns, rows;    /* rows without the header */
    GridCell *head;          /* columns */
    VEC(GridGroup) groups;   /* a header row above the header */
    GridCell *cells;         /* rows × columns */
    GridRowKind *kinds;      /* rows */
    CellAlign *align;
    bool *decimal;           /* columns of figures: aligned at the decimal point */
    bool stub;               /* the first column names its row */
    Ranges caption[LANG_MAX];
    const char *unit[LANG_MAX]; /* of all figures: at the top right; NULL */
    Ranges notes[LANG_MAX][12];
    size_t note_count[LANG_MAX];
    const DocBlock *block;
} GridTable;
GridTable *grid_table_new(Arena *arena, size_t columns, size_t rows);
GridCell *grid_cell(GridTable *table, size_t row, size_t column);
void grid_text(Flow *flow, GridCell *cell, const char *role, Texts texts);
void grid_note(Flow *flow, GridTable *table, int position, const char *mark, Loc loc, const char *text); /* below the table; text with {{ }} */
/* The first paragraph of the div is the caption, the others are notes. */
void grid_caption(Flow *flow, const DocBlock *block, GridTable *table);
/* The unit of all figures: in a column's head, or at the top right (paper.table-unit: corner). */
void grid_unit(Flow *flow, GridTable *table, size_t column, Texts unit);
void flow_table(Flow *flow, const GridTable *table);

/* ---- lists.c: tables and lists that the model fills ---- */
void flow_figures_table(Flow *flow, const DocBlock *block);
void flow_pivot_table(Flow *flow, const DocBlock *block); /* pivot.c */
void flow_targets_table(Flow *flow, const DocBlock *block);
void flow_chronology(Flow *flow, const DocBlock *block);
void flow_source_list(Flow *flow);
void flow_glossary(Flow *flow);
void flow_indicators(Flow *flow);
void flow_conflicts(Flow *flow);
void flow_corrections(Flow *flow);

/* ---- index.c ---- */
/* Adds the printed figures of a chapter, by indicator; `before`: pages with numbers before it. */
void index_gather(const LayoutContext *context, const Scene *scene, int before, Map *index);
void flow_indicator_index(Flow *flow);

/* ---- front.c ---- */
void flow_cover(Flow *flow);
void flow_imprint(Flow *flow);
/* ---- contents.c ---- */
void flow_contents(Flow *flow);

#endif
