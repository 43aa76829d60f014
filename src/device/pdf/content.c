#include "device/pdf/content.h"

#include "base/utf8.h"
#include "device/pdf/unicode.h"
#include "device/shape.h"

#include <math.h>
#include <string.h>

typedef enum Open { OPEN_NOTHING, OPEN_ARTIFACT, OPEN_ELEMENT } Open;

typedef struct OpenGroup {
    double opacity; /* that ops inside are multiplied by */
    bool form;
    double form_opacity;
} OpenGroup;

typedef struct Content {
    Device device; /* first */
    Arena *arena;
    PdfFile *file;
    const Scene *scene;
    PdfFonts *fonts;
    Painter *painter;
    Tags *tags;
    const PdfRef *page_refs, *parent_refs;
    Diags *diags;
    const Page *page;
    uint32_t page_index;
    Rect media;
    Open open;
    ArtifactKind artifact;
    int forms;               /* open ones: marks cannot change inside */
    double opacity;
    VEC(OpenGroup) groups;
    VEC(PdfRef) annotations; /* of the page */
} Content;

/* ---- marked content ------------------------------------------------------------------------------------------ */

static void
close_mark(Content *content)
{
    if (content->open != OPEN_NOTHING)
        buf_add(painter_stream(content->painter), "EMC\n");
    content->open = OPEN_NOTHING;
    tags_close(content->tags);
}

/* ISO 32000-1, 14.8.2.2.2: what kind of decoration, and for backgrounds how large. */
static void
open_artifact(Content *content, ArtifactKind kind)
{
    static const char *const types[] = {"Layout", "Pagination", "Background"};
    Buf *out = painter_stream(content->painter);
    if (content->open == OPEN_ARTIFACT && content->artifact == kind)
        return;
    close_mark(content);
    buf_printf(out, "/Artifact<</Type/%s", types[kind]);
    if (kind == ARTIFACT_BACKGROUND) {
        buf_add(out, "/BBox[");
        const double box[] = {0, 0, content->media.width, content->media.height};
        for (int i = 0; i < 4; i++)
            painter_number(out, box[i]);
        buf_add_char(out, ']');
    }
    buf_add(out, ">>BDC\n");
    content->open = OPEN_ARTIFACT;
    content->artifact = kind;
}

/* In the content as well as in the structure tree: readers that extract text look only here. */
static void
add_actual_text(Buf *out, const char *utf8)
{
    buf_add(out, "/ActualText<FEFF");
    while (*utf8) {
        uint32_t rune = utf8_next(&utf8);
        if (rune > 0xFFFF) {
            buf_printf(out, "%04X", 0xD800 + ((rune - 0x10000) >> 10));
            rune = 0xDC00 + ((rune - 0x10000) & 0x3FF);
        }
        buf_printf(out, "%04X", rune);
    }
    buf_add_char(out, '>');
}

static void
open_element(Content *content, ElemId elem, uint32_t op, uint32_t span, int lang, const char *actual)
{
    Buf *out = painter_stream(content->painter);
    if (content->open == OPEN_ARTIFACT && content->forms == 0)
        close_mark(content);
    Mark mark = tags_mark(content->tags, elem, op, span, lang, actual, content->forms > 0);
    if (!mark.opened)
        return;
    if (content->open == OPEN_ELEMENT)
        buf_add(out, "EMC\n");
    buf_printf(out, "/%s<</MCID %d", mark.tag, mark.mcid);
    if (actual)
        add_actual_text(out, actual);
    buf_add(out, ">>BDC\n");
    content->open = OPEN_ELEMENT;
}

static void
open_mark(Content *content, const Op *op, ElemId elem, uint32_t op_index, uint32_t span, int lang, const char *actual)
{
    if (elem)
        open_element(content, elem, op_index, span, lang, actual);
    else if (content->forms == 0)
        open_artifact(content, op->artifact);
}

static uint32_t
op_index_of(const Content *content, const Op *op)
{
    return (uint32_t)(op - content->page->ops.items);
}

