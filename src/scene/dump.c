/* scene/dump.c -- the scene as text, for golden tests and for reading.
 *
 * One op a line, indented by group; numbers with two decimals at most. Then the elements as a tree in reading
 * order, with the text each holds, and the destinations, outline and attachments.
 */
#include "scene/device.h"

#include <math.h>
#include <string.h>

typedef struct Dump {
    Device device; /* first: a Device * is a Dump * */
    const Scene *scene;
    Buf *out;
    int depth;
} Dump;

static void
number(Buf *out, double value)
{
    buf_add_number(out, value, 2);
}

static void
pair(Buf *out, double x, double y)
{
    number(out, x);
    buf_add_char(out, ',');
    number(out, y);
}

static void
rect(Buf *out, Rect r)
{
    pair(out, r.x, r.y);
    buf_add_char(out, ' ');
    number(out, r.width);
    buf_add(out, "x");
    number(out, r.height);
}

static void
quoted(Buf *out, const char *name, const char *text)
{
    if (!text)
        return;
    buf_add_char(out, ' ');
    buf_add(out, name);
    buf_add(out, *name ? "=\"" : "\"");
    buf_add_json(out, text);
    buf_add_char(out, '"');
}

static void
field(Buf *out, const char *name, double value, double usual)
{
    if (fabs(value - usual) < 0.005)
        return;
    buf_printf(out, " %s=", name);
    number(out, value);
}

static void
color(Buf *out, Color c)
{
    buf_printf(out, "#%02x%02x%02x", (int)lround(c.r * 255), (int)lround(c.g * 255), (int)lround(c.b * 255));
    if (c.a < 0.9995) {
        buf_add_char(out, '/');
        number(out, c.a);
    }
}

static void
paint(Buf *out, const char *name, const Paint *p)
{
    static const char *const patterns[] = {"hatch", "hatch-back", "cross", "dots"};
    if (p->kind == PAINT_NONE)
        return;
    buf_printf(out, " %s=", name);
    switch (p->kind) {
    case PAINT_NONE: break;
    case PAINT_SOLID: color(out, p->color); break;
    case PAINT_LINEAR:
        buf_add(out, "linear(");
        pair(out, p->from.x, p->from.y);
        buf_add_char(out, ' ');
        pair(out, p->to.x, p->to.y);
        for (size_t i = 0; i < p->stop_count; i++) {
            buf_add_char(out, ' ');
            number(out, p->stops[i].offset);
            buf_add_char(out, ':');
            color(out, p->stops[i].color);
        }
        buf_add_char(out, ')');
        break;
    case PAINT_PATTERN:
        buf_printf(out, "%s(", patterns[p->pattern]);
        color(out, p->color);
        if (p->background.a > 0) {
            buf_add(out, " on ");
            color(out, p->background);
        }
        buf_add_char(out, ')');
        break;
    }
}

static void
stroke(Buf *out, const Stroke *s)
{
    static const char *const caps[] = {"butt", "round", "square"}, *const joins[] = {"miter", "round", "bevel"};
    if (s->paint.kind == PAINT_NONE)
        return;
    paint(out, "stroke", &s->paint);
    field(out, "width", s->width, 1);
    if (s->cap != CAP_BUTT)
        buf_printf(out, " cap=%s", caps[s->cap]);
    if (s->join != JOIN_MITER)
        buf_printf(out, " join=%s", joins[s->join]);
    for (size_t i = 0; i < s->dash_count; i++) {
        buf_add(out, i ? "," : " dash=");
        number(out, s->dashes[i]);
    }
}

static void
path_parts(Buf *out, const Path *path)
{
    for (size_t i = 0; path && i < path->parts.count; i++) {
        const PathPart *part = &path->parts.items[i];
        switch (part->verb) {
        case PATH_MOVE: buf_add_char(out, 'M'); break;
        case PATH_LINE: buf_add_char(out, 'L'); break;
        case PATH_CURVE:
            buf_add_char(out, 'C');
            pair(out, part->c1.x, part->c1.y);
            buf_add_char(out, ' ');
            pair(out, part->c2.x, part->c2.y);
            buf_add_char(out, ' ');
            break;
        case PATH_CLOSE: buf_add_char(out, 'Z'); continue;
        }
        pair(out, part->to.x, part->to.y);
    }
}

