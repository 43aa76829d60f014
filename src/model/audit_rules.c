/* model/audit_rules.c -- `audit:` of shudu.yaml.
 *
 *     audit:
 *       names: ["1+3", 五个新城]            numbers that are names, not figures
 *       accept:                              findings that stay, each with its reason
 *         - {code: typed-number, path: "layouts/whitepaper/00-*", text: 九项, reason: counts the targets of the plan itself}
 *
 * `text` is a part of the line that holds the finding, or of the message, or a list of such.
 */
#include "base/str.h"
#include "model/read.h"

static void
read_names(ModelReader *self, const Node *list)
{
    AuditRules *rules = &self->model->audit;
    if (!list || !node_expect(self->diags, list, "names", NODE_LIST))
        return;
    const char **names = ARENA_ARRAY(self->arena, const char *, list->count + 1);
    for (size_t i = 0; i < list->count; i++)
        if (node_expect(self->diags, list->items[i].value, "names", NODE_STRING) && *list->items[i].value->text)
            names[rules->name_count++] = list->items[i].value->text;
    rules->names = names;
}

static void
read_accepted(ModelReader *self, const Node *node)
{
    static const char *const keys[] = {"code", "path", "text", "reason", NULL};
    if (!node_expect(self->diags, node, "accept", NODE_MAP))
        return;
    node_check_keys(self->diags, node, keys);
    const Node *code = node_need(self->diags, node, "code", NODE_STRING), *reason = node_need(self->diags, node, "reason", NODE_STRING);
    if (!code || !reason)
        return;
    if (str_is_empty(reason->text)) {
        diag(self->diags, DIAG_AUDIT_NO_REASON, reason->loc, NULL);
        return;
    }
    DiagCode known;
    if (!diag_code_parse(code->text, &known)) {
        diag(self->diags, DIAG_AUDIT_UNKNOWN_CODE, code->loc, code->text);
        return;
    }
    if (diag_code_severity(known) == SEVERITY_ERROR) {
        diag(self->diags, DIAG_AUDIT_ACCEPTS_ERROR, code->loc, code->text);
        return;
    }
    const Node *texts = node_find(node, "text");
    Accepted accepted = {code->text, node_text(node, "path", NULL), node_text(node, "text", NULL), reason->text, node->loc};
    for (size_t i = 0; texts && texts->kind == NODE_LIST && i < texts->count; i++) {
        const Node *text = texts->items[i].value;
        if (!node_expect(self->diags, text, "text", NODE_STRING))
            continue;
        accepted.text = text->text;
        accepted.loc = text->loc;
        VEC_PUSH(self->arena, &self->model->audit.accepted, accepted);
    }
    if (!texts || texts->kind != NODE_LIST)
        VEC_PUSH(self->arena, &self->model->audit.accepted, accepted);
}

void
model_read_audit_rules(ModelReader *self, const Node *node)
{
    static const char *const keys[] = {"names", "accept", NULL};
    if (!node || !node_expect(self->diags, node, "audit", NODE_MAP))
        return;
    node_check_keys(self->diags, node, keys);
    read_names(self, node_find(node, "names"));
    const Node *list = node_find(node, "accept");
    if (list && node_expect(self->diags, list, "accept", NODE_LIST))
        for (size_t i = 0; i < list->count; i++)
            read_accepted(self, list->items[i].value);
}