/* ---- groups --------------------------------------------------------------------------------------------------- */

/* Whether all ops up to the end of the group belong to one element: a form is one piece of content. */
static bool
group_has_one_owner(const Content *content, const Op *group, const Op **first)
{
    const Op *end = content->page->ops.items + content->page->ops.count;
    int depth = 1;
    *first = NULL;
    for (const Op *op = group + 1; op < end && depth > 0; op++) {
        if (op->kind == OP_GROUP)
            depth++;
        if (op->kind == OP_GROUP_END)
            depth--;
        if (op->kind != OP_PATH && op->kind != OP_TEXT && op->kind != OP_IMAGE)
            continue;
        if (!*first)
            *first = op;
        if (op->elem != (*first)->elem || (op->elem == ELEM_ARTIFACT && op->artifact != (*first)->artifact))
            return false;
        for (size_t i = 0; op->kind == OP_TEXT && i < op->text.span_count; i++)
            if (op->text.spans[i].elem != op->elem)
                return false;
    }
    return *first != NULL;
}

static void
content_group(Device *device, const Op *op)
{
    Content *content = (Content *)device;
    const GroupOp *group = &op->group;
    OpenGroup open = {content->opacity, false, 1};
    painter_push(content->painter, group->matrix, group->clip, op->loc);
    if (group->opacity < 1) {
        const Op *first;
        open.form = group_has_one_owner(content, op, &first);
        open.form_opacity = group->opacity * content->opacity;
        if (open.form) {
            open_mark(content, first, first->elem, op_index_of(content, first), 0, -1, NULL);
            painter_begin_form(content->painter);
            content->forms++;
            content->opacity = 1;
        } else { /* ops of several elements: each is made paler, which is the same where they do not overlap */
            content->opacity *= group->opacity;
        }
    }
    VEC_PUSH(content->arena, &content->groups, open);
}

static void
content_group_end(Device *device)
{
    Content *content = (Content *)device;
    OpenGroup open = VEC_LAST(&content->groups);
    content->groups.count--;
    if (open.form) {
        painter_end_form(content->painter, open.form_opacity);
        content->forms--;
    }
    content->opacity = open.opacity;
    painter_pop(content->painter);
}

/* ---- paths and images -------------------------------------------------------------------------------------------- */

static void
content_path(Device *device, const Op *op)
{
    Content *content = (Content *)device;
    uint32_t index = op_index_of(content, op);
    if (!paint_is_visible(&op->path.fill) && !stroke_is_visible(&op->path.stroke)) {
        tags_skip(content->tags, index);
        return;
    }
    open_mark(content, op, op->elem, index, 0, -1, NULL);
    painter_path(content->painter, &op->path, content->opacity);
}

static void
content_image(Device *device, const Op *op)
{
    Content *content = (Content *)device;
    open_mark(content, op, op->elem, op_index_of(content, op), 0, -1, NULL);
    painter_image(content->painter, &op->image, content->opacity, content->diags, op->loc);
}

/* ---- text ------------------------------------------------------------------------------------------------------- */

typedef struct Setting { /* one text op being set */
    Content *content;
    const Op *op;
    uint32_t op_index;
    Matrix to_page;       /* from the op's baseline frame to user space */
    double scale;         /* of that matrix: type sizes are multiplied by it */
    bool upright;
    bool in_text, in_array, in_string;
    const GlyphRun *run;
    const PdfFont *font;
    double y;             /* baseline that the reader is on, in the op's frame */
    double pen;           /* where the reader's pen is, in the op's frame */
    double line_x, line_y; /* user space: start of the reader's line, as written */
    bool marked;          /* a mark is open for this op: */
    const TextSpan *span; /* … for this span */
    bool single;          /* … for one cluster with its replacement text */
    Arena *scratch;
} Setting;

