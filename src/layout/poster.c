#include "layout/poster.h"

#include "layout/poster_block.h"

#include <math.h>
#include <string.h>

struct Poster {
    const char *path;
    const Node *root;
};

static const char *const ROOT_KEYS[] = {"poster", "sections", NULL};
static const char *const POSTER_KEYS[] = {"title", "description", "width", "margin", "second", NULL};
static const char *const SECTION_KEYS[] = {"ground", "blocks", "pad", "color", NULL};

#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

const BlockKindEntry POSTER_BLOCKS[] = {
    {"masthead", block_masthead, KEYS("kicker", "edition", "title", "second", "lede", "index")},
    {"lead", block_lead, KEYS("color", "body", "label")},
    {"text", block_text, KEYS("role")},
    {"heading", block_heading, KEYS("second", "color")},
    {"note", block_note, KEYS(NULL)},
    {"columns", block_columns, KEYS("gap")},
    {"rule", block_rule, KEYS(NULL)},
    {"numbers", block_numbers, KEYS("color")},
    {"squares", block_squares, KEYS("color", "caption", "alt", "size", "about")},
    {"dots", block_dots, KEYS("color", "caption", "alt", "columns")},
    {"people", block_people, KEYS("alt")},
    {"tiles", block_tiles, KEYS("alt")},
    {"shares", block_shares, KEYS("alt")},
    {"steps", block_steps, KEYS("alt", "color")},
    {"targets", block_targets, KEYS("alt")},
};
const size_t POSTER_BLOCK_COUNT = COUNT_OF(POSTER_BLOCKS);

