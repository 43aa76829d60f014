/* layout/poster.c -- reading a poster: keys, blocks, what it asks for; and drawing a list of blocks. */
#include "layout/poster_sheet.h"

#include <string.h>

static const char *const ROOT_KEYS[] = {"poster", "sections", "digest", "cover", NULL};
static const char *const POSTER_KEYS[] = {"title", "description", "presets", "themes", "languages", "margin", "columns", "canvas", NULL};
static const char *const SECTION_KEYS[] = {"ground", "span", "blocks", "pad", "when", "not", "card", NULL};
static const char *const COVER_KEYS[] = {"kicker", "title", "lede", "hero", "ground", NULL};

#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NO_KEYS ((const char *const[]){NULL})

const BlockEntry POSTER_BLOCKS[] = {
    /* words */
    {"masthead", block_masthead, NO_KEYS, KEYS("kicker", "edition", "title", "lede", "index", "compact")},
    {"lede", block_lede, NO_KEYS, NULL},
    {"lead", block_lead, KEYS("color", "body", "label"), NULL},
    {"leads", block_leads, KEYS("columns", "colors"), NULL},
    {"text", block_text, KEYS("role"), NULL},
    {"heading", block_heading, KEYS("color"), NULL},
    {"note", block_note, NO_KEYS, NULL},
    {"quote", block_quote, KEYS("by"), NULL},
    {"definition", block_definition, NO_KEYS, KEYS("term", "text")},
    {"feature", block_feature, KEYS("columns"), KEYS("title", "text", "icon")},
    {"icon", block_icon, KEYS("text", "color"), NULL},
    {"sources", block_sources, NO_KEYS, NULL},
    {"colophon", block_colophon, NO_KEYS, NULL},
    /* the grid */
    {"columns", block_columns, KEYS("gap", "widths"), NULL},
    {"rule", block_rule, NO_KEYS, NULL},
    {"divider", block_divider, NO_KEYS, NULL},
    /* one mark for each */
    {"numbers", block_numbers, KEYS("color", "columns"), KEYS("fact", "label", "color")},
    {"squares", block_squares, KEYS("color", "caption", "alt", "size", "about"), NULL},
    {"dots", block_dots, KEYS("color", "caption", "alt", "columns"), NULL},
    {"people", block_people, KEYS("alt", "rows"), KEYS("fact", "label", "color", "width")},
    {"tiles", block_tiles, KEYS("alt"), KEYS("label", "color")},
    {"shares", block_shares, KEYS("alt", "caption", "scale"), KEYS("fact", "bar", "whole", "label", "text", "color")},
    /* a number and what it is measured by */
    {"number", block_number, KEYS("label", "unit", "color"), NULL},
    {"versus", block_versus, KEYS("last", "label", "color"), NULL},
    {"medal", block_medal, KEYS("label", "color"), NULL},
    {"nested", block_nested, KEYS("whole", "label", "whole_label", "color", "caption", "alt"), NULL},
    {"ring", block_ring, KEYS("whole", "label", "color", "alt"), NULL},
    {"progress", block_progress, KEYS("label"), NULL},
    {"bullet", block_bullet, KEYS("label"), NULL},
    {"bubbles", block_bubbles, KEYS("caption", "alt"), KEYS("fact", "label", "color")},
    {"change", block_change, KEYS("from", "label", "color", "caption"), NULL},
    /* things in an order */
    {"steps", block_steps, KEYS("color", "alt"), KEYS("date", "text")},
    {"flow", block_flow, KEYS("color"), KEYS("title", "text", "icon")},
    {"timeline", block_timeline, KEYS("color", "alt"), KEYS("date", "text")},
    {"table", block_table, KEYS("records", "numbers", "widths", "from"), NULL},
    {"ranked", block_ranked, KEYS("color", "mark", "alt"), KEYS("fact", "label", "mark")},
    {"targets", block_targets, KEYS("columns", "stated", "alt"), NULL},
    /* what is made elsewhere */
    {"chart", block_chart, KEYS("scale"), NULL},
    {"qr", block_qr, KEYS("caption", "size"), NULL},
    {"logo", block_logo, KEYS("width", "alt"), NULL},
};
const size_t POSTER_BLOCK_COUNT = COUNT_OF(POSTER_BLOCKS);

