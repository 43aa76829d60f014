/* layout/poster_arrange.c -- sections on the grid of a preset.
 *
 * Sections gather into bands: a full one across the page, a pair of halves, or, on a page of given size, a run of sections that
 * flow in order into balanced columns. Heights come from drawing into a scene that is thrown away.
 *
 * A page of given size is set on the narrowest canvas (the largest type) on which everything fits; what is left over opens the
 * spaces between sections.
 */
#include "layout/poster_sheet.h"

#include <math.h>
#include <string.h>

enum { SECTIONS_MAX = 64 };
static const double CANVAS_STEP = 1.02, CANVAS_STRIDE = 1.1;

typedef struct Band {
    size_t first, count;       /* of the sheet's sections */
    int columns;               /* 1: across the page */
    double height;
    size_t column_of[SECTIONS_MAX];
    double heights[SECTIONS_MAX], column_height[12];
} Band;

typedef VEC(Band) BandList;

/* ---- pens and pages ------------------------------------------------------------------------------------------ */

static bool
is_dark(const Sheet *sheet, const char *ground)
{
    const Node *list = theme_node(sheet->context->theme, "poster.dark");
    if (!list)
        return str_equal(ground, "night");
    for (size_t i = 0; list->kind == NODE_LIST && i < list->count; i++)
        if (str_equal(list->items[i].value->text, ground))
            return true;
    return false;
}

static double
page_scale(const Sheet *sheet)
{
    return sheet->preset->width / sheet->canvas;
}

/* The smallest type in units of the page: the preset's own, or the theme's for 1080 px. */
static double
least_size(const Sheet *sheet)
{
    const Preset *preset = sheet->preset;
    double unit = preset->shape == SHAPE_BANNER ? page_scale(sheet) : preset->width / 1080;
    return preset->min_size > 0 ? preset->min_size : theme_number(sheet->context->theme, "poster.min-size", 24) * unit;
}

Pen
sheet_pen(const Sheet *sheet, Scene *scene, const char *ground)
{
    double scale = sheet->preset->width / sheet->canvas;
    return (Pen){
        .context = sheet->context,
        .preset = sheet->preset,
        .scene = scene,
        .lang = sheet->lang,
        .second = sheet->second,
        .ground = ground,
        .dark = is_dark(sheet, ground),
        .section = scene_open(scene, ROLE_SECT, ELEM_DOCUMENT, sheet->lang),
        .least = least_size(sheet) / scale,
        .to_page = matrix_scale(scale, scale),
    };
}

void
sheet_page(const Sheet *sheet, Scene *scene, double height)
{
    double scale = sheet->preset->width / sheet->canvas;
    scene_add_page(scene, sheet->preset->width, height);
    scene_page(scene)->background = theme_color(sheet->context->theme, NULL, LOC_NONE, "paper");
    GroupOp group = scene_plain_group();
    group.matrix = matrix_scale(scale, scale);
    scene_set_state(scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_BACKGROUND});
    scene_group(scene, &group);
}

static Texts
texts_of(const LayoutContext *context, const Node *node, const char *key)
{
    Texts texts = {0}, bound = {0};
    const Node *value = node_find(node, key);
    if (!value || !model_texts(context->model, context->arena, context->diags, value, &texts))
        return bound;
    for (int i = 0; i < context->model->lang_count; i++) {
        ExprEnv env = {.arena = context->arena, .diags = context->diags, .model = context->model, .lang = i};
        BoundText text = {0};
        if (texts.in[i] && bound_text(&env, value->loc, texts.in[i], &text))
            bound.in[i] = bound_plain(context->arena, &text);
    }
    return bound;
}

const char *
sheet_words(const Sheet *sheet, const Node *node, const char *key, int lang)
{
    return texts_of(sheet->context, node, key).in[lang];
}