/* The kind of a block is the first of its keys that names one. */
static const BlockKindEntry *
find_kind(const Node *block, const Node **spec)
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
check_block(const LayoutContext *context, const Node *block)
{
    const Node *spec = NULL;
    const BlockKindEntry *kind = block->kind == NODE_MAP ? find_kind(block, &spec) : NULL;
    if (!kind) {
        const char *names[COUNT_OF(POSTER_BLOCKS)];
        for (size_t i = 0; i < POSTER_BLOCK_COUNT; i++)
            names[i] = POSTER_BLOCKS[i].name;
        const char *given = block->kind == NODE_MAP && block->count ? block->items[0].key : "";
        diag(context->diags, DIAG_POSTER_UNKNOWN_BLOCK, block->kind == NODE_MAP && block->count ? block->items[0].key_loc : block->loc, given);
        const char *near = str_nearest(given, names, POSTER_BLOCK_COUNT);
        if (near)
            diag_hint(context->diags, "did you mean '{0}'?", "是不是“{0}”？", near);
        return false;
    }
    const char *allowed[16] = {kind->name, "space"};
    size_t count = 2;
    for (const char *const *key = kind->keys; *key; key++)
        allowed[count++] = *key;
    bool ok = node_check_keys(context->diags, block, allowed);
    if (kind->draw == block_columns) {
        for (size_t i = 0; i < spec->count; i++) {
            const Node *column = spec->items[i].value;
            for (size_t j = 0; column->kind == NODE_LIST && j < column->count; j++)
                ok &= check_block(context, column->items[j].value);
        }
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
    for (size_t i = 0; i < sections->count; i++) {
        const Node *section = sections->items[i].value;
        ok &= node_check_keys(context->diags, section, SECTION_KEYS);
        const Node *blocks = node_need(context->diags, section, "blocks", NODE_LIST);
        for (size_t j = 0; blocks && j < blocks->count; j++)
            ok &= check_block(context, blocks->items[j].value);
        ok &= blocks != NULL;
    }
    if (!ok)
        return NULL;
    Poster *poster = ARENA_NEW(context->arena, Poster);
    poster->path = path;
    poster->root = root;
    return poster;
}

double
poster_draw_blocks(Pen *pen, const Node *blocks, Area area)
{
    double y = area.y;
    for (size_t i = 0; i < blocks->count; i++) {
        const Node *block = blocks->items[i].value, *spec = NULL;
        const BlockKindEntry *kind = find_kind(block, &spec);
        if (i)
            y += node_number(block, "space", theme_number(pen->context->theme, "poster.block-space", 36));
        SceneState state = scene_state(pen->scene);
        SceneState inner = state;
        inner.loc = block->loc;
        scene_set_state(pen->scene, inner);
        y += kind->draw(pen, spec, block, (Area){area.x, y, area.width});
        scene_set_state(pen->scene, state);
    }
    return y - area.y;
}

static const char *
text_in(const LayoutContext *context, const Node *node, const char *key, int lang)
{
    Texts texts = {0};
    const Node *value = node_find(node, key);
    if (!value || !model_texts(context->model, context->arena, context->diags, value, &texts))
        return NULL;
    ExprEnv env = {.arena = context->arena, .diags = context->diags, .model = context->model, .lang = lang};
    BoundText bound = {0};
    if (!texts.in[lang] || !bound_text(&env, value->loc, texts.in[lang], &bound))
        return texts.in[lang];
    return bound_plain(context->arena, &bound);
}

static Scene *
new_scene(const LayoutContext *context, const Poster *poster, int lang, double width, double height)
{
    const Node *head = node_find(poster->root, "poster");
    Scene *scene = scene_new(context->arena, context->model->lang_tags, context->model->lang_count, lang);
    for (int i = 0; i < context->model->lang_count; i++) {
        scene->meta.title.in[i] = text_in(context, head, "title", i);
        scene->meta.subject.in[i] = text_in(context, head, "description", i);
    }
    scene->meta.author = context->model->edition.issuer.in[lang];
    scene->svg_title = scene->meta.title.in[lang];
    scene->svg_desc = scene->meta.subject.in[lang];
    scene->min_text_size = theme_number(context->theme, "poster.min-size", 24);
    scene_add_page(scene, width, height);
    return scene;
}

typedef struct Ground {
    const char *color;
    bool dark;
} Ground;

static Ground
section_ground(const Node *section)
{
    const char *name = node_text(section, "ground", "paper");
    if (str_equal(name, "night"))
        return (Ground){"night", true};
    return (Ground){name, false};
}

Scene *
poster_layout(const LayoutContext *context, const Poster *poster, int lang)
{
    const Node *head = node_find(poster->root, "poster");
    const Node *sections = node_find(poster->root, "sections");
    double width = node_number(head, "width", 1080);
    double margin = node_number(head, "margin", theme_number(context->theme, "poster.margin", 84));
    int second = node_bool(head, "second", false) && context->model->lang_count > 1 ? (lang == 0 ? 1 : 0) : -1;
    size_t errors = diags_errors(context->diags);

    /* First round: heights of the sections, drawn into a scene that is thrown away. */
    double *heights = ARENA_ARRAY(context->arena, double, sections->count + 1);
    double total = 0;
    Scene *trial = new_scene(context, poster, lang, width, 100);
    for (size_t i = 0; i < sections->count; i++) {
        const Node *section = sections->items[i].value;
        double pad = node_number(section, "pad", theme_number(context->theme, "poster.section-pad", 72));
        Pen pen = {context, trial, lang, second, section_ground(section).dark, ELEM_DOCUMENT};
        heights[i] = round(2 * pad + poster_draw_blocks(&pen, node_find(section, "blocks"), (Area){margin, pad, width - 2 * margin}));
        total += heights[i];
        if (diags_errors(context->diags) > errors)
            return NULL;
    }

    Scene *scene = new_scene(context, poster, lang, width, total);
    double y = 0;
    for (size_t i = 0; i < sections->count; i++) {
        const Node *section = sections->items[i].value;
        double pad = node_number(section, "pad", theme_number(context->theme, "poster.section-pad", 72));
        Ground ground = section_ground(section);
        scene_set_state(scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_BACKGROUND, .loc = section->loc});
        scene_rect(scene, (Rect){0, y, width, heights[i]}, theme_color(context->theme, context->diags, section->loc, ground.color));
        bool hairline = i && !ground.dark && str_equal(section_ground(sections->items[i - 1].value).color, ground.color);
        if (hairline)
            scene_line(scene, margin, y, width - margin, y, theme_color(context->theme, context->diags, section->loc, "hairline"), 2);
        Pen pen = {context, scene, lang, second, ground.dark, scene_open(scene, ROLE_SECT, ELEM_DOCUMENT, lang)};
        poster_draw_blocks(&pen, node_find(section, "blocks"), (Area){margin, y + pad, width - 2 * margin});
        y += heights[i];
    }
    return diags_errors(context->diags) > errors ? NULL : scene;
}
