#include "node_fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    const Source *source = source_from_bytes(arena, "a.json", (const char *)data, size);
    promise_tree(arena, source, diags, node_parse_json(arena, diags, source));
    arena_free(arena);
    return 0;
}