static Scene *
new_scene(const Sheet *sheet)
{
    const LayoutContext *context = sheet->context;
    const Node *head = node_find(sheet->poster->root, "poster");
    Scene *scene = scene_new(context->arena, context->model->lang_tags, context->model->lang_count, sheet->lang);
    scene->meta.title = texts_of(context, head, "title");
    scene->meta.subject = texts_of(context, head, "description");
    scene->meta.author = context->model->edition.issuer.in[sheet->lang];
    scene->meta.licence = context->model->edition.licence;
    scene->svg_title = scene->meta.title.in[sheet->lang];
    scene->svg_desc = scene->meta.subject.in[sheet->lang];
    scene->min_text_size = least_size(sheet);
    return scene;
}

/* ---- measuring ------------------------------------------------------------------------------------------------ */

static const char *
ground_of(const Node *section)
{
    return node_text(section, "ground", "paper");
}

static double
pad_of(const Sheet *sheet, const Node *section)
{
    return node_number(section, "pad", theme_number(sheet->context->theme, "poster.section-pad", 72));
}

static double
gap_of(const Sheet *sheet)
{
    return sheet->preset->gap;
}

/* Within a column a section on another ground than the paper is a panel. */
static bool
is_panel(const Node *section)
{
    return !str_equal(ground_of(section), "paper");
}

static const double PANEL_PAD = 40;

static double
content_height(const Sheet *sheet, const Node *section, double width)
{
    Arena *arena = arena_new();
    LayoutContext context = *sheet->context;
    context.arena = arena;
    context.diags = diags_new(arena); /* what there is to say is said when it is drawn */
    Sheet trial = *sheet;
    trial.context = &context;
    Scene *scene = scene_new(arena, context.model->lang_tags, context.model->lang_count, sheet->lang);
    scene_add_page(scene, sheet->preset->width, 100);
    Pen pen = sheet_pen(&trial, scene, ground_of(section));
    const Node *list = node_find(section, "blocks");
    double height = poster_draw_blocks(&pen, list, (Area){0, 0, width}, 0);
    arena_free(arena);
    return ceil(height);
}

static double
column_width(const Sheet *sheet, int columns)
{
    return (sheet->canvas - 2 * sheet->margin - gap_of(sheet) * (columns - 1)) / columns;
}

/* ---- bands ----------------------------------------------------------------------------------------------------- */

static bool
is_full(const Sheet *sheet, const Node *section)
{
    const char *span = node_text(section, "span", NULL);
    if (sheet->preset->shape == SHAPE_SHEET)
        return sheet->preset->columns == 1 || str_equal(span, "full");
    return !str_equal(span, "half");
}

static BandList
make_bands(const Sheet *sheet)
{
    BandList bands = {0};
    size_t i = 0, count = sheet->sections.count;
    size_t most = sheet->preset->shape == SHAPE_SHEET ? SECTIONS_MAX : 2;
    while (i < count) {
        Band band = {.first = i, .count = 1, .columns = 1};
        if (!is_full(sheet, sheet->sections.items[i])) {
            while (i + band.count < count && band.count < most && !is_full(sheet, sheet->sections.items[i + band.count]))
                band.count++;
            band.columns = sheet->preset->shape == SHAPE_SHEET ? sheet->preset->columns : 2;
        }
        i += band.count;
        VEC_PUSH(sheet->context->arena, &bands, band);
    }
    return bands;
}

/* Space between two sections of a column: hairline in the middle of it, or the edge of a panel. */
static double
column_gap(const Sheet *sheet)
{
    return theme_number(sheet->context->theme, "poster.column-gap", 64);
}

/* Whether a column can hold no more than `limit`, in how many columns the sections then stand. */
static int
columns_needed(const Sheet *sheet, const Band *band, double limit)
{
    int column = 0;
    double at = 0;
    for (size_t i = 0; i < band->count; i++) {
        double with = at + (at > 0 ? column_gap(sheet) : 0) + band->heights[i];
        if (at > 0 && with > limit + 0.01) {
            column++;
            with = band->heights[i];
        }
        at = with;
    }
    return column + 1;
}

