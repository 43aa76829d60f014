#include "jobs/unprinted.h"

#include "base/str.h"

#include <string.h>

struct Unprinted {
    Arena *arena;
    const Model *model;
    bool *seen; /* by the index of the figure */
};

static void
mark(Unprinted *self, const Fact *fact)
{
    if (fact)
        self->seen[fact->index] = true;
}

static bool
is_id(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.';
}

/* Every word of the text that is a row id. */
static void
mark_names(Unprinted *self, const char *text, size_t length)
{
    char name[256];
    for (size_t at = 0; at < length; at++) {
        size_t start = at;
        while (at < length && is_id(text[at]))
            at++;
        size_t end = at;
        while (end > start && text[end - 1] == '.')
            end--;
        if (end - start < 3 || end - start >= sizeof name || !memchr(text + start, '.', end - start))
            continue;
        memcpy(name, text + start, end - start);
        name[end - start] = '\0';
        mark(self, model_fact(self->model, name));
    }
}

static void
mark_texts(Unprinted *self, const Texts *texts)
{
    for (int lang = 0; lang < self->model->lang_count; lang++)
        if (texts->in[lang])
            mark_names(self, texts->in[lang], strlen(texts->in[lang]));
}

static void
mark_sum(Unprinted *self, const FactSum *sum)
{
    for (size_t i = 0; i < sum->count; i++)
        mark(self, sum->terms[i].fact);
}

/* Lists of data/ that papers and posters print as a whole. */
static void
mark_lists(Unprinted *self)
{
    const Model *model = self->model;
    for (size_t i = 0; i < model_records(model)->count; i++) {
        mark_texts(self, &model_records(model)->items[i]->title);
        mark_texts(self, &model_records(model)->items[i]->detail);
    }
    for (size_t i = 0; i < model_highlights(model)->count; i++) {
        const Highlight *highlight = model_highlights(model)->items[i];
        mark_texts(self, &highlight->lead);
        mark_texts(self, &highlight->body);
        for (const Fact *const *fact = highlight->facts; fact && *fact; fact++)
            mark(self, *fact);
    }
    for (size_t i = 0; i < model_targets(model)->count; i++) {
        mark_sum(self, &model_targets(model)->items[i]->baseline_sum);
        mark_sum(self, &model_targets(model)->items[i]->latest_sum);
    }
    for (size_t i = 0; i < model_conflicts(model)->count; i++)
        mark_texts(self, &model_conflicts(model)->items[i]->ruling);
    for (size_t i = 0; i < model_facts(model)->count; i++)
        mark_texts(self, &model_facts(model)->items[i]->footnote);
}

Unprinted *
unprinted_new(Arena *arena, const Model *model)
{
    Unprinted *self = ARENA_NEW(arena, Unprinted);
    *self = (Unprinted){arena, model, ARENA_ARRAY(arena, bool, model_facts(model)->count + 1)};
    mark_lists(self);
    return self;
}

void
unprinted_note(Unprinted *self, const LayoutContext *context, Files *files, const Questions *questions)
{
    for (size_t i = 0; i < reader_count(context->reader); i++) {
        ReadRecord read = reader_record(context->reader, i);
        const Source *source = read.kind == READ_FILE && str_starts(read.path, "layouts/") ? files_find(files, read.path) : NULL;
        if (source)
            mark_names(self, source->text, source->length);
    }
    for (size_t i = 0; i < questions_count(questions); i++) {
        FactList facts = question_facts(self->model, self->arena, questions_at(questions, i));
        for (size_t k = 0; k < facts.count; k++)
            mark(self, facts.items[k]);
    }
}

void
unprinted_report(Unprinted *self, Diags *diags)
{
    for (size_t i = 0; i < model_facts(self->model)->count; i++) {
        const Fact *fact = model_facts(self->model)->items[i];
        if (!self->seen[i] && fact_is_published(fact) && fact->chart != CHART_NO)
            diag(diags, DIAG_FACT_NOT_PRINTED, fact->loc, fact->id);
    }
}