static void
use(Buf *out, const FactUse *fact)
{
    if (!fact)
        return;
    if (fact->kind == USE_LITERAL)
        buf_printf(out, " literal=%s", fact->literal ? fact->literal : "?");
    else
        buf_printf(out, " %s=%s", fact->kind == USE_FACT ? "fact" : "formula", fact->key ? fact->key : "?");
    if (fact->aspect && !str_equal(fact->aspect, "value"))
        buf_printf(out, "|%s", fact->aspect);
}

static void
begin_op(Dump *dump, const char *word)
{
    for (int i = -1; i < dump->depth; i++)
        buf_add(dump->out, "  ");
    buf_add(dump->out, word);
}

static void
end_op(Dump *dump, const Op *op)
{
    if (op->elem != ELEM_ARTIFACT)
        buf_printf(dump->out, " elem=%u", op->elem);
    if (op->pair)
        buf_printf(dump->out, " pair=%u", op->pair);
    buf_add_char(dump->out, '\n');
}

/* ---- ops ------------------------------------------------------------------------------------------------------ */

static void
dump_begin(Device *device, const Scene *scene)
{
    Dump *dump = (Dump *)device;
    dump->scene = scene;
    buf_add(dump->out, "scene");
    for (int i = 0; i < scene->lang_count; i++)
        buf_printf(dump->out, " %s%s", scene->lang_tags[i], i == scene->main_lang && scene->lang_count > 1 ? "*" : "");
    quoted(dump->out, "title", scene->svg_title);
    quoted(dump->out, "desc", scene->svg_desc);
    buf_add_char(dump->out, '\n');
}

static void
dump_page(Device *device, const Page *page, uint32_t index)
{
    Dump *dump = (Dump *)device;
    buf_printf(dump->out, "page %u ", index + 1);
    number(dump->out, page->width);
    buf_add_char(dump->out, 'x');
    number(dump->out, page->height);
    quoted(dump->out, "label", page->label);
    field(dump->out, "bleed", page->bleed, 0);
    if (page->background.a > 0) {
        buf_add(dump->out, " background=");
        color(dump->out, page->background);
    }
    buf_add_char(dump->out, '\n');
    dump->depth = 0;
}

static void
dump_group(Device *device, const Op *op)
{
    Dump *dump = (Dump *)device;
    const GroupOp *group = &op->group;
    begin_op(dump, "group");
    quoted(dump->out, "", group->klass);
    Matrix m = group->matrix;
    if (m.a == 1 && m.b == 0 && m.c == 0 && m.d == 1) {
        if (m.e != 0 || m.f != 0) {
            buf_add(dump->out, " at ");
            pair(dump->out, m.e, m.f);
        }
    } else {
        buf_add(dump->out, " matrix=");
        buf_add_number(dump->out, m.a, 4), buf_add_char(dump->out, ',');
        buf_add_number(dump->out, m.b, 4), buf_add_char(dump->out, ',');
        buf_add_number(dump->out, m.c, 4), buf_add_char(dump->out, ',');
        buf_add_number(dump->out, m.d, 4), buf_add_char(dump->out, ',');
        pair(dump->out, m.e, m.f);
    }
    field(dump->out, "opacity", group->opacity, 1);
    if (group->clip) {
        buf_add(dump->out, " clip=");
        path_parts(dump->out, group->clip);
    }
    quoted(dump->out, "aria", group->aria);
    quoted(dump->out, "aria-role", group->aria_role);
    end_op(dump, op);
    dump->depth++;
}

static void
dump_group_end(Device *device)
{
    ((Dump *)device)->depth--;
}

static void
dump_path(Device *device, const Op *op)
{
    static const char *const words[] = {"path ", "rect ", "line ", "background "};
    Dump *dump = (Dump *)device;
    const PathOp *path = &op->path;
    begin_op(dump, words[path->hint]);
    if (path->hint == SHAPE_RECT || path->hint == SHAPE_BACKGROUND)
        rect(dump->out, path_bounds(path->path));
    else
        path_parts(dump->out, path->path);
    paint(dump->out, "fill", &path->fill);
    stroke(dump->out, &path->stroke);
    field(dump->out, "opacity", path->opacity, 1);
    if (path->even_odd)
        buf_add(dump->out, " even-odd");
    quoted(dump->out, "aria", path->aria);
    use(dump->out, path->use);
    end_op(dump, op);
}