/* Among the ways to keep the sections in order in columns no higher than `limit`, the one whose columns are most alike. */
static void
even_columns(const Sheet *sheet, Band *band, double limit)
{
    enum { COLUMNS = COUNT_OF(((Band *)0)->column_height) };
    double (*cost)[SECTIONS_MAX + 1] = arena_alloc(sheet->context->arena, sizeof(double[COLUMNS + 1][SECTIONS_MAX + 1]));
    size_t (*from)[SECTIONS_MAX + 1] = arena_alloc(sheet->context->arena, sizeof(size_t[COLUMNS + 1][SECTIONS_MAX + 1]));
    for (int c = 0; c <= band->columns; c++) {
        for (size_t end = 0; end <= band->count; end++) {
            cost[c][end] = c == 0 && end == 0 ? 0 : INFINITY;
            from[c][end] = 0;
            double height = -column_gap(sheet);
            for (size_t start = end; c && start-- > 0;) {
                height += column_gap(sheet) + band->heights[start];
                if (height > limit + 0.01)
                    break;
                double total = cost[c - 1][start] + height * height;
                if (total < cost[c][end]) {
                    cost[c][end] = total;
                    from[c][end] = start;
                }
            }
        }
    }
    int columns = band->columns;
    while (columns > 1 && !isfinite(cost[columns][band->count]))
        columns--;
    for (size_t end = band->count; columns > 0; columns--) {
        for (size_t i = from[columns][end]; i < end; i++)
            band->column_of[i] = (size_t)(columns - 1);
        end = from[columns][end];
    }
}

/* The lowest height into which the sections, kept in order, go. */
static void
balance(const Sheet *sheet, Band *band)
{
    double low = 0, high = 0;
    for (size_t i = 0; i < band->count; i++) {
        low = fmax(low, band->heights[i]);
        high += band->heights[i] + column_gap(sheet);
    }
    while (high - low > 0.5) {
        double middle = (low + high) / 2;
        if (columns_needed(sheet, band, middle) <= band->columns)
            high = middle;
        else
            low = middle;
    }
    even_columns(sheet, band, high);
    memset(band->column_height, 0, sizeof band->column_height);
    for (size_t i = 0; i < band->count; i++) {
        double *column = &band->column_height[band->column_of[i]];
        *column += (*column > 0 ? column_gap(sheet) : 0) + band->heights[i];
    }
}

static void
measure_band(const Sheet *sheet, Band *band)
{
    const Node *const *sections = &sheet->sections.items[band->first];
    double tallest = 0;
    if (band->columns == 1) {
        band->heights[0] = content_height(sheet, sections[0], sheet->canvas - 2 * sheet->margin);
        band->height = band->heights[0] + 2 * pad_of(sheet, sections[0]);
        return;
    }
    double width = column_width(sheet, band->columns);
    for (size_t i = 0; i < band->count; i++) {
        double pad = is_panel(sections[i]) && sheet->preset->shape == SHAPE_SHEET ? PANEL_PAD : 0;
        band->heights[i] = content_height(sheet, sections[i], width - 2 * pad) + 2 * pad;
    }
    if (sheet->preset->shape == SHAPE_SHEET) {
        balance(sheet, band);
    } else {
        for (size_t i = 0; i < band->count; i++) {
            band->column_of[i] = i;
            band->column_height[i] = band->heights[i];
        }
    }
    for (int i = 0; i < band->columns; i++)
        tallest = fmax(tallest, band->column_height[i]);
    band->height = tallest + 2 * pad_of(sheet, sections[0]);
}

/* ---- drawing ------------------------------------------------------------------------------------------------------ */

static void
draw_ground(const Sheet *sheet, const Node *section, Rect rect, double margin)
{
    const char *ground = ground_of(section);
    Scene *scene = sheet->scene;
    scene_set_state(scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_BACKGROUND, .loc = section->loc});
    scene_rect(scene, rect, theme_color(sheet->context->theme, sheet->context->diags, section->loc, ground));
    if (margin > 0) {
        Pen pen = sheet_pen(sheet, scene, ground);
        pen_ornament(&pen, section, rect, margin);
    }
}

