/* model/roles.c -- which table is read by whom. */
#include "base/str.h"
#include "model/read.h"

/* In this order: whoever names figures comes after them. */
static const struct {
    const char *role;
    void (*whole)(ModelReader *self, const Table *table);
    RowReader *one;
} ROLES[] = {
    {"indicators", NULL, read_indicator},
    {"periods", NULL, read_period},
    {"sources", NULL, read_source},
    {"glossary", NULL, read_term},
    {"figures", read_long_table, NULL},
    {"figures-wide", read_wide_table, NULL},
    {"annotations", read_annotations, NULL},
    {"targets", NULL, read_target},
    {"records", NULL, read_record},
    {"highlights", NULL, read_highlight},
    {"coverage", NULL, read_coverage},
    {"corrections", NULL, read_correction},
};

static void
check_role(ModelReader *self, const Resource *resource)
{
    const char *names[COUNT_OF(ROLES)];
    for (size_t i = 0; i < COUNT_OF(ROLES); i++) {
        names[i] = ROLES[i].role;
        if (str_equal(resource->role, names[i]))
            return;
    }
    diag(self->diags, DIAG_ROLE_UNKNOWN, resource->role_loc, resource->role);
    hint_nearest(self->diags, resource->role, names, COUNT_OF(names));
}

void
model_read_roles(ModelReader *self)
{
    const Model *model = self->model;
    for (size_t i = 0; i < model->package.resource_count; i++)
        if (model->package.resources[i].role)
            check_role(self, &model->package.resources[i]);
    for (size_t role = 0; role < COUNT_OF(ROLES); role++) {
        for (size_t i = 0; i < model->package.resource_count; i++) {
            const Table *table = &model->tables[i];
            if (!table->resource || !str_equal(table->resource->role, ROLES[role].role))
                continue;
            if (ROLES[role].whole)
                ROLES[role].whole(self, table);
            for (size_t row = 0; ROLES[role].one && row < table->row_count; row++)
                ROLES[role].one(self, table, row);
        }
    }
}
