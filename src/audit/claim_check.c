#include "audit/claim_check.h"

#include "audit/claim.h"
#include "base/str.h"
#include "expr/expr.h"

#include <string.h>

/* A text with its numbers printed, and the figures behind them. */
typedef struct Passage {
    Arena *arena;
    const Model *model;
    Diags *silent; /* what is wrong with a binding is told elsewhere */
    int lang;
    Loc loc;
    Buf text;
    VEC(size_t) at;
    VEC(const char *) keys; /* row ids */
} Passage;

static void
add_number(Passage *self, const char *text, const FactUse *use)
{
    if (use && use->kind == USE_FACT && use->key) {
        VEC_PUSH(self->arena, &self->at, self->text.length);
        VEC_PUSH(self->arena, &self->keys, use->key);
    }
    buf_add(&self->text, text);
}

static void
add_inlines(Passage *self, const InlineList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const Inline *one = list->items[i];
        ExprEnv env = {.arena = self->arena, .diags = self->silent, .model = self->model, .lang = self->lang};
        Value value;
        if (one->kind == INLINE_BINDING && binding_eval(&env, one->loc, one->text, &value))
            add_number(self, value_print(&env, value), value.use);
        else if (one->kind == INLINE_TEXT)
            buf_add(&self->text, one->text);
        else if (one->kind == INLINE_SOFT || one->kind == INLINE_BREAK)
            buf_add_char(&self->text, ' ');
        add_inlines(self, &one->children);
    }
}

/* ---- sentences ------------------------------------------------------------------------------------------------------------ */

static size_t
sentence_end(const char *text, size_t at)
{
    static const char *const stops[] = {"。", "！", "？", "；", ". ", "! ", "? ", "; "};
    for (; text[at]; at++)
        for (size_t i = 0; i < COUNT_OF(stops); i++)
            if (strncmp(text + at, stops[i], strlen(stops[i])) == 0)
                return at + strlen(stops[i]);
    return at;
}

/* The figure nearest before the claim, else the first behind it, within the sentence; NULL. */
static const Fact *
claimed_figure(const Passage *self, size_t start, size_t end, size_t claim)
{
    const char *key = NULL;
    for (size_t i = 0; i < self->at.count; i++) {
        size_t at = self->at.items[i];
        if (at >= start && at < end && (!key || at < claim))
            key = self->keys.items[i];
    }
    return key ? model_fact(self->model, key) : NULL;
}

static void
judge_sentence(const Passage *self, Diags *diags, size_t start, size_t end)
{
    const char *sentence = arena_strndup(self->arena, self->text.ptr + start, end - start);
    ClaimList claims = {0};
    claims_find(self->arena, sentence, self->model->locales[self->lang]->is_cjk, &claims);
    for (size_t i = 0; i < claims.count; i++) {
        const Claim *claim = &claims.items[i];
        const Fact *fact = claimed_figure(self, start, end, start + claim->start);
        const char *reason[MESSAGE_LANG_COUNT] = {"", ""};
        if (!fact || claim_verdict(self->model, self->arena, claim, fact, reason) != CLAIM_FAILS)
            continue;
        diag(diags, DIAG_CLAIM_NOT_BORNE, self->loc, arena_strndup(self->arena, sentence + claim->start, claim->end - claim->start), fact->id,
            reason[MESSAGE_EN], reason[MESSAGE_ZH]);
        diag_note(diags, fact->loc, "the figure is here", "该数据在此", NULL);
    }
}

static void
judge(Passage *self, Diags *diags)
{
    for (size_t at = 0; at < self->text.length;) {
        size_t end = sentence_end(self->text.ptr, at);
        judge_sentence(self, diags, at, end);
        at = end;
    }
    buf_clear(&self->text);
}

/* ---- where they stand --------------------------------------------------------------------------------------------------------- */

static void
check_block(Arena *arena, Diags *diags, const Model *model, const Block *block, int lang)
{
    Passage passage = {.arena = arena, .model = model, .silent = diags_new(arena), .lang = lang, .loc = block->loc};
    add_inlines(&passage, &block->inlines);
    judge(&passage, diags);
    for (size_t i = 0; i < block->children.count; i++)
        check_block(arena, diags, model, block->children.items[i], lang);
}

void
claims_check_doc(Arena *arena, Diags *diags, const Doc *doc)
{
    for (size_t c = 0; c < doc->chapters.count; c++)
        for (size_t b = 0; b < doc->chapters.items[c]->blocks.count; b++)
            for (int lang = 0; lang < doc->model->lang_count; lang++)
                if (doc->chapters.items[c]->blocks.items[b].in[lang])
                    check_block(arena, diags, doc->model, doc->chapters.items[c]->blocks.items[b].in[lang], lang);
}

static void
check_text(Arena *arena, Diags *diags, const Model *model, Loc loc, const char *text, int lang)
{
    Passage passage = {.arena = arena, .model = model, .silent = diags_new(arena), .lang = lang, .loc = loc};
    ExprEnv env = {.arena = arena, .diags = passage.silent, .model = model, .lang = lang};
    BoundText bound = {0};
    if (!text || !bound_text(&env, loc, text, &bound))
        return;
    for (size_t i = 0; i < bound.count; i++)
        add_number(&passage, bound.items[i].text, bound.items[i].use);
    judge(&passage, diags);
}

void
claims_check_lists(Arena *arena, Diags *diags, const Model *model)
{
    for (int lang = 0; lang < model->lang_count; lang++) {
        for (size_t i = 0; i < model_records(model)->count; i++) {
            const Record *record = model_records(model)->items[i];
            check_text(arena, diags, model, record->title_loc[lang], record->title.in[lang], lang);
            check_text(arena, diags, model, record->detail_loc[lang], record->detail.in[lang], lang);
        }
        for (size_t i = 0; i < model_highlights(model)->count; i++)
            check_text(arena, diags, model, model_highlights(model)->items[i]->body_loc[lang], model_highlights(model)->items[i]->body.in[lang], lang);
    }
}
