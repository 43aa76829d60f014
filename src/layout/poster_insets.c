/* layout/poster_insets.c -- what is made elsewhere: charts by their spec, QR codes, the logo. */
#include "layout/poster_block.h"

#include <math.h>
#include <qrencode.h>
#include <string.h>

/* ---- chart ----------------------------------------------------------------------------------------------------- */

static const char *
chart_path(Pen *pen, const char *name)
{
    static const char *const endings[] = {"", ".yaml", ".vl.yaml", ".vl.json", ".json", ".yml"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        const char *path = arena_printf(pen->context->arena, "layouts/charts/%s%s", name, endings[i]);
        if ((i || strchr(name, '.')) && reader_exists(pen->context->reader, path))
            return path;
    }
    return arena_printf(pen->context->arena, "layouts/charts/%s.yaml", name);
}

/* `chart: c03_stocks`: drawn as everywhere else, `scale` times as large. */
double
block_chart(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const LayoutContext *context = pen->context;
    const char *path = chart_path(pen, spec->text ? spec->text : "");
    const Source *source = reader_read(context->reader, path, spec->loc);
    const Node *node = source ? node_parse(context->arena, context->diags, source) : NULL;
    ChartContext charts = {context->arena, context->diags, context->reader, context->model, context->theme, context->text};
    const Chart *chart = node ? chart_read(&charts, node, path) : NULL;
    double scale = fmax(0.1, node_number(block, "scale", 2.62));
    ChartDraw draw = {.lang = pen->lang, .second_lang = pen->second, .size = {.width = area.width / scale}, .text_scale = 1};
    const Scene *scene = chart ? chart_draw(&charts, chart, &draw) : NULL;
    if (!scene || !scene->pages.count)
        return 0;
    const Page *page = &scene->pages.items[0];
    double fit = fmin(scale, area.width / page->width);
    scene_embed(pen->scene, scene, (Matrix){fit, 0, 0, fit, area.x, area.y}, pen->section);
    return page->height * fit;
}

/* ---- QR code ---------------------------------------------------------------------------------------------------- */

static void
add_modules(Arena *arena, Path *path, const QRcode *code, Point at, double module)
{
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++) {
            int run = 0;
            while (x + run < code->width && code->data[y * code->width + x + run] & 1)
                run++;
            if (run)
                path_rect(arena, path, (Rect){at.x + x * module, at.y + y * module, run * module, module});
            x += run;
        }
    }
}

/* A text, or the address of a source of data/. Dark on light with the quiet zone of four modules, whatever the ground; error correction M. */
double
block_qr(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const char *text = spec->text ? spec->text : "";
    const SourceDoc *source = model_source(pen->context->model, text);
    if (source && source->url)
        text = source->url;
    QRcode *code = *text ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) : NULL;
    if (!code) {
        diag(pen->context->diags, DIAG_POSTER_BAD_QR, spec->loc, text);
        return 0;
    }
    const Theme *theme = pen->context->theme;
    double size = fmin(area.width, poster_number(pen->preset, block, "size", 220)), module = size / (code->width + 8);
    SceneState state = scene_state(pen->scene);
    ElemId figure = pen_figure(pen, block, pen_alt(pen, block, arena_printf(pen->context->arena, "QR: %s", text)));
    pen_inside(pen, block, figure);
    scene_rect(pen->scene, (Rect){area.x, area.y, size, size}, COLOR_WHITE);
    Path path = {0};
    add_modules(pen->context->arena, &path, code, (Point){area.x + 4 * module, area.y + 4 * module}, module);
    scene_path(pen->scene, &path, paint_solid(theme_color(theme, NULL, spec->loc, "ink")), NULL);
    QRcode_free(code);
    scene_set_state(pen->scene, state);
    if (!node_find(block, "caption"))
        return size;
    bool beside = area.width > size + 200;
    Area words = beside ? (Area){area.x + size + 32, area.y + 8, area.width - size - 32} : (Area){area.x, area.y + size + 12, area.width};
    double height = pen_pair(pen, block, "caption", "poster-note", "ink", "poster-note", words, pen_open(pen, ROLE_P, pen->lang));
    return fmax(size, words.y + height - area.y);
}

/* ---- logo --------------------------------------------------------------------------------------------------------- */

double
block_logo(Pen *pen, const Node *spec, const Node *block, Area area)
{
    const LayoutContext *context = pen->context;
    const Source *source = spec->text ? reader_read(context->reader, spec->text, spec->loc) : NULL;
    if (!source)
        return 0;
    double width = fmin(area.width, node_number(block, "width", 240));
    ElemId figure = pen_figure(pen, block, pen_alt(pen, block, context->model->edition.issuer.in[pen->lang]));
    SceneState state = scene_state(pen->scene);
    pen_inside(pen, block, figure);
    double height = 0;
    const unsigned char *bytes = (const unsigned char *)source->text;
    if (source->length > 24 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0) {
        Image *image = ARENA_NEW(context->arena, Image);
        *image = (Image){.path = spec->text, .bytes = source->text, .size = source->length,
                         .width = bytes[16] << 24 | bytes[17] << 16 | bytes[18] << 8 | bytes[19],
                         .height = bytes[20] << 24 | bytes[21] << 16 | bytes[22] << 8 | bytes[23]};
        height = image->width > 0 ? width * image->height / image->width : 0;
        if (height > 0)
            scene_image(pen->scene, image, (Rect){area.x, area.y, width, height}, 1);
    } else if (str_ends(spec->text, ".svg")) {
        height = pen_svg(pen, spec->loc, source, (Area){area.x, area.y, width});
    } else {
        diag(context->diags, DIAG_POSTER_BAD_LOGO, spec->loc, spec->text);
    }
    scene_set_state(pen->scene, state);
    return height;
}