static void
end_array(Setting *set)
{
    Buf *out = painter_stream(set->content->painter);
    if (set->in_string)
        buf_add_char(out, '>');
    if (set->in_array)
        buf_add(out, "]TJ\n");
    set->in_string = set->in_array = false;
}

static void
end_text(Setting *set)
{
    end_array(set);
    if (set->in_text)
        buf_add(painter_stream(set->content->painter), "ET\n");
    set->in_text = false;
}

/* Moves the reader's pen to a point of the op's frame. */
static void
move_pen(Setting *set, double x, double y)
{
    Buf *out = painter_stream(set->content->painter);
    Point p = matrix_apply(set->to_page, (Point){x, y});
    double px = round(p.x * 100) / 100, py = round(p.y * 100) / 100;
    if (set->upright) {
        painter_number(out, px - set->line_x);
        painter_number(out, py - set->line_y);
        buf_add(out, "Td");
        set->line_x = px;
        set->line_y = py;
    } else { /* glyphs stand upright in the frame, whose y points down */
        const Matrix m = set->to_page;
        const double factors[] = {m.a / set->scale, m.b / set->scale, -m.c / set->scale, -m.d / set->scale};
        for (int i = 0; i < 4; i++) {
            buf_add_number(out, factors[i], 5);
            buf_add_char(out, ' ');
        }
        painter_number(out, px);
        painter_number(out, py);
        buf_add(out, "Tm");
    }
    set->pen = x;
    set->y = y;
}

static void
begin_text(Setting *set)
{
    if (set->in_text)
        return;
    buf_add(painter_stream(set->content->painter), "BT\n");
    set->in_text = true;
    set->line_x = set->line_y = 0;
}

/* Two bytes of a code. */
static void
add_hex(Buf *out, uint32_t code)
{
    static const char digits[] = "0123456789ABCDEF";
    const char hex[] = {digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15], digits[code & 15]};
    buf_add_bytes(out, hex, sizeof hex);
}

/* Writes one glyph with its origin at (x, y) of the op's frame. */
static void
show_glyph(Setting *set, uint32_t glyph, double x, double y)
{
    Painter *painter = set->content->painter;
    Buf *out = painter_stream(painter);
    double size = set->run->size;
    bool fresh = !set->in_array;
    if (fresh || fabs(y - set->y) > 0.001) {
        end_array(set);
        begin_text(set);
        painter_font(painter, set->font, size * set->scale);
        painter_fill_color(painter, set->run->color, set->op->text.opacity * set->content->opacity);
        move_pen(set, x, y);
        buf_add_char(out, '[');
        set->in_array = true;
    }
    /* Kerning, justification: thousandths of the size, taken back from the pen. What rounding leaves is made good next time. */
    long shift = lround((set->pen - x) * 1000 / size);
    if (shift != 0) {
        if (set->in_string)
            buf_add_char(out, '>');
        set->in_string = false;
        buf_add_number(out, (double)shift, 0);
        set->pen -= (double)shift * size / 1000;
    }
    if (!set->in_string)
        buf_add_char(out, '<');
    set->in_string = true;
    add_hex(out, pdf_font_code(set->font, glyph));
    set->pen += pdf_font_width(set->font, glyph) * size / 1000;
}

static const TextSpan *
span_at(const TextOp *text, uint32_t at, uint32_t *index)
{
    for (size_t i = text->span_count; i-- > 0;) {
        if (text->spans[i].start <= at) {
            *index = (uint32_t)i;
            return &text->spans[i];
        }
    }
    *index = 0;
    return NULL;
}

/* A new mark may not begin inside a text object that began outside it. */
static void
mark_text(Setting *set, const TextSpan *span, uint32_t span_index, const char *actual)
{
    end_text(set);
    ElemId elem = span ? span->elem : set->op->elem;
    open_mark(set->content, set->op, elem, set->op_index, span_index, span ? span->lang : -1, actual);
}

static bool
op_is_artifact(const Op *op)
{
    if (op->elem)
        return false;
    for (size_t i = 0; i < op->text.span_count; i++)
        if (op->text.spans[i].elem)
            return false;
    return true;
}