/* How far `room` more height than they need opens the spaces between a section's blocks; at most `spread` each. */
static double
opened_space(const Sheet *sheet, const Node *section, double room, double spread)
{
    size_t count = poster_blocks_shown(sheet->preset, node_find(section, "blocks"));
    return count > 1 ? fmax(0, fmin(room / (double)(count - 1), spread)) : 0;
}

/* Draws a section's blocks with `extra` space between each two. A block that stands alone gets the `room` itself. */
static void
draw_section(const Sheet *sheet, const Node *section, Area area, double extra, double room)
{
    Pen pen = sheet_pen(sheet, sheet->scene, ground_of(section));
    const Node *blocks = node_find(section, "blocks");
    pen.room = poster_blocks_shown(sheet->preset, blocks) == 1 ? fmax(0, room) : 0;
    poster_draw_blocks(&pen, blocks, area, extra);
}

static double
theme_spread(const Sheet *sheet)
{
    return theme_number(sheet->context->theme, "poster.spread", 48);
}

static void
draw_full(const Sheet *sheet, const Band *band, double y, bool rule)
{
    const Node *section = sheet->sections.items[band->first];
    double pad = pad_of(sheet, section), spare = band->height - 2 * pad - band->heights[0];
    draw_ground(sheet, section, (Rect){0, y, sheet->canvas, band->height}, sheet->margin);
    Pen pen = sheet_pen(sheet, sheet->scene, ground_of(section));
    if (rule)
        pen_rule(&pen, section, (Area){sheet->margin, y, sheet->canvas - 2 * sheet->margin});
    draw_section(sheet, section, (Area){sheet->margin, y + pad, sheet->canvas - 2 * sheet->margin}, opened_space(sheet, section, spare, theme_spread(sheet)), spare);
}

/* How much higher a section gets when its spaces open for `room` more. */
static double
opened_height(const Sheet *sheet, const Node *section, double room)
{
    size_t count = poster_blocks_shown(sheet->preset, node_find(section, "blocks"));
    return count > 1 ? opened_space(sheet, section, room, 2 * theme_spread(sheet)) * (double)(count - 1) : 0;
}

/* One column: what is spare opens the gaps between its sections, then the spaces within them, then the gaps again. */
static void
draw_column(const Sheet *sheet, const Band *band, size_t column, Area area, double inner)
{
    const Node *const *sections = &sheet->sections.items[band->first];
    bool page = sheet->preset->shape == SHAPE_SHEET, first = true;
    size_t count = 0;
    for (size_t i = 0; i < band->count; i++)
        count += band->column_of[i] == column;
    double spare = page ? fmax(0, inner - band->column_height[column]) : 0, at = area.y;
    double extra = count > 1 ? fmin(spare / (double)(count - 1), 2 * theme_spread(sheet)) : 0, left = spare - extra * (double)(count ? count - 1 : 0);
    double within = count ? left / (double)count : 0;
    for (size_t i = 0; i < band->count; i++)
        left -= band->column_of[i] == column ? opened_height(sheet, sections[i], within) : 0;
    extra += count > 1 ? fmax(0, left) / (double)(count - 1) : 0;
    for (size_t i = 0; i < band->count; i++) {
        if (band->column_of[i] != column)
            continue;
        bool panel = page && is_panel(sections[i]);
        double gap = column_gap(sheet) + extra, in = panel ? PANEL_PAD : 0;
        if (!first) {
            Pen pen = sheet_pen(sheet, sheet->scene, page ? "paper" : ground_of(sections[0]));
            if (!panel && !is_panel(sections[i - 1]))
                pen_rule(&pen, sections[i], (Area){area.x, at + gap / 2, area.width});
            at += gap;
        }
        first = false;
        double height = band->heights[i] + opened_height(sheet, sections[i], within);
        if (panel)
            draw_ground(sheet, sections[i], (Rect){area.x, at, area.width, height}, 0);
        draw_section(sheet, sections[i], (Area){area.x + in, at + in, area.width - 2 * in}, opened_space(sheet, sections[i], within, 2 * theme_spread(sheet)), 0);
        at += height;
    }
}

