/* audit/provenance_json.c -- slices of provenance.json: what each output prints, and the figures behind it. */
#include "audit/provenance.h"

#include "base/str.h"

#include <string.h>

typedef struct Writer {
    Arena *arena;
    const Model *model;
    Buf *out;
    VEC(const FactUse *) uses; /* in the order of their numbers */
} Writer;

static void
text_member(Buf *out, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    buf_printf(out, ",\"%s\":\"", name);
    buf_add_json(out, text);
    buf_add_char(out, '"');
}

static void
texts_member(Writer *self, const char *name, const Texts *texts)
{
    bool any = false;
    for (int lang = 0; self->model && lang < self->model->lang_count; lang++) {
        if (!texts->in[lang])
            continue;
        buf_printf(self->out, "%s\"%s\":\"", any ? "," : arena_printf(self->arena, ",\"%s\":{", name), self->model->lang_keys[lang]);
        buf_add_json(self->out, texts->in[lang]);
        buf_add_char(self->out, '"');
        any = true;
    }
    if (any)
        buf_add_char(self->out, '}');
}

/* ---- uses, each once --------------------------------------------------------------------------------------------------- */

static bool
same_use(const FactUse *a, const FactUse *b)
{
    return a == b
        || (a->kind == b->kind && str_equal(a->key, b->key) && str_equal(a->aspect, b->aspect) && a->digits == b->digits && a->power == b->power
            && a->qualifier == b->qualifier && a->value.mantissa == b->value.mantissa && a->value.scale == b->value.scale);
}

static size_t
number_of_use(Writer *self, const FactUse *use)
{
    for (size_t i = 0; i < self->uses.count; i++)
        if (same_use(self->uses.items[i], use))
            return i;
    VEC_PUSH(self->arena, &self->uses, use);
    size_t number = self->uses.count - 1;
    for (size_t i = 0; use->inputs && use->inputs[i]; i++)
        if (use->inputs[i]->kind != USE_LITERAL)
            number_of_use(self, use->inputs[i]);
    return number;
}

static void
source_members(Writer *self, const FactUse *use)
{
    if (!use->source_id || !*use->source_id)
        return;
    buf_add(self->out, ",\"sources\":[");
    char *copy = arena_strdup(self->arena, use->source_id), *rest = NULL;
    bool any = false;
    for (char *id = strtok_r(copy, " ", &rest); id; id = strtok_r(NULL, " ", &rest), any = true) {
        const SourceDoc *source = self->model ? model_source(self->model, id) : NULL;
        buf_printf(self->out, "%s{\"id\":\"", any ? "," : "");
        buf_add_json(self->out, id);
        buf_add_char(self->out, '"');
        if (source) {
            texts_member(self, "title", &source->title);
            text_member(self->out, "date", source->date);
            text_member(self->out, "document", source->document_no);
        }
        buf_add_char(self->out, '}');
    }
    buf_add_char(self->out, ']');
}

static void
rounding_members(Writer *self, const FactUse *use)
{
    if (use->digits >= 0)
        buf_printf(self->out, ",\"digits\":%d", use->digits);
    if (use->power)
        buf_printf(self->out, ",\"power\":%d", use->power);
    bool even = self->model && self->model->lang_count && self->model->locales[0]->rounding == ROUND_HALF_EVEN;
    if (use->digits >= 0 || use->power)
        text_member(self->out, "rounding", even ? "half-even" : "half-up");
}

