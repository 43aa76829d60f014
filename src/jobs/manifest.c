#include "jobs/manifest.h"

#include "input/node.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *
read_whole(Arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    Buf buf = BUF_INIT;
    char chunk[65536];
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buf_add_bytes(&buf, chunk, got);
    fclose(file);
    const char *text = buf_take(&buf, arena);
    buf_clear(&buf);
    return text;
}

static OutputRecord
output_from_node(Arena *arena, const Node *node)
{
    OutputRecord record = {0};
    record.path = node_text(node, "path", "");
    record.kind = node_text(node, "kind", "");
    record.lang = node_text(node, "lang", "");
    record.sha256 = node_text(node, "sha256", "");
    record.size = (size_t)node_number(node, "size", 0);
    record.pages = (int)node_number(node, "pages", 0);
    const Node *reads = node_find(node, "reads");
    for (size_t i = 0; reads && i < reads->count; i++) {
        InputRecord read = {node_text(reads->items[i].value, "path", ""), node_text(reads->items[i].value, "sha256", "")};
        VEC_PUSH(arena, &record.reads, read);
    }
    return record;
}

void
manifest_read(Arena *arena, const char *path, Manifest *out)
{
    const char *text = read_whole(arena, path);
    if (!text)
        return;
    const Node *root = node_parse_json(arena, diags_new(arena), source_from_text(arena, path, text));
    const Node *outputs = node_find(root, "outputs");
    for (size_t i = 0; outputs && outputs->kind == NODE_LIST && i < outputs->count; i++) {
        OutputRecord record = output_from_node(arena, outputs->items[i].value);
        /* A path that climbs out of out/ cannot be ours. */
        if (*record.path && *record.path != '/' && !strstr(record.path, ".."))
            VEC_PUSH(arena, &out->outputs, record);
    }
    const Node *fonts = node_find(root, "fonts");
    for (size_t i = 0; fonts && fonts->kind == NODE_LIST && i < fonts->count; i++) {
        const Node *node = fonts->items[i].value;
        FontRecord font = {
            .file = node_text(node, "file", ""),
            .index = (int)node_number(node, "index", 0),
            .family = node_text(node, "family", ""),
            .weight = (int)node_number(node, "weight", 400),
            .sha256 = node_text(node, "sha256", ""),
        };
        VEC_PUSH(arena, &out->fonts, font);
    }
}

void
manifest_add_job(Arena *arena, Manifest *manifest, const CacheJob *job)
{
    for (size_t i = 0; i < job->outputs.count; i++) {
        const CacheOutput *output = &job->outputs.items[i];
        OutputRecord record = {
            .path = output->path,
            .kind = job->kind,
            .lang = job->lang,
            .sha256 = output->sha256,
            .size = output->bytes,
            .pages = output->pages,
        };
        for (size_t k = 0; k < job->depends.count; k++) {
            const Depend *depend = job->depends.items[k];
            InputRecord read = {depend->key, depend->answer};
            if (depend->kind == DEPEND_FILE || depend->kind == DEPEND_EXISTS || depend->kind == DEPEND_FOLDER)
                VEC_PUSH(arena, &record.reads, read);
        }
        VEC_PUSH(arena, &manifest->outputs, record);
    }
}

const OutputRecord *
manifest_find(const Manifest *manifest, const char *path)
{
    for (size_t i = 0; i < manifest->outputs.count; i++)
        if (str_equal(manifest->outputs.items[i].path, path))
            return &manifest->outputs.items[i];
    return NULL;
}

static int
compare_outputs(const void *a, const void *b)
{
    return strcmp(((const OutputRecord *)a)->path, ((const OutputRecord *)b)->path);
}

static int
compare_inputs(const void *a, const void *b)
{
    const InputRecord *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : strcmp(x->sha256, y->sha256);
}

static int
compare_fonts(const void *a, const void *b)
{
    const FontRecord *x = a, *y = b;
    int order = strcmp(x->file, y->file);
    return order ? order : x->index - y->index;
}

static void
add_member(Buf *out, const char *indent, const char *name, const char *value, bool last)
{
    buf_printf(out, "%s\"%s\": \"", indent, name);
    buf_add_json(out, value);
    buf_add(out, last ? "\"\n" : "\",\n");
}

static void
write_inputs(const InputRecord *inputs, size_t count, const char *indent, Buf *out)
{
    for (size_t i = 0; i < count; i++) {
        buf_printf(out, "%s\n%s  {\"path\": \"", i ? "," : "", indent);
        buf_add_json(out, inputs[i].path);
        buf_printf(out, "\", \"sha256\": \"%s\"}", inputs[i].sha256);
    }
    if (count)
        buf_printf(out, "\n%s", indent);
}

static void
write_output(const OutputRecord *record, Buf *out)
{
    buf_add(out, "    {\n");
    add_member(out, "      ", "path", record->path, false);
    add_member(out, "      ", "kind", record->kind, false);
    add_member(out, "      ", "lang", record->lang, false);
    add_member(out, "      ", "sha256", record->sha256, false);
    buf_printf(out, "      \"size\": %zu,\n      \"pages\": %d,\n      \"reads\": [", record->size, record->pages);
    write_inputs(record->reads.items, record->reads.count, "      ", out);
    buf_add(out, "]\n    }");
}

void
manifest_write(Manifest *manifest, const char *version, Buf *out)
{
    if (manifest->outputs.count)
        qsort(manifest->outputs.items, manifest->outputs.count, sizeof *manifest->outputs.items, compare_outputs);
    if (manifest->shared.count)
        qsort(manifest->shared.items, manifest->shared.count, sizeof *manifest->shared.items, compare_inputs);
    if (manifest->fonts.count)
        qsort(manifest->fonts.items, manifest->fonts.count, sizeof *manifest->fonts.items, compare_fonts);
    buf_add(out, "{\n");
    add_member(out, "  ", "program", version, false);
    buf_add(out, "  \"libraries\": [");
    for (size_t i = 0; i < manifest->libraries.count; i++) {
        buf_add(out, i ? ", \"" : "\"");
        buf_add_json(out, manifest->libraries.items[i]);
        buf_add(out, "\"");
    }
    buf_add(out, "],\n  \"fonts\": [");
    for (size_t i = 0; i < manifest->fonts.count; i++) {
        const FontRecord *font = &manifest->fonts.items[i];
        buf_add(out, i ? ",\n    {\"file\": \"" : "\n    {\"file\": \"");
        buf_add_json(out, font->file);
        buf_printf(out, "\", \"index\": %d, \"family\": \"", font->index);
        buf_add_json(out, font->family);
        buf_printf(out, "\", \"weight\": %d, \"sha256\": \"%s\"}", font->weight, font->sha256);
    }
    buf_add(out, manifest->fonts.count ? "\n  ],\n  \"shared\": [" : "],\n  \"shared\": [");
    write_inputs(manifest->shared.items, manifest->shared.count, "  ", out);
    buf_add(out, "],\n  \"outputs\": [");
    for (size_t i = 0; i < manifest->outputs.count; i++) {
        OutputRecord *record = &manifest->outputs.items[i];
        if (record->reads.count)
            qsort(record->reads.items, record->reads.count, sizeof *record->reads.items, compare_inputs);
        buf_add(out, i ? ",\n" : "\n");
        write_output(record, out);
    }
    buf_add(out, manifest->outputs.count ? "\n  ]\n}\n" : "]\n}\n");
}