static void
draw_columns(const Sheet *sheet, const Band *band, double y, bool rule)
{
    const Node *const *sections = &sheet->sections.items[band->first];
    bool page = sheet->preset->shape == SHAPE_SHEET;
    double width = column_width(sheet, band->columns), pad = pad_of(sheet, sections[0]), inner = band->height - 2 * pad;
    double line = page ? theme_number(sheet->context->theme, "poster.column-rule", 0) : 0;
    if (!page)
        draw_ground(sheet, sections[0], (Rect){0, y, sheet->canvas, band->height}, sheet->margin);
    Pen pen = sheet_pen(sheet, sheet->scene, page ? "paper" : ground_of(sections[0]));
    if (rule)
        pen_rule(&pen, sections[0], (Area){sheet->margin, y, sheet->canvas - 2 * sheet->margin});
    for (int c = 0; c < band->columns; c++) {
        double x = sheet->margin + c * (width + gap_of(sheet));
        if (c && line > 0) {
            scene_set_state(sheet->scene, (SceneState){.elem = ELEM_ARTIFACT});
            scene_line(sheet->scene, x - gap_of(sheet) / 2, y + pad, x - gap_of(sheet) / 2, y + band->height - pad, pen_color(&pen, sections[0]->loc, "hairline"), line);
        }
        draw_column(sheet, band, (size_t)c, (Area){x, y + pad, width}, inner);
    }
}

static void
draw_band(const Sheet *sheet, const BandList *bands, size_t index, double y, bool first_on_page)
{
    const Band *band = &bands->items[index];
    const char *ground = ground_of(sheet->sections.items[band->first]);
    bool rule = false;
    if (index && !first_on_page) {
        const Band *above = &bands->items[index - 1];
        const char *upper = above->columns > 1 && sheet->preset->shape == SHAPE_SHEET ? "paper" : ground_of(sheet->sections.items[above->first]);
        const char *own = band->columns > 1 && sheet->preset->shape == SHAPE_SHEET ? "paper" : ground;
        rule = str_equal(upper, own) && !is_dark(sheet, own);
    }
    if (band->columns == 1)
        draw_full(sheet, band, y, rule);
    else
        draw_columns(sheet, band, y, rule);
}

/* ---- shapes ----------------------------------------------------------------------------------------------------------- */

static double
measure_all(const Sheet *sheet, BandList *bands)
{
    double total = 0;
    for (size_t i = 0; i < bands->count; i++) {
        measure_band(sheet, &bands->items[i]);
        total += bands->items[i].height;
    }
    return total;
}

static void
arrange_long(Sheet *sheet)
{
    BandList bands = make_bands(sheet);
    double total = measure_all(sheet, &bands), y = 0;
    sheet->scene = new_scene(sheet);
    sheet_page(sheet, sheet->scene, round(total * page_scale(sheet)));
    for (size_t i = 0; i < bands.count; i++) {
        draw_band(sheet, &bands, i, y, false);
        y += bands.items[i].height;
    }
    scene_group_end(sheet->scene);
}

/* The last band, of notes and sources, is no slice of its own: it goes with the one above wherever there are bands enough. */
static size_t
cut_units(const BandList *bands, size_t slices, double *heights)
{
    size_t units = bands->count > slices ? bands->count - 1 : bands->count;
    for (size_t i = 0; i < bands->count; i++)
        heights[MIN_OF(i, units - 1)] += bands->items[i].height;
    return units;
}

