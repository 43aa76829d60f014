#include "audit/audit.h"

#include "audit/pairs.h"
#include "audit/typed.h"
#include "base/str.h"

#include <string.h>

static PassageContext
quietly(const AuditContext *context)
{
    return (PassageContext){.arena = context->arena, .model = context->model, .suggest = context->suggest, .quiet = diags_new(context->arena)};
}

static void
audit_passages(const AuditContext *context, const PassageContext *passages, const PassageList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        PassagePair *pair = list->items[i];
        for (int lang = 0; lang < context->model->lang_count; lang++)
            if (pair->in[lang].given && !pair->is_quote)
                typed_check(passages, context->diags, lang, &pair->in[lang]);
        pairs_check(passages, context->diags, pair);
    }
}

void
audit_doc(const AuditContext *context, const Doc *doc)
{
    PassageContext passages = quietly(context);
    PassageList list = {0};
    passages_of_doc(&passages, doc, &list);
    audit_passages(context, &passages, &list);
    audit_file(context, arena_printf(context->arena, "%s/report.yaml", doc->folder));
}

void
audit_file(const AuditContext *context, const char *path)
{
    PassageContext passages = quietly(context);
    PassageList list = {0};
    const Source *source = reader_exists(context->reader, path) ? reader_read(context->reader, path, LOC_NONE) : NULL;
    const Node *root = source ? node_parse(context->arena, passages.quiet, source) : NULL;
    if (root)
        passages_of_node(&passages, root, &list);
    audit_passages(context, &passages, &list);
}

void
audit_data(const AuditContext *context)
{
    PassageContext passages = quietly(context);
    PassageList list = {0};
    passages_of_tables(&passages, &list);
    audit_passages(context, &passages, &list);
    audit_file(context, "data/conflicts.yaml");
    audit_file(context, "shudu.yaml");
}

/* ---- accepted findings ------------------------------------------------------------------------------------------------- */

static bool
is_one_line(const Source *source, size_t from, size_t to)
{
    return !memchr(source->text + from, '\n', to - from);
}

/* Whether the text stands in the finding's line, and the finding in it: what else the line says is not accepted with it. Only places
 * where the two have a character in common are looked at. */
static bool
stands_there(Loc loc, const char *text)
{
    const Source *source = loc.source;
    size_t length = strlen(text), end = loc.offset + (loc.length ? loc.length : 1);
    size_t first = loc.offset + 1 > length ? loc.offset + 1 - length : 0;
    for (size_t at = first; at < end && at + length <= source->length; at++)
        if (memcmp(source->text + at, text, length) == 0)
            if (is_one_line(source, MIN_OF(at, loc.offset), MAX_OF(at + length, loc.offset)))
                return true;
    return false;
}

static bool
accepts(const Accepted *rule, const Diag *one)
{
    if (!str_equal(rule->code, diag_code_text(one->code)))
        return false;
    if (rule->path && !(one->loc.source && str_glob(rule->path, one->loc.source->path)))
        return false;
    if (!rule->text || strstr(one->message[MESSAGE_EN], rule->text) || strstr(one->message[MESSAGE_ZH], rule->text))
        return true;
    return one->loc.source && stands_there(one->loc, rule->text);
}

void
audit_accept(const Model *model, const Diags *from, bool all, Diags *to)
{
    Arena *scratch = arena_new();
    size_t count = model->audit.accepted.count;
    bool *used = ARENA_ARRAY(scratch, bool, count + 1);
    for (size_t i = 0; i < diags_count(from); i++) {
        bool accepted = false;
        for (size_t k = 0; k < count; k++)
            if (accepts(&model->audit.accepted.items[k], diags_at(from, i)))
                accepted = used[k] = true;
        if (!accepted)
            diag_add(to, diags_at(from, i));
    }
    for (size_t k = 0; all && k < count; k++)
        if (!used[k])
            diag(to, DIAG_ACCEPT_UNUSED, model->audit.accepted.items[k].loc, NULL);
    arena_free(scratch);
}
