/* model/question.c -- questions put to the model, and digests of its answers. */
#include "model/question.h"

#include "base/map.h"
#include "base/str.h"
#include "model/read.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A character that no name holds. */
#define PART_TEXT QUESTION_PART
#define PART (*PART_TEXT)
enum { PARTS_MAX = 8 };

struct Questions {
    Arena *arena;
    Map asked;
};

Questions *
questions_new(Arena *arena)
{
    Questions *questions = ARENA_NEW(arena, Questions);
    questions->arena = arena;
    map_init(&questions->asked, arena);
    return questions;
}

size_t
questions_count(const Questions *questions)
{
    return questions->asked.entries.count;
}

const char *
questions_at(const Questions *questions, size_t index)
{
    return questions->asked.entries.items[index].key;
}

const Model *
model_with_questions(Arena *arena, const Model *model, Questions *questions)
{
    Model *asking = ARENA_NEW(arena, Model);
    *asking = *model;
    asking->questions = questions;
    return asking;
}

static void
write_down(const Model *model, const char *question)
{
    Questions *questions = model->questions;
    if (!map_has(&questions->asked, question))
        map_put(&questions->asked, question, questions);
}

void
model_ask(const Model *model, const char *question)
{
    if (model->questions)
        write_down(model, question);
}

void
ask(const Model *model, const char *kind, const char *key)
{
    if (!model->questions)
        return;
    Buf question = BUF_INIT;
    buf_add(&question, kind);
    if (key)
        buf_add_char(&question, PART);
    buf_add(&question, key);
    write_down(model, question.ptr);
    buf_clear(&question);
}

/* A part that may be absent: "=text" or "*". */
static void
add_part(Buf *question, const char *text)
{
    buf_add(question, text ? PART_TEXT "=" : PART_TEXT "*");
    buf_add(question, text);
}

void
ask_query(const Model *model, const FactQuery *query)
{
    if (!model->questions)
        return;
    Buf question = BUF_INIT;
    buf_printf(&question, "query" PART_TEXT "%s" PART_TEXT "%d", query->indicator, query->year);
    add_part(&question, query->scope);
    add_part(&question, query->period);
    add_part(&question, query->basis);
    add_part(&question, query->source);
    add_part(&question, query->as_of);
    write_down(model, question.ptr);
    buf_clear(&question);
}

/* ---- digests ---------------------------------------------------------------------------------------------------- */

/* Each text ends in a NUL, an absent one is a single 1: no two answers run together. */
static void
digest(Buf *out, const char *text)
{
    if (text)
        buf_add_bytes(out, text, strlen(text) + 1);
    else
        buf_add_char(out, '\x01');
}

static void
digest_texts(Buf *out, const Texts *texts)
{
    for (int lang = 0; lang < LANG_MAX; lang++)
        digest(out, texts->in[lang]);
}

static void
digest_date(Buf *out, Date date)
{
    buf_printf(out, "%d-%d-%d;", date.year, date.month, date.day);
}

static void
digest_decimal(Buf *out, bool given, Decimal value)
{
    if (given)
        buf_printf(out, "%" PRId64 "e%d;", value.mantissa, value.scale);
    else
        digest(out, NULL);
}

static void
digest_fact(Buf *out, const Fact *fact)
{
    if (!fact) {
        digest(out, NULL);
        return;
    }
    const char *const names[] = {
        fact->id, fact->indicator, fact->scope, fact->period, fact->year_basis, fact->basis, fact->category, fact->source_id, fact->rank_scope,
        fact->status, fact->quote, fact->quote_lang, fact->resource,
    };
    const Texts *const texts[] = {&fact->scope_label, &fact->as_of_note, &fact->label, &fact->unit, &fact->share_of, &fact->footnote};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        digest(out, names[i]);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        digest_texts(out, texts[i]);
    digest_date(out, fact->as_of);
    digest_decimal(out, fact->has_value, fact->value);
    digest_decimal(out, fact->has_share, fact->share);
    buf_printf(out, "%d;%d;%d;%d;%d;%c;", fact->year, (int)fact->qualifier, (int)fact->share_qualifier, fact->rank, (int)fact->chart, fact->evidence);
}

static void
digest_sum(Buf *out, const FactSum *sum)
{
    buf_printf(out, "%zu;", sum->count);
    for (size_t i = 0; i < sum->count; i++) {
        buf_add_char(out, sum->terms[i].minus ? '-' : '+');
        digest_fact(out, sum->terms[i].fact);
    }
    digest_decimal(out, sum->count > 0, sum->value);
}

static void
digest_target(Buf *out, const Target *target)
{
    digest(out, target ? target->indicator : NULL);
    if (!target)
        return;
    digest_texts(out, &target->label);
    digest_texts(out, &target->unit);
    digest_texts(out, &target->reason);
    digest(out, target->kind);
    digest(out, target->source_id);
    digest(out, target->quote);
    digest_date(out, target->baseline_date);
    digest_date(out, target->latest_as_of);
    digest_decimal(out, target->has_target, target->target);
    digest_decimal(out, target->has_baseline, target->baseline_value);
    digest_decimal(out, target->has_latest, target->latest_value);
    buf_printf(out, "%d;%d;", target->target_year, (int)target->comparable);
    digest_fact(out, target->baseline);
    digest_fact(out, target->latest);
    digest_fact(out, target->latest_minus);
    digest_sum(out, &target->baseline_sum);
    digest_sum(out, &target->latest_sum);
    for (const Fact *const *also = target->also; also && *also; also++)
        digest_fact(out, *also);
}