/* What readers must be told about a cluster besides what its glyphs say; NULL: nothing. */
static const char *
actual_text(Setting *set, const Cluster *cluster, bool last_of_op)
{
    const TextOp *text = &set->op->text;
    if (last_of_op && text->join == TEXT_GOES_ON_HYPHEN)
        return "\xC2\xAD";
    const char *from = text->text + cluster->start;
    size_t length = cluster->end - cluster->start;
    const char *said = pdf_font_text(set->font, set->run->glyphs[cluster->first].id);
    if (cluster->count == 1 && unicode_is_plain(from, length) && strncmp(said, from, length) == 0 && !said[length])
        return NULL;
    const char *meant = unicode_for_readers(set->scratch, from, length);
    if (meant[0] == '\0' || op_is_artifact(set->op))
        return NULL;
    if (cluster->count > 1)
        return meant;
    const char *at = meant;
    while (*at)
        if (unicode_is_private(utf8_next(&at)))
            return NULL; /* its element has a replacement text */
    return strcmp(said, meant) == 0 ? NULL : meant;
}

/* A cluster that paints nothing: line feeds, joiners, marks of direction. */
static bool
is_silent(Setting *set, const Cluster *cluster, bool last_of_op)
{
    const TextOp *text = &set->op->text;
    if (last_of_op && text->join == TEXT_GOES_ON_HYPHEN)
        return false;
    const char *from = text->text + cluster->start;
    size_t length = cluster->end - cluster->start;
    return !unicode_is_plain(from, length) && unicode_for_readers(set->scratch, from, length)[0] == '\0';
}

/* The space between this op, or line, and what follows. */
static void
show_space(Setting *set)
{
    uint32_t space = set->font ? pdf_font_space(set->font) : 0;
    if (space && set->in_array)
        show_glyph(set, space, set->pen, set->y);
}

static bool
ends_in_space(const TextOp *text)
{
    return text->text[0] && str_ends(text->text, " ");
}

static void
set_run(Setting *set, const GlyphRun *run, bool last_run)
{
    const TextOp *text = &set->op->text;
    uint32_t line_break = run->start;
    if (set->run && set->in_array && run->start > 0 && text->text[run->start - 1] == '\n')
        show_space(set); /* labels of several lines */
    end_array(set);
    set->run = run;
    set->font = pdf_fonts_find(set->content->fonts, run->face);
    for (size_t i = 0; set->font && i < run->count;) {
        Cluster cluster = cluster_at(run, i);
        bool last = last_run && i + cluster.count == run->count;
        i += cluster.count;
        if (is_silent(set, &cluster, last))
            continue;
        if (cluster.start > line_break && memchr(text->text + line_break, '\n', cluster.start - line_break))
            show_space(set);
        line_break = cluster.end;
        uint32_t index;
        const TextSpan *here = span_at(text, cluster.start, &index);
        bool said = here && here->actual; /* the whole span says something else */
        const char *actual = said ? here->actual : actual_text(set, &cluster, last);
        if (!set->marked || here != set->span || (!said && (actual || set->single)))
            mark_text(set, here, index, actual);
        set->marked = true;
        set->span = here;
        set->single = !said && actual;
        for (size_t k = 0; k < cluster.count; k++) {
            const Glyph *glyph = &run->glyphs[cluster.first + k];
            if (glyph->id)
                show_glyph(set, glyph->id, glyph->x, glyph->y);
        }
    }
}

/* Whether the next text on the page belongs to the same element. */
static bool
is_followed(const Content *content, const Op *op)
{
    const Page *page = &content->scene->pages.items[content->page_index];
    for (const Op *next = op + 1; next < page->ops.items + page->ops.count; next++)
        if (next->kind == OP_TEXT)
            return next->elem == op->elem;
    return false;
}