static void
dump_runs(Dump *dump, const TextOp *text)
{
    Buf *out = dump->out;
    for (size_t i = 0; i < text->run_count; i++) {
        const GlyphRun *run = &text->runs[i];
        const GlyphRun *before = i ? run - 1 : NULL;
        if (before && before->face == run->face && before->size == run->size && color_equal(before->color, run->color))
            continue;
        buf_add(out, i ? " + " : " ");
        buf_add(out, run->face ? run->face->postscript : "?");
        buf_add_char(out, ' ');
        number(out, run->size);
        buf_add_char(out, ' ');
        color(out, run->color);
    }
}

static void
dump_spans(Dump *dump, const Op *op)
{
    const TextOp *text = &op->text;
    bool plain = text->span_count <= 1 && (text->span_count == 0 || (!text->spans[0].use && !text->spans[0].actual && text->spans[0].elem == op->elem));
    for (size_t i = 0; !plain && i < text->span_count; i++) {
        const TextSpan *span = &text->spans[i];
        buf_printf(dump->out, " [%u-%u", span->start, span->end);
        if (span->lang >= 0 && span->lang < dump->scene->lang_count)
            buf_printf(dump->out, " %s", dump->scene->lang_tags[span->lang]);
        if (span->elem != op->elem)
            buf_printf(dump->out, " elem=%u", span->elem);
        if (span->actual)
            buf_printf(dump->out, " actual=\"%s\"", span->actual);
        use(dump->out, span->use);
        buf_add_char(dump->out, ']');
    }
}

static void
dump_text(Device *device, const Op *op, uint32_t op_index)
{
    static const char *const anchors[] = {"", " middle", " end"};
    static const char *const joins[] = {"", " goes-on", " goes-on-space", " goes-on-hyphen"};
    (void)op_index;
    Dump *dump = (Dump *)device;
    const TextOp *text = &op->text;
    begin_op(dump, "text");
    quoted(dump->out, "", text->text);
    buf_add(dump->out, " at ");
    pair(dump->out, text->at.x, text->at.y);
    buf_add(dump->out, anchors[text->anchor]);
    field(dump->out, "angle", text->angle, 0);
    field(dump->out, "opacity", text->opacity, 1);
    field(dump->out, "w", text->bounds.width, -1);
    dump_runs(dump, text);
    buf_add(dump->out, joins[text->join]);
    for (size_t i = 0; text->line_count > 1 && i < text->line_count; i++) {
        buf_add(dump->out, i ? " " : " lines=");
        pair(dump->out, text->lines[i].x, text->lines[i].y);
    }
    dump_spans(dump, op);
    quoted(dump->out, "aria", text->aria);
    end_op(dump, op);
}

static void
dump_image(Device *device, const Op *op)
{
    Dump *dump = (Dump *)device;
    begin_op(dump, "image");
    quoted(dump->out, "", op->image.image->path ? op->image.image->path : "");
    buf_add_char(dump->out, ' ');
    rect(dump->out, op->image.rect);
    field(dump->out, "opacity", op->image.opacity, 1);
    end_op(dump, op);
}

static void
dump_link(Device *device, const Op *op)
{
    Dump *dump = (Dump *)device;
    begin_op(dump, "link ");
    rect(dump->out, op->link.rect);
    quoted(dump->out, "uri", op->link.uri);
    quoted(dump->out, "dest", op->link.dest);
    quoted(dump->out, "contents", op->link.contents);
    end_op(dump, op);
}

/* ---- structure ------------------------------------------------------------------------------------------------ */

/* The text of a content child, with what joins it to the next. */
static void
content_text(Buf *out, const Scene *scene, const ElemChild *child)
{
    const Op *op = &scene->pages.items[child->page].ops.items[child->op];
    switch (op->kind) {
    case OP_TEXT: {
        const TextOp *text = &op->text;
        uint32_t start = 0, end = (uint32_t)strlen(text->text);
        if (child->span < text->span_count) {
            start = text->spans[child->span].start;
            end = text->spans[child->span].end;
        }
        bool last = end == strlen(text->text);
        if (last && text->join == TEXT_GOES_ON_HYPHEN && end > start)
            while (--end > start && (text->text[end] & 0xC0) == 0x80)
                ;
        buf_add_bytes(out, text->text + start, end - start);
        if (last && text->join == TEXT_GOES_ON_SPACE)
            buf_add_char(out, ' ');
        if (last && text->join == TEXT_ENDS && end > start)
            buf_add(out, "|");
        break;
    }
    case OP_PATH: buf_add(out, "<path>"); break;
    case OP_IMAGE: buf_add(out, "<image>"); break;
    case OP_LINK: buf_add(out, "<link>"); break;
    case OP_GROUP: case OP_GROUP_END: break;
    }
}