static void
digest_indicator(Buf *out, const Indicator *indicator)
{
    digest(out, indicator ? indicator->id : NULL);
    if (!indicator)
        return;
    digest(out, indicator->category);
    digest(out, indicator->direction);
    digest_texts(out, &indicator->label);
    digest_texts(out, &indicator->unit);
    digest_texts(out, &indicator->definition);
    digest_texts(out, &indicator->sort);
    buf_printf(out, "%d;", indicator->digits);
}

static void
digest_source(Buf *out, const SourceDoc *source)
{
    digest(out, source ? source->id : NULL);
    if (!source)
        return;
    digest(out, source->date);
    digest(out, source->document_no);
    digest(out, source->kind);
    digest(out, source->url);
    digest_texts(out, &source->title);
    digest_texts(out, &source->publisher);
    buf_printf(out, "%d;", source->evidence);
}

static void
digest_record(Buf *out, const Record *record)
{
    digest(out, record->kind);
    digest(out, record->date_text);
    digest(out, record->source_id);
    digest_date(out, record->date);
    digest_texts(out, &record->title);
    digest_texts(out, &record->detail);
}

static void
digest_highlight(Buf *out, const Highlight *highlight)
{
    buf_printf(out, "%d;", highlight->order);
    digest(out, highlight->number);
    digest(out, highlight->source_id);
    digest_texts(out, &highlight->lead);
    digest_texts(out, &highlight->unit);
    digest_texts(out, &highlight->body);
    for (const Fact *const *fact = highlight->facts; fact && *fact; fact++)
        digest_fact(out, *fact);
}

static void
digest_term(Buf *out, const Term *term)
{
    digest_texts(out, &term->term);
    digest_texts(out, &term->also);
    digest_texts(out, &term->forbidden);
    digest(out, term->note);
}

static void
digest_correction(Buf *out, const Correction *correction)
{
    digest_date(out, correction->date);
    digest(out, correction->version);
    digest(out, correction->row_id);
    digest_fact(out, correction->fact);
    digest_texts(out, &correction->place);
    digest_texts(out, &correction->reason);
    digest(out, correction->was);
    digest(out, correction->now);
}

static void
digest_conflict(Buf *out, const Conflict *conflict)
{
    digest(out, conflict->id);
    digest_texts(out, &conflict->title);
    digest_texts(out, &conflict->ruling);
    for (const char *const *row = conflict->rows; row && *row; row++)
        digest(out, *row);
}

static void
digest_period(Buf *out, const Period *period)
{
    digest(out, period ? period->code : NULL);
    if (!period)
        return;
    digest(out, period->meaning);
    digest_texts(out, &period->label);
}

static void
digest_cells(Buf *out, const Table *table)
{
    for (size_t c = 0; c < table->column_count; c++) {
        const Field *field = table_field(table, table->columns[c]);
        digest(out, table->columns[c]);
        buf_printf(out, "%d;", field ? (int)field->type : -1);
    }
    for (size_t i = 0; i < table->row_count * table->column_count; i++)
        digest(out, table->cells[i].missing ? NULL : table->cells[i].text);
}

/* ---- questions by kind --------------------------------------------------------------------------------------------- */

typedef struct Parts {
    char *items[PARTS_MAX];
    size_t count;
} Parts;

/* NULL for "*". */
static const char *
optional(const char *part)
{
    return *part == '=' ? part + 1 : NULL;
}

static FactQuery
query_of(const Parts *parts)
{
    return (FactQuery){
        .indicator = parts->items[1],
        .year = atoi(parts->items[2]),
        .scope = optional(parts->items[3]),
        .period = optional(parts->items[4]),
        .basis = optional(parts->items[5]),
        .source = optional(parts->items[6]),
        .as_of = optional(parts->items[7]),
    };
}

static void
answer_query(const Model *model, const Parts *parts, Buf *out)
{
    FactQuery query = query_of(parts);
    const FactList *list = map_find(&model->facts_by_indicator, query.indicator);
    for (size_t i = 0; list && i < list->count; i++)
        if (query_finds(model, &query, list->items[i]))
            digest_fact(out, list->items[i]);
}

#define ANSWER_ONE(name, look_up)                                  \
    static void                                                    \
    answer_##name(const Model *model, const Parts *parts, Buf *out) \
    {                                                              \
        digest_##name(out, look_up(model, parts->items[1]));       \
    }
ANSWER_ONE(fact, model_fact)
ANSWER_ONE(indicator, model_indicator)
ANSWER_ONE(target, model_target)
ANSWER_ONE(source, model_source)
ANSWER_ONE(period, model_period)

