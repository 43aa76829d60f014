/* layout/poster_preset.c -- presets: the shape, size and limits of a place where posters are published. Plain data. */
#include "layout/poster.h"

static const char *const KEYS[] = {"name", "shape", "use", "width", "height", "canvas", "canvas-max", "margin", "gap", "columns", "min-size", "formats",
                                   "scale", "ppi", "slices", "second-body", "limit", "safe", NULL};
static const char *const LIMIT_KEYS[] = {"bytes", "pixels", NULL};
static const char *const SAFE_KEYS[] = {"x", "y", "width", "height", NULL};
static const char *const SHAPES[] = {"long", "slices", "cards", "page", "banner"};

static const Preset LONG = {
    .name = "long",
    .shape = SHAPE_LONG,
    .shape_name = "long",
    .use = "sections",
    .width = 1080,
    .canvas = 1080,
    .canvas_max = 1080,
    .gap = 56,
    .columns = 1,
    .formats = "png",
    .scale = 1,
    .second_body = true,
};

static bool
read_shape(Diags *diags, const Node *root, Preset *out)
{
    const char *word = node_text(root, "shape", "long");
    for (size_t i = 0; i < COUNT_OF(SHAPES); i++) {
        if (str_equal(word, SHAPES[i])) {
            out->shape = (Shape)i;
            out->shape_name = SHAPES[i];
            return true;
        }
    }
    const Node *node = node_find(root, "shape");
    diag(diags, DIAG_PRESET_BAD_SHAPE, node ? node->loc : root->loc, word);
    return false;
}

static const char *
default_use(Shape shape)
{
    return shape == SHAPE_BANNER ? "cover" : "sections";
}

const Preset *
preset_read(Arena *arena, Reader *reader, const char *name, Loc from)
{
    const char *path = arena_printf(arena, "layouts/presets/%s.yaml", name);
    Diags *diags = reader_diags(reader);
    if (str_equal(name, LONG.name) && !reader_exists(reader, path))
        return &LONG;
    const Source *source = reader_read(reader, path, from);
    const Node *root = source ? node_parse(arena, diags, source) : NULL;
    if (!root || !node_expect(diags, root, path, NODE_MAP))
        return NULL;
    Preset *preset = ARENA_NEW(arena, Preset);
    bool ok = node_check_keys(diags, root, KEYS) && read_shape(diags, root, preset);
    const Node *limit = node_find(root, "limit"), *safe = node_find(root, "safe");
    if (limit)
        ok &= node_expect(diags, limit, "limit", NODE_MAP) && node_check_keys(diags, limit, LIMIT_KEYS);
    if (safe)
        ok &= node_expect(diags, safe, "safe", NODE_MAP) && node_check_keys(diags, safe, SAFE_KEYS);
    preset->name = arena_strdup(arena, name);
    preset->use = node_text(root, "use", default_use(preset->shape));
    preset->width = node_number(root, "width", LONG.width);
    preset->height = node_number(root, "height", 0);
    preset->canvas = node_number(root, "canvas", preset->width);
    preset->canvas_max = node_number(root, "canvas-max", preset->canvas);
    preset->margin = node_number(root, "margin", 0);
    preset->gap = node_number(root, "gap", LONG.gap);
    preset->columns = (int)node_number(root, "columns", 1);
    preset->min_size = node_number(root, "min-size", 0);
    preset->formats = node_text(root, "formats", LONG.formats);
    preset->scale = node_number(root, "scale", 1);
    preset->ppi = node_number(root, "ppi", 0);
    preset->slices = (int)node_number(root, "slices", 1);
    preset->second_body = node_bool(root, "second-body", true);
    preset->max_bytes = limit ? node_number(limit, "bytes", 0) : 0;
    preset->max_pixels = limit ? node_number(limit, "pixels", 0) : 0;
    if (safe)
        preset->safe = (Rect){node_number(safe, "x", 0), node_number(safe, "y", 0), node_number(safe, "width", 0), node_number(safe, "height", 0)};
    preset->loc = root->loc;
    bool fixed = preset->shape == SHAPE_CARDS || preset->shape == SHAPE_SHEET || preset->shape == SHAPE_BANNER;
    bool sized = preset->width >= 16 && preset->width <= 20000 && preset->canvas >= 100 && preset->canvas_max >= preset->canvas && preset->columns >= 1
        && preset->columns <= 12 && preset->slices >= 1 && preset->scale > 0 && (!fixed || (preset->height >= 16 && preset->height <= 20000));
    if (ok && !sized)
        ok = diag(diags, DIAG_PRESET_BAD_SIZE, root->loc, name);
    return ok ? preset : NULL;
}