/* Which band begins each slice: the cut that makes the tallest slice lowest. */
static size_t
cut_slices(Arena *arena, const BandList *bands, size_t slices, size_t *starts)
{
    double low = 0, high = 0, *heights = ARENA_ARRAY(arena, double, bands->count + 1);
    size_t units = cut_units(bands, slices, heights);
    for (size_t i = 0; i < units; i++) {
        low = fmax(low, heights[i]);
        high += heights[i];
    }
    size_t count = 0;
    for (int round = 0; round < 40; round++) {
        double limit = round < 39 ? (low + high) / 2 : high, at = 0;
        count = 0;
        for (size_t i = 0; i < units; i++) {
            if (i == 0 || at + heights[i] > limit + 0.01) {
                if (count < units)
                    starts[count] = i;
                count++;
                at = 0;
            }
            at += heights[i];
        }
        if (round == 39)
            break;
        if (count <= slices)
            high = limit;
        else
            low = limit;
    }
    /* Fewer would do; the number of pages is promised: cut the slices with most bands again. */
    while (count < slices) {
        size_t widest = 0, most = 0;
        for (size_t i = 0; i < count; i++) {
            size_t bands_in = (i + 1 < count ? starts[i + 1] : units) - starts[i];
            if (bands_in > most)
                most = bands_in, widest = i;
        }
        for (size_t i = count; i > widest + 1; i--)
            starts[i] = starts[i - 1];
        starts[widest + 1] = starts[widest] + most / 2;
        count++;
    }
    return count;
}

/* "2/5" in the space below the last section. */
static void
number_page(const Sheet *sheet, const char *ground, size_t index, size_t count, double x, double baseline)
{
    Pen pen = sheet_pen(sheet, sheet->scene, ground);
    LineSet set = {.role = "poster-folio", .color = pen_color(&pen, LOC_NONE, "muted"), .lang = sheet->lang, .anchor = ANCHOR_END, .elem = ELEM_ARTIFACT};
    SceneState state = scene_state(sheet->scene);
    scene_set_state(sheet->scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_PAGINATION});
    pen_line(&pen, arena_printf(sheet->context->arena, "%zu/%zu", index + 1, count), &set, (Point){x, baseline});
    scene_set_state(sheet->scene, state);
}

static void
arrange_slices(Sheet *sheet)
{
    BandList bands = make_bands(sheet);
    measure_all(sheet, &bands);
    size_t wanted = MIN_OF((size_t)sheet->preset->slices, bands.count);
    size_t *starts = ARENA_ARRAY(sheet->context->arena, size_t, bands.count + 1);
    size_t count = cut_slices(sheet->context->arena, &bands, wanted, starts);
    sheet->scene = new_scene(sheet);
    for (size_t k = 0; k < count; k++) {
        size_t end = k + 1 < count ? starts[k + 1] : bands.count;
        double height = 0, y = 0;
        for (size_t i = starts[k]; i < end; i++)
            height += bands.items[i].height;
        sheet_page(sheet, sheet->scene, round(height * page_scale(sheet)));
        for (size_t i = starts[k]; i < end; i++) {
            draw_band(sheet, &bands, i, y, i == starts[k]);
            y += bands.items[i].height;
        }
        number_page(sheet, ground_of(sheet->sections.items[bands.items[end - 1].first]), k, count, sheet->canvas - sheet->margin, y - 22);
        scene_group_end(sheet->scene);
    }
}

static bool
overflows(const Sheet *sheet, const Node *section, double needed, double room)
{
    const LayoutContext *context = sheet->context;
    const char *pair = sheet->second >= 0 ? arena_printf(context->arena, "-%s", context->model->lang_keys[sheet->second]) : "";
    return diag(context->diags, DIAG_POSTER_OVERFLOW, section->loc, sheet->preset->name,
                arena_printf(context->arena, "%s%s", context->model->lang_keys[sheet->lang], pair), arena_printf(context->arena, "%.0f", needed),
                arena_printf(context->arena, "%.0f × %.0f px", sheet->canvas, room));
}

/* What a page has left over goes to the bands in columns, else to those on paper, else to all. */
static void
share_height(const Sheet *sheet, BandList *bands, double spare)
{
    size_t columns = 0, paper = 0;
    for (size_t i = 0; i < bands->count; i++) {
        columns += bands->items[i].columns > 1;
        paper += !is_panel(sheet->sections.items[bands->items[i].first]);
    }
    for (size_t i = 0; i < bands->count; i++) {
        Band *band = &bands->items[i];
        bool takes = columns ? band->columns > 1 : !paper || !is_panel(sheet->sections.items[band->first]);
        if (takes)
            band->height += spare / (double)(columns ? columns : paper ? paper : bands->count);
    }
}