/* The cells, and the figures in them: their units and footnotes may come from elsewhere. */
static void
answer_table(const Model *model, const Parts *parts, Buf *out)
{
    const Table *table = model_table(model, parts->items[1]);
    digest(out, table ? table->resource->name : NULL);
    if (!table)
        return;
    digest_cells(out, table);
    for (size_t i = 0; i < model->facts.count; i++)
        if (str_equal(model->facts.items[i]->resource, table->resource->name))
            digest_fact(out, model->facts.items[i]);
}

#define ANSWER_ALL(list, one)                                       \
    static void                                                     \
    answer_##list(const Model *model, const Parts *parts, Buf *out) \
    {                                                               \
        (void)parts;                                                \
        for (size_t i = 0; i < model->list.count; i++)              \
            digest_##one(out, model->list.items[i]);                \
    }
ANSWER_ALL(facts, fact)
ANSWER_ALL(indicators, indicator)
ANSWER_ALL(targets, target)
ANSWER_ALL(records, record)
ANSWER_ALL(highlights, highlight)
ANSWER_ALL(sources, source)
ANSWER_ALL(terms, term)
ANSWER_ALL(conflicts, conflict)
ANSWER_ALL(corrections, correction)

static void
answer_settings(const Model *model, const Parts *parts, Buf *out)
{
    (void)parts;
    digest(out, model->settings);
}

static const struct {
    const char *kind;
    size_t parts;
    void (*answer)(const Model *model, const Parts *parts, Buf *out);
    const char *text; /* for people; {0} is the first part */
} KINDS[] = {
    {"settings", 1, answer_settings, "shudu.yaml"},
    {"fact", 2, answer_fact, "figure %s"},
    {"query", 8, answer_query, "figures of %s"},
    {"indicator", 2, answer_indicator, "indicator %s"},
    {"target", 2, answer_target, "target %s"},
    {"source", 2, answer_source, "source %s"},
    {"period", 2, answer_period, "period %s"},
    {"table", 2, answer_table, "table %s"},
    {"facts", 1, answer_facts, "all figures"},
    {"indicators", 1, answer_indicators, "all indicators"},
    {"targets", 1, answer_targets, "all targets"},
    {"records", 1, answer_records, "all records"},
    {"highlights", 1, answer_highlights, "all highlights"},
    {"sources", 1, answer_sources, "all sources"},
    {"terms", 1, answer_terms, "all terms"},
    {"conflicts", 1, answer_conflicts, "all rulings"},
    {"corrections", 1, answer_corrections, "all corrections"},
};

static Parts
split(Arena *arena, const char *question)
{
    Parts parts = {0};
    char *at = arena_strdup(arena, question);
    while (at && parts.count < PARTS_MAX) {
        parts.items[parts.count++] = at;
        at = strchr(at, PART);
        if (at)
            *at++ = '\0';
    }
    /* A separator within a name: not a question that we wrote down whole. */
    if (at)
        parts.count = 0;
    return parts;
}

void
model_answer(const Model *model, const char *question, char sha256[65])
{
    Arena *scratch = arena_new();
    Buf out = BUF_INIT;
    Model silent = *model;
    silent.questions = NULL;
    Parts parts = split(scratch, question);
    strcpy(sha256, "");
    for (size_t i = 0; parts.count && i < COUNT_OF(KINDS); i++) {
        if (!str_equal(KINDS[i].kind, parts.items[0]) || KINDS[i].parts != parts.count)
            continue;
        KINDS[i].answer(&silent, &parts, &out);
        sha256_hex(out.ptr ? out.ptr : "", out.length, sha256);
    }
    buf_clear(&out);
    arena_free(scratch);
}

FactList
question_facts(const Model *model, Arena *arena, const char *question)
{
    FactList found = {0};
    Parts parts = split(arena, question);
    bool by_id = parts.count == 2 && str_equal(parts.items[0], "fact"), by_query = parts.count == 8 && str_equal(parts.items[0], "query");
    Fact *fact = by_id ? map_find(&model->fact_by_id, parts.items[1]) : NULL;
    if (fact)
        VEC_PUSH(arena, &found, fact);
    if (!by_query)
        return found;
    FactQuery query = query_of(&parts);
    const FactList *list = map_find(&model->facts_by_indicator, query.indicator);
    for (size_t i = 0; list && i < list->count; i++)
        if (query_finds(model, &query, list->items[i]))
            VEC_PUSH(arena, &found, list->items[i]);
    return found;
}

const char *
question_text(Arena *arena, const char *question)
{
    Parts parts = split(arena, question);
    for (size_t i = 0; parts.count && i < COUNT_OF(KINDS); i++) {
        if (!str_equal(KINDS[i].kind, parts.items[0]))
            continue;
        if (KINDS[i].parts == 1)
            return KINDS[i].text;
        const char *hole = strstr(KINDS[i].text, "%s");
        return arena_printf(arena, "%.*s%s", (int)(hole - KINDS[i].text), KINDS[i].text, parts.count > 1 ? parts.items[1] : "");
    }
    /* Of a room above: its first words tell. */
    return parts.count > 1 ? arena_printf(arena, "%s %s", parts.items[0], parts.items[1]) : question;
}