/* Whether text follows that must not run into this one: labels of a figure, a number and what it counts, set apart. */
static bool
wants_space(const Content *content, const Op *op)
{
    const TextOp *text = &op->text;
    if (op_is_artifact(op) || ends_in_space(text))
        return false;
    if (text->join == TEXT_GOES_ON_SPACE)
        return true;
    return text->join == TEXT_ENDS && op->elem && (content->scene->elems.items[op->elem].role == ROLE_FIGURE || is_followed(content, op));
}

static void
content_text(Device *device, const Op *op, uint32_t op_index)
{
    Content *content = (Content *)device;
    const TextOp *text = &op->text;
    Matrix frame = matrix_multiply(matrix_translate(text->at.x, text->at.y), matrix_rotate(text->angle));
    Matrix m = matrix_multiply(painter_matrix(content->painter), frame);
    double scale = matrix_scale_factor(m);
    if (scale <= 0 || text->run_count == 0)
        return;
    Setting set = {.content = content, .op = op, .op_index = op_index, .to_page = m, .scale = scale, .scratch = arena_new()};
    set.upright = fabs(m.b) < 1e-9 && fabs(m.c) < 1e-9 && m.a > 0 && fabs(m.a + m.d) < 1e-9 * scale;
    for (size_t r = 0; r < text->run_count; r++)
        set_run(&set, &text->runs[r], r + 1 == text->run_count);
    if (wants_space(content, op))
        show_space(&set);
    end_text(&set);
    arena_free(set.scratch);
}

/* ---- links ------------------------------------------------------------------------------------------------------- */

/* ISO 32000-1, 12.6.4.7: 7-bit ASCII. */
static const char *
ascii_uri(Arena *arena, const char *uri)
{
    Buf out = BUF_INIT;
    for (const unsigned char *p = (const unsigned char *)uri; *p; p++) {
        if (*p <= 0x20 || *p > 0x7e)
            buf_printf(&out, "%%%02X", *p);
        else
            buf_add_char(&out, (char)*p);
    }
    char *taken = buf_take(&out, arena);
    buf_clear(&out);
    return taken;
}

static void
content_link(Device *device, const Op *op)
{
    Content *content = (Content *)device;
    PdfFile *file = content->file;
    const LinkOp *link = &op->link;
    tags_skip(content->tags, op_index_of(content, op));
    PdfRef ref = pdf_reserve(file);
    int key = tags_add_link(content->tags, op, ref);
    if (key < 0)
        return;
    double bleed = MAX_OF(content->page->bleed, 0);
    double left = link->rect.x + bleed, top = content->page->height + bleed - link->rect.y;
    const double rect[] = {left, top - link->rect.height, left + link->rect.width, top}, border[] = {0, 0, 0};
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_name(file, dict, "Type", "Annot");
    pdf_put_name(file, dict, "Subtype", "Link");
    pdf_put(file, dict, "Rect", pdf_numbers(file, 4, rect));
    pdf_put(file, dict, "Border", pdf_numbers(file, 3, border));
    pdf_put_int(file, dict, "F", 4); /* ISO 19005-3, 6.3.2: print */
    pdf_put_text(file, dict, "Contents", link->contents);
    pdf_put_int(file, dict, "StructParent", key);
    if (link->uri) {
        HPDF_Dict action = pdf_dict(file);
        const char *uri = ascii_uri(content->arena, link->uri);
        pdf_put_name(file, action, "S", "URI");
        pdf_put_text(file, action, "URI", uri);
        pdf_put(file, dict, "A", action);
    } else if (link->dest) {
        pdf_put_bytes(file, dict, "Dest", link->dest, strlen(link->dest));
    }
    pdf_write(file, ref, dict);
    VEC_PUSH(content->arena, &content->annotations, ref);
}

/* ---- pages ------------------------------------------------------------------------------------------------------- */