/* Goes on to the next canvas; false when that is the last: in long steps until all fits, then back and in short ones. */
static bool
next_canvas(Sheet *sheet, bool fits, bool *closing)
{
    const Preset *preset = sheet->preset;
    if (fits && (*closing || sheet->canvas <= preset->canvas))
        return false;
    if (fits) {
        *closing = true;
        sheet->canvas = fmax(preset->canvas, sheet->canvas / CANVAS_STRIDE) * CANVAS_STEP;
        return true;
    }
    if (sheet->canvas >= preset->canvas_max)
        return false;
    sheet->canvas = fmin(preset->canvas_max, sheet->canvas * (*closing ? CANVAS_STEP : CANVAS_STRIDE));
    return true;
}

/* The narrowest canvas, and so the largest type, on which the bands are no higher than the page. */
static void
arrange_page(Sheet *sheet)
{
    BandList bands = {0};
    double total = 0, room = 0;
    bool closing = false;
    sheet->canvas = sheet->preset->canvas;
    do {
        bands = make_bands(sheet);
        total = measure_all(sheet, &bands);
        room = sheet->preset->height / page_scale(sheet);
    } while (next_canvas(sheet, total <= room, &closing));
    sheet->scene = new_scene(sheet);
    if (total > room) {
        overflows(sheet, sheet->sections.items[0], total, room);
        return;
    }
    share_height(sheet, &bands, room - total);
    sheet_page(sheet, sheet->scene, sheet->preset->height);
    double y = 0;
    for (size_t i = 0; i < bands.count; i++) {
        draw_band(sheet, &bands, i, y, false);
        y += bands.items[i].height;
    }
    scene_group_end(sheet->scene);
}

static bool
is_card(const Sheet *sheet, const Node *section)
{
    const Node *blocks = node_find(section, "blocks"), *spec;
    if (node_find(section, "card"))
        return node_bool(section, "card", false);
    for (size_t i = 0; i < blocks->count; i++) {
        const BlockEntry *kind = poster_block_kind(blocks->items[i].value, &spec);
        if (kind && kind->draw == block_lead && poster_shown(blocks->items[i].value, sheet->preset))
            return true;
    }
    return false;
}

static const double CARD_TOP = 112, CARD_BOTTOM = 100, CARD_SPREAD = 150;

static double
card_room(const Sheet *sheet)
{
    return sheet->preset->height / page_scale(sheet) - CARD_TOP - CARD_BOTTOM;
}

/* One card: the poster's title and a number above, the section, the issuer below. */
static void
draw_card(Sheet *sheet, const Node *section, size_t index, size_t count)
{
    const Node *head = node_find(sheet->poster->root, "poster");
    double room = card_room(sheet), height = content_height(sheet, section, sheet->canvas - 2 * sheet->margin);
    sheet_page(sheet, sheet->scene, sheet->preset->height);
    if (height > room) {
        overflows(sheet, section, height, room);
        scene_group_end(sheet->scene);
        return;
    }
    double page = sheet->preset->height / page_scale(sheet), right = sheet->canvas - sheet->margin, width = right - sheet->margin;
    const char *ground = ground_of(section);
    draw_ground(sheet, section, (Rect){0, 0, sheet->canvas, page}, sheet->margin);
    Pen pen = sheet_pen(sheet, sheet->scene, ground);
    LineSet line = {.role = "poster-folio", .color = pen_color(&pen, section->loc, "muted"), .lang = sheet->lang, .width = width - 140,
                    .elem = pen_open(&pen, ROLE_P, sheet->lang)};
    const char *title = sheet_words(sheet, head, "title", sheet->lang);
    if (title)
        pen_line(&pen, title, &line, (Point){sheet->margin, 64});
    number_page(sheet, ground, index, count, right, 64);
    pen_rule(&pen, section, (Area){sheet->margin, 86, width});
    /* The numerals of a set stand at one height; what is left opens the spaces below. */
    double top = fmin(room - height, 40), spare = room - height - top;
    draw_section(sheet, section, (Area){sheet->margin, CARD_TOP + top, width}, opened_space(sheet, section, spare, CARD_SPREAD), spare);
    pen_rule(&pen, section, (Area){sheet->margin, page - 74, width});
    line.width = width;
    line.elem = pen_open(&pen, ROLE_P, sheet->lang);
    pen_line(&pen, sheet->context->model->edition.issuer.in[sheet->lang], &line, (Point){sheet->margin, page - 32});
    scene_group_end(sheet->scene);
}

