#include "chart/composite.h"

/* Not yet: see composite.h. */
static Node *
refuse(const Node *spec, Diags *diags, const char *mark)
{
    diag(diags, DIAG_VL_UNSUPPORTED, spec->loc, mark);
    return NULL;
}

Node *
composite_boxplot(Arena *arena, const Node *spec, const Node *config, Diags *diags)
{
    (void)arena;
    (void)config;
    return refuse(spec, diags, "boxplot");
}

Node *
composite_errorbar(Arena *arena, const Node *spec, const Node *config, Diags *diags)
{
    (void)arena;
    (void)config;
    return refuse(spec, diags, "errorbar");
}

Node *
composite_errorband(Arena *arena, const Node *spec, const Node *config, Diags *diags)
{
    (void)arena;
    (void)config;
    return refuse(spec, diags, "errorband");
}
