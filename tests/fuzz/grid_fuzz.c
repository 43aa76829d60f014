/* CSV: cells lie in order, do not overlap, and their raw bytes unquote to their text. */
#include "fuzz.h"

#include "input/grid.h"

static void
promise_cell(const Source *source, const Cell *cell)
{
    const char *raw = source->text + cell->offset;
    PROMISE(strlen(cell->text) == cell->length);
    if (cell->raw_length == 0 || raw[0] != '"') {
        PROMISE(cell->raw_length == cell->length && memcmp(raw, cell->text, cell->length) == 0);
        return;
    }
    PROMISE(raw[cell->raw_length - 1] == '"');
    size_t at = 0;
    for (size_t i = 1; i + 1 < cell->raw_length; i++, at++) {
        PROMISE(raw[i] == cell->text[at]);
        i += raw[i] == '"';
    }
    PROMISE(at == cell->length);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    const Source *source = source_from_bytes(arena, "a.csv", (const char *)data, size);
    Grid grid;
    bool good = grid_parse(arena, diags, source, size % 2 ? ',' : '\t', &grid);
    PROMISE(good == (diags_errors(diags) == 0));
    size_t after = source->text_start;
    for (size_t i = 0; i < grid.rows.count; i++) {
        for (size_t j = 0; j < grid.rows.items[i].count; j++) {
            const Cell *cell = &grid.rows.items[i].cells[j];
            promise_loc(source, grid_loc(&grid, cell));
            PROMISE(cell->offset >= after);
            after = (size_t)cell->offset + cell->raw_length;
            promise_cell(source, cell);
        }
    }
    promise_diags(source, diags);
    arena_free(arena);
    return 0;
}