static void
use_object(Writer *self, size_t number)
{
    static const char *const qualifiers[] = {"exact", "about", "nearly", "more_than", "at_least"};
    const FactUse *use = self->uses.items[number];
    Buf *out = self->out;
    buf_printf(out, "%s{\"kind\":\"%s\"", number ? "," : "", use->kind == USE_FACT ? "fact" : "formula");
    text_member(out, use->kind == USE_FACT ? "id" : "formula", use->key);
    text_member(out, "aspect", use->aspect);
    const Fact *fact = self->model && use->key ? model_fact(self->model, use->key) : NULL;
    text_member(out, "indicator", fact ? fact->indicator : NULL);
    if (fact)
        texts_member(self, "label", &fact->label);
    text_member(out, "value", decimal_text(self->arena, use->value));
    rounding_members(self, use);
    text_member(out, "qualifier", qualifiers[use->qualifier]);
    texts_member(self, "unit", &use->unit);
    if (use->evidence)
        buf_printf(out, ",\"grade\":\"%c\"", use->evidence);
    text_member(out, "status", use->status);
    source_members(self, use);
    text_member(out, "quote", use->quote);
    bool any = false;
    for (size_t i = 0; use->inputs && use->inputs[i]; i++) {
        if (use->inputs[i]->kind == USE_LITERAL)
            continue;
        buf_printf(out, "%s%zu", any ? "," : ",\"inputs\":[", number_of_use(self, use->inputs[i]));
        any = true;
    }
    buf_add(out, any ? "]}" : "}");
}

/* ---- slices ---------------------------------------------------------------------------------------------------------------- */

static void
printed_object(Writer *self, const PrintedNumber *number, bool first)
{
    Buf *out = self->out;
    buf_printf(out, "%s{\"page\":%u,", first ? "" : ",", number->page + 1);
    buf_add(out, number->in_alt ? "\"alt\":true,\"box\":[" : "\"box\":[");
    const double box[4] = {number->box.x, number->box.y, number->box.width, number->box.height};
    for (int i = 0; i < 4; i++) {
        if (i)
            buf_add_char(out, ',');
        buf_add_number(out, box[i], 1);
    }
    buf_add_char(out, ']');
    if (self->model && number->lang >= 0 && number->lang < self->model->lang_count)
        text_member(out, "lang", self->model->lang_keys[number->lang]);
    text_member(out, "text", number->text);
    if (number->use && number->use->kind != USE_LITERAL)
        buf_printf(out, ",\"figure\":%zu", number_of_use(self, number->use));
    else
        text_member(out, "literal", number->literal ? number->literal : "unresolved");
    buf_add_char(out, '}');
}

void
provenance_slice(Arena *arena, const Model *model, const ProvenanceOutput *output, const PrintedNumbers *numbers, Buf *out)
{
    Writer self = {.arena = arena, .model = model, .out = out};
    buf_add(out, "{\"output\":[");
    for (size_t i = 0; output->paths[i]; i++) {
        buf_add(out, i ? ",\"" : "\"");
        buf_add_json(out, output->paths[i]);
        buf_add_char(out, '"');
    }
    buf_printf(out, "],\"kind\":\"%s\",\"lang\":\"%s\",\"numbers\":%zu,\"unresolved\":%zu,\"mismatched\":%zu,\"printed\":[", output->kind,
        output->lang,
               numbers->count, provenance_unresolved(numbers), provenance_mismatched(arena, numbers));
    for (size_t i = 0; i < numbers->count; i++)
        printed_object(&self, &numbers->items[i], i == 0);
    buf_add(out, "],\"figures\":[");
    for (size_t i = 0; i < self.uses.count; i++)
        use_object(&self, i);
    buf_add(out, "]}");
}

/* ---- where figures are typed -------------------------------------------------------------------------------------------------- */

static const Table *
table_of(const Model *model, const Source *source)
{
    for (size_t i = 0; source && i < model->package.resource_count; i++) {
        const Resource *resource = &model->package.resources[i];
        const Table *table = resource->role ? model_table(model, resource->name) : NULL;
        if (table && table->source == source)
            return table;
    }
    return NULL;
}

