#include "jobs/manifest.h"

#include "base/fs.h"
#include "device/formats.h"
#include "input/node.h"
#include "text/font.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static InputRecord
input_from_node(const Node *node)
{
    return (InputRecord){node_text(node, "path", ""), node_text(node, "sha256", "")};
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
    for (size_t i = 0; reads && i < reads->count; i++)
        VEC_PUSH(arena, &record.reads, input_from_node(reads->items[i].value));
    return record;
}

/* The items of a list, none where there is no list. */
static size_t
list_count(const Node *list)
{
    return list && list->kind == NODE_LIST ? list->count : 0;
}

void
manifest_read(Arena *arena, const char *path, Manifest *out)
{
    size_t length;
    const char *text = file_read(arena, path, &length);
    if (!text)
        return;
    const Node *root = node_parse_json(arena, diags_new(arena), source_from_text(arena, path, text));
    const Node *outputs = node_find(root, "outputs"), *fonts = node_find(root, "fonts"), *shared = node_find(root, "shared"),
               *libraries = node_find(root, "libraries");
    out->program = node_text(root, "program", NULL);
    out->build_id = node_text(root, "build_id", "");
    out->theme = node_text(root, "theme", NULL);
    out->date = node_text(root, "date", "");
    for (size_t i = 0; i < list_count(outputs); i++) {
        OutputRecord record = output_from_node(arena, outputs->items[i].value);
        /* A path that climbs out of out/ cannot be ours. */
        if (*record.path && *record.path != '/' && !strstr(record.path, ".."))
            VEC_PUSH(arena, &out->outputs, record);
    }
    for (size_t i = 0; i < list_count(fonts); i++) {
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
    for (size_t i = 0; i < list_count(shared); i++)
        VEC_PUSH(arena, &out->shared, input_from_node(shared->items[i].value));
    for (size_t i = 0; i < list_count(libraries); i++)
        if (libraries->items[i].value->kind == NODE_STRING)
            VEC_PUSH(arena, &out->libraries, libraries->items[i].value->text);
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

void
manifest_add_libraries(Arena *arena, Manifest *manifest)
{
    const char *const *names;
    size_t count = text_library_versions(arena, &names);
    for (size_t i = 0; i < count; i++)
        VEC_PUSH(arena, &manifest->libraries, names[i]);
    count = device_library_versions(arena, &names);
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t k = 0; k < manifest->libraries.count; k++)
            known |= str_equal(manifest->libraries.items[k], names[i]);
        if (!known)
            VEC_PUSH(arena, &manifest->libraries, names[i]);
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
manifest_write(Manifest *manifest, Buf *out)
{
    if (manifest->outputs.count)
        qsort(manifest->outputs.items, manifest->outputs.count, sizeof *manifest->outputs.items, compare_outputs);
    if (manifest->shared.count)
        qsort(manifest->shared.items, manifest->shared.count, sizeof *manifest->shared.items, compare_inputs);
    if (manifest->fonts.count)
        qsort(manifest->fonts.items, manifest->fonts.count, sizeof *manifest->fonts.items, compare_fonts);
    buf_add(out, "{\n");
    add_member(out, "  ", "program", manifest->program, false);
    add_member(out, "  ", "build_id", manifest->build_id, false);
    add_member(out, "  ", "theme", manifest->theme, false);
    add_member(out, "  ", "date", manifest->date, false);
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