const BlockEntry *
poster_block_kind(const Node *block, const Node **spec)
{
    for (size_t i = 0; i < block->count; i++) {
        for (size_t k = 0; k < POSTER_BLOCK_COUNT; k++) {
            if (str_equal(block->items[i].key, POSTER_BLOCKS[k].name)) {
                *spec = block->items[i].value;
                return &POSTER_BLOCKS[k];
            }
        }
    }
    return NULL;
}

static bool
unknown_kind(const LayoutContext *context, const Node *block)
{
    const char *names[COUNT_OF(POSTER_BLOCKS)];
    for (size_t i = 0; i < POSTER_BLOCK_COUNT; i++)
        names[i] = POSTER_BLOCKS[i].name;
    bool map = block->kind == NODE_MAP && block->count;
    const char *given = map ? block->items[0].key : "";
    diag(context->diags, DIAG_POSTER_UNKNOWN_BLOCK, map ? block->items[0].key_loc : block->loc, given);
    const char *near = str_nearest(given, names, POSTER_BLOCK_COUNT);
    if (near)
        diag_hint(context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
    return false;
}

static bool
check_items(const LayoutContext *context, const BlockEntry *kind, const Node *spec)
{
    bool ok = true;
    if (!kind->item)
        return true;
    if (spec->kind == NODE_MAP)
        return node_check_keys(context->diags, spec, kind->item);
    for (size_t i = 0; spec->kind == NODE_LIST && i < spec->count; i++)
        ok &= node_expect(context->diags, spec->items[i].value, kind->name, NODE_MAP) && node_check_keys(context->diags, spec->items[i].value, kind->item);
    return ok;
}

static bool
check_block(const LayoutContext *context, const Node *block)
{
    const Node *spec = NULL;
    const BlockEntry *kind = block->kind == NODE_MAP ? poster_block_kind(block, &spec) : NULL;
    if (!kind)
        return unknown_kind(context, block);
    const char *allowed[16] = {kind->name, "space", "when", "not"};
    size_t count = 4;
    for (const char *const *key = kind->keys; *key; key++)
        allowed[count++] = *key;
    bool ok = node_check_keys(context->diags, block, allowed) && check_items(context, kind, spec);
    for (size_t i = 0; kind->draw == block_columns && spec->kind == NODE_LIST && i < spec->count; i++)
        ok &= spec->items[i].value->kind != NODE_LIST || poster_check_blocks(context, spec->items[i].value);
    return ok;
}

bool
poster_check_blocks(const LayoutContext *context, const Node *blocks)
{
    bool ok = true;
    for (size_t i = 0; i < blocks->count; i++)
        ok &= check_block(context, blocks->items[i].value);
    return ok;
}

static bool
check_sections(const LayoutContext *context, const Node *sections)
{
    bool ok = true;
    for (size_t i = 0; i < sections->count; i++) {
        const Node *section = sections->items[i].value;
        ok &= node_check_keys(context->diags, section, SECTION_KEYS);
        const Node *blocks = node_need(context->diags, section, "blocks", NODE_LIST);
        ok &= blocks && poster_check_blocks(context, blocks);
    }
    return ok;
}

Poster *
poster_read(const LayoutContext *context, const char *path)
{
    const Source *source = reader_read(context->reader, path, LOC_NONE);
    const Node *root = source ? node_parse(context->arena, context->diags, source) : NULL;
    if (!root)
        return NULL;
    bool ok = node_check_keys(context->diags, root, ROOT_KEYS);
    const Node *head = node_need(context->diags, root, "poster", NODE_MAP);
    const Node *sections = node_need(context->diags, root, "sections", NODE_LIST);
    if (!head || !sections)
        return NULL;
    ok &= node_check_keys(context->diags, head, POSTER_KEYS);
    ok &= check_sections(context, sections);
    const Node *digest = node_find(root, "digest"), *cover = node_find(root, "cover");
    if (digest)
        ok &= node_expect(context->diags, digest, "digest", NODE_LIST) && check_sections(context, digest);
    if (cover)
        ok &= node_expect(context->diags, cover, "cover", NODE_MAP) && node_check_keys(context->diags, cover, COVER_KEYS);
    if (!ok)
        return NULL;
    Poster *poster = ARENA_NEW(context->arena, Poster);
    poster->path = path;
    poster->root = root;
    return poster;
}

/* ---- what it asks for -------------------------------------------------------------------------------------- */

static const char *const *
word_list(Arena *arena, const Node *node, const char *const *fallback)
{
    if (!node || node->kind != NODE_LIST)
        return fallback;
    const char **words = ARENA_ARRAY(arena, const char *, node->count + 1);
    for (size_t i = 0; i < node->count; i++)
        words[i] = node->items[i].value->text ? node->items[i].value->text : "";
    return words;
}

PosterPlan
poster_plan(const Poster *poster, Arena *arena, const Model *model)
{
    static const char *const none[] = {NULL}, *const long_alone[] = {"long", NULL};
    const Node *head = node_find(poster->root, "poster");
    const char **langs = ARENA_ARRAY(arena, const char *, (size_t)model->lang_count + 1);
    for (int i = 0; i < model->lang_count; i++)
        langs[i] = model->lang_keys[i];
    return (PosterPlan){
        .presets = word_list(arena, node_find(head, "presets"), long_alone),
        .themes = word_list(arena, node_find(head, "themes"), none),
        .languages = word_list(arena, node_find(head, "languages"), langs),
        .loc = head->loc,
    };
}

double
poster_number(const Preset *preset, const Node *node, const char *key, double fallback)
{
    const Node *value = node_find(node, key);
    if (!value || value->kind != NODE_MAP)
        return node_number(node, key, fallback);
    const char *const names[] = {preset->name, preset->shape_name, "else"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (node_find(value, names[i]))
            return node_number(value, names[i], fallback);
    return fallback;
}

static bool
names_preset(const Node *list, const Preset *preset)
{
    for (size_t i = 0; list->kind == NODE_LIST && i < list->count; i++)
        if (str_equal(list->items[i].value->text, preset->name) || str_equal(list->items[i].value->text, preset->shape_name))
            return true;
    return false;
}

bool
poster_flag(const Preset *preset, const Node *node, const char *key, bool fallback)
{
    const Node *value = node_find(node, key);
    return value && value->kind == NODE_LIST ? names_preset(value, preset) : node_bool(node, key, fallback);
}

bool
poster_shown(const Node *node, const Preset *preset)
{
    const Node *when = node_find(node, "when"), *not = node_find(node, "not");
    return (!when || names_preset(when, preset)) && (!not || !names_preset(not, preset));
}

/* ---- blocks one below the other -------------------------------------------------------------------------------- */

size_t
poster_blocks_shown(const Preset *preset, const Node *blocks)
{
    size_t count = 0;
    for (size_t i = 0; i < blocks->count; i++)
        count += poster_shown(blocks->items[i].value, preset);
    return count;
}

/* Texts of a block stay in its box: what drew inside has set its own. */
static void
set_boxes(Pen *pen, size_t from, Area area, double height)
{
    Page *page = scene_page(pen->scene);
    Rect *box = ARENA_NEW(pen->context->arena, Rect);
    /* A full-width mark at an end of a line has half its body outside, without ink; descenders hang below the last baseline. */
    *box = matrix_apply_rect(pen->to_page, (Rect){area.x - 30, area.y - 6, area.width + 60, height + 24});
    for (size_t i = from; i < page->ops.count; i++)
        if (page->ops.items[i].kind == OP_TEXT && !page->ops.items[i].text.box)
            page->ops.items[i].text.box = box;
}

double
poster_draw_blocks(Pen *pen, const Node *blocks, Area area, double extra)
{
    double y = area.y;
    bool first = true;
    for (size_t i = 0; i < blocks->count; i++) {
        const Node *block = blocks->items[i].value, *spec = NULL;
        if (!poster_shown(block, pen->preset))
            continue;
        const BlockEntry *kind = poster_block_kind(block, &spec);
        if (!first)
            y += extra + node_number(block, "space", pen_number_of(pen, "block-space", 36));
        first = false;
        SceneState state = scene_state(pen->scene), inner = state;
        inner.loc = block->loc;
        inner.elem = ELEM_ARTIFACT;
        scene_set_state(pen->scene, inner);
        const char *outer = pen->block;
        pen->block = kind->name;
        size_t from = scene_page(pen->scene)->ops.count;
        Area place = {area.x, y, area.width};
        double height = kind->draw(pen, spec, block, place);
        set_boxes(pen, from, place, height);
        y += height;
        pen->block = outer;
        scene_set_state(pen->scene, state);
    }
    return y - area.y;
}