/* Rows lie in the file as in the table, so the row of a place is found by halving. */
static size_t
row_of(const Table *table, uint32_t offset)
{
    size_t low = 0, high = table->row_count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (table_at(table, middle, 0)->loc.offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

typedef struct Places {
    Arena *arena;
    const Model *model;
    Buf *out;
    bool any;
} Places;

static void
place(Places *self, const char *key, const Table *table, size_t row, size_t column)
{
    Loc loc = table_at(table, row, column)->loc;
    buf_add(self->out, self->any ? ",\n\"" : "\n\"");
    buf_add_json(self->out, key);
    buf_printf(self->out, "\":{\"file\":\"%s\",\"line\":%d,\"row\":%zu", loc.source->path, source_line_col(loc.source, loc.offset).line, row + 1);
    text_member(self->out, "column", table->columns[column]);
    buf_add_char(self->out, '}');
    self->any = true;
}

static void
place_column(Places *self, const char *key, Loc loc, const char *column)
{
    const Table *table = table_of(self->model, loc.source);
    if (!table || !table->row_count)
        return;
    size_t row = row_of(table, loc.offset);
    ptrdiff_t index = column ? table_column(table, column) : -1;
    for (size_t k = 0; index < 0 && !column && k < table->column_count; k++)
        if (table_at(table, row, k)->loc.offset == loc.offset)
            index = (ptrdiff_t)k;
    if (index >= 0)
        place(self, key, table, row, (size_t)index);
}

/* Shares and ranks have columns of their own, in the row of the figure or in that of its annotation. */
static void
place_aspect(Places *self, const Fact *fact, const char *aspect, const char *column)
{
    const char *key = arena_printf(self->arena, "%s|%s", fact->id, aspect);
    const Table *own = table_of(self->model, fact->loc.source);
    if (own && table_column(own, column) >= 0) {
        place_column(self, key, fact->loc, column);
        return;
    }
    for (size_t i = 0; i < self->model->package.resource_count; i++) {
        const Resource *resource = &self->model->package.resources[i];
        const Table *table = str_equal(resource->role, "annotations") ? model_table(self->model, resource->name) : NULL;
        ptrdiff_t at = table ? table_column(table, column) : -1;
        for (size_t row = 0; at >= 0 && row < table->row_count; row++)
            if (str_equal(table_text(table, row, "row_id"), fact->id))
                place(self, key, table, row, (size_t)at);
    }
}

static void
add_places(Places *self)
{
    const Model *model = self->model;
    for (size_t i = 0; i < model_facts(model)->count; i++) {
        const Fact *fact = model_facts(model)->items[i];
        place_column(self, fact->id, fact->loc, NULL);
        if (fact->has_share)
            place_aspect(self, fact, "share", "share_percent");
        if (fact->rank)
            place_aspect(self, fact, "rank", "rank");
    }
    for (size_t i = 0; i < model_targets(model)->count; i++) {
        const Target *target = model_targets(model)->items[i];
        place_column(self, arena_printf(self->arena, "%s|target", target->indicator), target->loc, "target_value");
        place_column(self, arena_printf(self->arena, "%s|baseline", target->indicator), target->loc, "baseline_value");
    }
    for (size_t i = 0; i < model_highlights(model)->count; i++) {
        const Highlight *highlight = model_highlights(model)->items[i];
        place_column(self, arena_printf(self->arena, "highlight.%d|lead", highlight->order), highlight->loc, "number");
    }
}

void
provenance_join(Arena *arena, const Model *model, const char *const *slices, size_t count, const char *version, Buf *out)
{
    Places places = {.arena = arena, .model = model, .out = out};
    buf_printf(out, "{\"made_by\":\"%s\",\"outputs\":[\n", version);
    for (size_t i = 0; i < count; i++) {
        buf_add(out, slices[i]);
        buf_add(out, i + 1 < count ? ",\n" : "\n");
    }
    buf_add(out, "]");
    if (model) {
        buf_add(out, ",\"places\":{");
        add_places(&places);
        buf_add(out, "\n}");
    }
    buf_add(out, "}\n");
}
