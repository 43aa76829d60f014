/* jobs/diff_errata.c -- the changed figures of a diff as rows of data/corrections.csv; date, version and reason are left to people. */
#include "jobs/diff.h"

#include <string.h>

static void
add_cell(Buf *out, const char *text, char end)
{
    bool quoted = strpbrk(text, ",\"\r\n") != NULL;
    if (quoted)
        buf_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *text);
    }
    if (quoted)
        buf_add_char(out, '"');
    buf_add_char(out, end);
}

void
diff_write_errata(const Diff *diff, Buf *out)
{
    buf_add(out, "date,version,row_id,place_zh,place_en,was,now,reason_zh,reason_en\n");
    for (size_t i = 0; i < diff->changes.count; i++) {
        const Change *change = &diff->changes.items[i];
        /* A figure that came is no correction, and one that went is withdrawn by its status. */
        if (change->kind != CHANGE_CELL || !change->numeric)
            continue;
        bool is_value = strcmp(change->column, "value") == 0 || strspn(change->column, "0123456789") == strlen(change->column);
        buf_add(out, ",,");
        add_cell(out, change->key, ',');
        add_cell(out, is_value ? "" : change->column, ',');
        add_cell(out, is_value ? "" : change->column, ',');
        add_cell(out, change->before, ',');
        add_cell(out, change->after, ',');
        buf_add(out, ",\n");
    }
}
