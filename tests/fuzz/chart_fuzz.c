/* Chart specs, outside any project: whatever is read is drawn or refused with a diagnostic, and what is drawn can be written as Vega-Lite
 * that is read again. Runs at the repository's top (fonts/). */
#include "fuzz.h"

#include "chart/chart.h"
#include "scene/device.h"
#include "text/font.h"

/* Kept over all inputs: faces take longer to open than most specs to draw. */
static FontSet *
fonts(void)
{
    static FontSet *set;
    if (!set) {
        Arena *arena = arena_new();
        set = fontset_open(arena, diags_new(arena), "fonts");
        PROMISE(set);
    }
    return set;
}

static void
promise_written(const ChartContext *context, const Chart *chart)
{
    Buf text = BUF_INIT;
    if (chart_write_vl(context, chart, 0, &text)) {
        Diags *diags = diags_new(context->arena);
        PROMISE(node_parse_json(context->arena, diags, source_from_bytes(context->arena, "written.json", text.ptr, text.length)));
        PROMISE(diags_errors(diags) == 0);
    }
    buf_clear(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    FontSet *faces = fonts();
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    const Locale *english = locale_builtin("en");
    ChartContext context = {.arena = arena, .diags = diags, .text = text_context_new(arena, faces, &english, 1)};
    context.reader = reader_new(arena, files_new(arena, "tests/golden"), diags);
    const Source *source = source_from_bytes(arena, "a.json", (const char *)data, size);
    const Node *spec = node_parse_json(arena, diags, source);
    const Chart *chart = spec ? chart_read(&context, spec, "a.json") : NULL;
    PROMISE(chart || diags_errors(diags) > 0);
    if (chart) {
        size_t errors = diags_errors(diags);
        ChartDraw how = {.second_lang = -1, .text_scale = 1};
        Scene *scene = chart_draw(&context, chart, &how);
        PROMISE(scene || diags_errors(diags) > errors);
        Buf dump = BUF_INIT;
        if (scene)
            scene_dump(scene, &dump);
        buf_clear(&dump);
        promise_written(&context, chart);
    }
    Buf out = BUF_INIT;
    diag_print(&out, diags, DIAG_FORMAT_TEXT, MESSAGE_ZH, false);
    buf_clear(&out);
    arena_free(arena);
    return 0;
}