static void
content_page(Device *device, const Page *page, uint32_t index)
{
    Content *content = (Content *)device;
    double bleed = MAX_OF(page->bleed, 0);
    content->page = page;
    content->page_index = index;
    content->media = (Rect){0, 0, page->width + 2 * bleed, page->height + 2 * bleed};
    content->open = OPEN_NOTHING;
    content->opacity = 1;
    content->annotations.count = 0;
    painter_begin(content->painter, content->media, (Matrix){1, 0, 0, -1, bleed, page->height + bleed});
    tags_begin_page(content->tags, index);
    if (page->background.a > 0) {
        Path path = {0};
        path_rect(content->arena, &path, (Rect){-bleed, -bleed, content->media.width, content->media.height});
        PathOp op = scene_plain_path(&path);
        op.fill = paint_solid(page->background);
        open_artifact(content, ARTIFACT_BACKGROUND);
        painter_path(content->painter, &op, 1);
    }
}

static void
put_boxes(Content *content, HPDF_Dict dict)
{
    PdfFile *file = content->file;
    const Page *page = content->page;
    const Rect media = content->media;
    double bleed = MAX_OF(page->bleed, 0);
    const double all[] = {0, 0, media.width, media.height};
    const double trim[] = {bleed, bleed, bleed + page->width, bleed + page->height};
    pdf_put(file, dict, "MediaBox", pdf_numbers(file, 4, all));
    pdf_put(file, dict, "TrimBox", pdf_numbers(file, 4, trim));
    if (bleed > 0) {
        pdf_put(file, dict, "BleedBox", pdf_numbers(file, 4, all));
        pdf_put(file, dict, "CropBox", pdf_numbers(file, 4, trim)); /* on screen the page as cut */
    }
}

static void
content_page_end(Device *device)
{
    Content *content = (Content *)device;
    PdfFile *file = content->file;
    close_mark(content);
    Buf *stream = painter_stream(content->painter);
    PdfRef stream_ref = pdf_reserve(file);
    pdf_write_stream(file, stream_ref, pdf_dict(file), stream->ptr ? stream->ptr : "", stream->length, true);
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_name(file, dict, "Type", "Page");
    pdf_put_ref(file, dict, "Parent", content->parent_refs[content->page_index]);
    put_boxes(content, dict);
    pdf_put_ref(file, dict, "Resources", painter_resources(content->painter));
    pdf_put_ref(file, dict, "Contents", stream_ref);
    if (painter_used_transparency(content->painter)) {
        HPDF_Dict group = pdf_dict(file);
        pdf_put_name(file, group, "S", "Transparency");
        pdf_put_name(file, group, "CS", "DeviceRGB");
        pdf_put(file, dict, "Group", group);
    }
    int key = tags_end_page(content->tags);
    if (key >= 0)
        pdf_put_int(file, dict, "StructParents", key);
    pdf_put_name(file, dict, "Tabs", "S"); /* ISO 14289-1, 7.18.3 */
    if (content->annotations.count) {
        HPDF_Array annotations = pdf_array(file);
        for (size_t i = 0; i < content->annotations.count; i++)
            pdf_push_ref(file, annotations, content->annotations.items[i]);
        pdf_put(file, dict, "Annots", annotations);
    }
    pdf_write(file, content->page_refs[content->page_index], dict);
}

static bool
content_end(Device *device)
{
    return !pdf_failed(((Content *)device)->file);
}

Device *
content_new(Arena *arena, PdfFile *file, const Scene *scene, PdfFonts *fonts, Painter *painter, Tags *tags,
            const PdfRef *pages, const PdfRef *parents, Diags *diags)
{
    Content *content = ARENA_NEW(arena, Content);
    content->arena = arena;
    content->file = file;
    content->scene = scene;
    content->fonts = fonts;
    content->painter = painter;
    content->tags = tags;
    content->page_refs = pages;
    content->parent_refs = parents;
    content->diags = diags;
    content->device = (Device){
        .page = content_page,
        .group = content_group,
        .group_end = content_group_end,
        .path = content_path,
        .text = content_text,
        .image = content_image,
        .link = content_link,
        .page_end = content_page_end,
        .end = content_end,
    };
    return &content->device;
}