/* All cards of a set on one canvas, the narrowest on which each fits: their type is of one size. */
static void
arrange_cards(Sheet *sheet)
{
    const Node *const *sections = sheet->sections.items;
    size_t count = 0, index = 0;
    bool fits = true, closing = false;
    sheet->canvas = sheet->preset->canvas;
    do {
        fits = true;
        for (size_t i = 0; fits && i < sheet->sections.count; i++)
            fits = !is_card(sheet, sections[i]) || content_height(sheet, sections[i], sheet->canvas - 2 * sheet->margin) <= card_room(sheet);
    } while (next_canvas(sheet, fits, &closing));
    for (size_t i = 0; i < sheet->sections.count; i++)
        count += is_card(sheet, sections[i]);
    sheet->scene = new_scene(sheet);
    for (size_t i = 0; i < sheet->sections.count; i++)
        if (is_card(sheet, sections[i]))
            draw_card(sheet, sections[i], index++, count);
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------ */

static void
choose_sections(Sheet *sheet)
{
    const Node *root = sheet->poster->root, *list = node_find(root, sheet->preset->use);
    if (!list || list->kind != NODE_LIST)
        list = node_find(root, "sections");
    for (size_t i = 0; i < list->count && sheet->sections.count < SECTIONS_MAX; i++)
        if (poster_shown(list->items[i].value, sheet->preset))
            VEC_PUSH(sheet->context->arena, &sheet->sections, list->items[i].value);
}

size_t
poster_pages(const Poster *poster, const Preset *preset)
{
    Arena *arena = arena_new();
    LayoutContext context = {.arena = arena};
    Sheet sheet = {.context = &context, .poster = poster, .preset = preset};
    size_t pages = 1;
    choose_sections(&sheet);
    if (preset->shape == SHAPE_SLICES) {
        pages = MIN_OF((size_t)preset->slices, make_bands(&sheet).count);
    } else if (preset->shape == SHAPE_CARDS) {
        pages = 0;
        for (size_t i = 0; i < sheet.sections.count; i++)
            pages += is_card(&sheet, sheet.sections.items[i]);
    }
    arena_free(arena);
    return pages;
}

Scene *
poster_layout(const LayoutContext *context, const Poster *poster, const Preset *preset, int lang, int second)
{
    static void (*const arrange[])(Sheet *) = {arrange_long, arrange_slices, arrange_cards, arrange_page, sheet_banner};
    size_t errors = diags_errors(context->diags);
    Preset own = *preset;
    own.columns = (int)poster_number(preset, node_find(poster->root, "poster"), "columns", preset->columns);
    own.canvas = poster_number(preset, node_find(poster->root, "poster"), "canvas", preset->canvas);
    Sheet sheet = {.context = context, .poster = poster, .preset = &own, .lang = lang, .second = second, .canvas = own.canvas};
    sheet.margin = node_number(node_find(poster->root, "poster"), "margin", preset->margin > 0 ? preset->margin : theme_number(context->theme, "poster.margin", 84));
    choose_sections(&sheet);
    if (preset->shape == SHAPE_BANNER)
        sheet.scene = new_scene(&sheet);
    /* A poster is a page: its quotation marks are set as such. */
    bool typographic = text_context_set_typographic(context->text, true);
    arrange[preset->shape](&sheet);
    text_context_set_typographic(context->text, typographic);
    return diags_errors(context->diags) > errors ? NULL : sheet.scene;
}