static void
flush_text(Buf *out, Buf *text, int depth)
{
    if (text->length && text->ptr[text->length - 1] == '|')
        text->ptr[--text->length] = '\0';
    if (text->length) {
        for (int i = 0; i < depth; i++)
            buf_add(out, "  ");
        buf_add_char(out, '"');
        buf_add_json(out, text->ptr);
        buf_add(out, "\"\n");
    }
    buf_reset(text);
}

static void
dump_elem(const Scene *scene, Buf *out, ElemId id, int depth)
{
    const Elem *elem = &scene->elems.items[id];
    for (int i = 0; i < depth; i++)
        buf_add(out, "  ");
    buf_printf(out, "%u %s", id, role_name(elem->role));
    if (elem->lang >= 0 && elem->lang < scene->lang_count)
        buf_printf(out, " %s", scene->lang_tags[elem->lang]);
    quoted(out, "title", elem->title);
    quoted(out, "alt", elem->alt);
    quoted(out, "actual", elem->actual);
    quoted(out, "note", elem->note_id);
    if (elem->role == ROLE_HEADER_CELL)
        buf_add(out, elem->column_scope ? " scope=column" : " scope=row");
    if (elem->col_span > 1 || elem->row_span > 1)
        buf_printf(out, " spans=%dx%d", MAX_OF(elem->col_span, 1), MAX_OF(elem->row_span, 1));
    for (size_t i = 0; i < COUNT_OF(elem->headers) && elem->headers[i]; i++)
        buf_printf(out, "%s%u", i ? "," : " headers=", elem->headers[i]);
    if (elem->role == ROLE_FIGURE && elem->bbox.width >= 0) {
        buf_add(out, " bbox=");
        rect(out, elem->bbox);
    }
    if (elem->page != UINT32_MAX && scene->pages.count > 1)
        buf_printf(out, " page=%u", elem->page + 1);
    if (elem->pair)
        buf_printf(out, " pair=%u", elem->pair);
    buf_add_char(out, '\n');
    Buf text = BUF_INIT;
    for (size_t i = 0; i < elem->children.count; i++) {
        const ElemChild *child = &elem->children.items[i];
        if (!child->elem) {
            content_text(&text, scene, child);
            continue;
        }
        flush_text(out, &text, depth + 1);
        dump_elem(scene, out, child->elem, depth + 1);
    }
    flush_text(out, &text, depth + 1);
    buf_clear(&text);
}

static bool
dump_end(Device *device)
{
    Dump *dump = (Dump *)device;
    const Scene *scene = dump->scene;
    Buf *out = dump->out;
    if (scene->elems.items[ELEM_DOCUMENT].children.count) {
        buf_add(out, "elements\n");
        dump_elem(scene, out, ELEM_DOCUMENT, 1);
    }
    for (size_t i = 0; i < scene->dests.count; i++) {
        const Dest *dest = &scene->dests.items[i];
        buf_printf(out, "dest %s page %u at ", dest->name, dest->page + 1);
        pair(out, dest->at.x, dest->at.y);
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < scene->outline.count; i++) {
        const OutlineItem *item = &scene->outline.items[i];
        buf_printf(out, "outline %d", item->level);
        quoted(out, "", item->title);
        buf_printf(out, " page %u\n", item->page + 1);
    }
    for (size_t i = 0; i < scene->attachments.count; i++) {
        const Attachment *attachment = &scene->attachments.items[i];
        buf_printf(out, "attachment %s %s %s %zu bytes\n", attachment->name, attachment->mime, attachment->relationship, attachment->size);
    }
    return true;
}

void
scene_dump(const Scene *scene, Buf *out)
{
    Dump dump = {
        .device = {
            .begin = dump_begin,
            .page = dump_page,
            .group = dump_group,
            .group_end = dump_group_end,
            .path = dump_path,
            .text = dump_text,
            .image = dump_image,
            .link = dump_link,
            .end = dump_end,
        },
        .out = out,
    };
    replay(scene, &dump.device);
}
