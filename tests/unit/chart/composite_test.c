/* Box plots, error bars and error bands written out: composite.cases has what Vega-Lite gives. */
#include "cases.h"

#include "chart/composite.h"

#include <stdlib.h>

static int
compare_keys(const void *a, const void *b)
{
    return strcmp(((const NodeItem *)a)->key, ((const NodeItem *)b)->key);
}

/* JSON with sorted keys; at the top without config. */
static const char *
sorted_json(Fixture *f, const Node *node)
{
    static const char *const left_out[] = {"config", NULL};
    Node *top = node_map_without(f->arena, node_copy(f->arena, node), left_out);
    struct { Node *items[256]; size_t count; } open = {{top}, 1};
    while (open.count) {
        Node *one = open.items[--open.count];
        if (one->kind == NODE_MAP)
            qsort(one->items, one->count, sizeof *one->items, compare_keys);
        for (size_t i = 0; (one->kind == NODE_MAP || one->kind == NODE_LIST) && i < one->count; i++) {
            assert_true(open.count < COUNT_OF(open.items));
            open.items[open.count++] = one->items[i].value;
        }
    }
    Buf out = BUF_INIT;
    node_write_json(&out, top, 0);
    const char *text = str_trim(f->arena, out.ptr);
    buf_clear(&out);
    return text;
}

static const Node *
rewritten(Fixture *f, const char *json)
{
    const Node *spec = node_parse_json(f->arena, f->diags, source_from_text(f->arena, "case.vl.json", json));
    const ChartContext context = {.arena = f->arena, .diags = f->diags};
    assert_non_null(spec);
    Drawing drawing = {.context = &context, .spec = spec, .config = config_make(&context, spec)};
    const char *type = mark_node_type(node_find(spec, "mark"));
    return strcmp(type, "boxplot") == 0    ? composite_boxplot(&drawing, spec)
         : strcmp(type, "errorbar") == 0   ? composite_errorbar(&drawing, spec)
         : strcmp(type, "errorband") == 0  ? composite_errorband(&drawing, spec)
                                           : NULL;
}

static bool
gives(const char *spec, const char *wanted, int line)
{
    Fixture f = fixture_open();
    const Node *got = rewritten(&f, spec), *want = node_parse_json(f.arena, f.diags, source_from_text(f.arena, "wanted.json", wanted));
    const char *is = got ? sorted_json(&f, got) : "", *should = sorted_json(&f, want);
    bool same = got && strcmp(is, should) == 0;
    if (!same)
        print_error("composite.cases:%d:\n got  %s\n want %s\n %s\n", line, is, should, fixture_codes(&f));
    fixture_close(&f);
    return same;
}

static bool
says(const char *spec, const char *code, int line)
{
    Fixture f = fixture_open();
    bool refused = !rewritten(&f, spec), one = diags_count(f.diags) == 1;
    const char *got = one ? diag_code_text(diags_at(f.diags, 0)->code) : "";
    bool right = strcmp(got, code) == 0 && refused == (diags_errors(f.diags) > 0);
    if (!right)
        print_error("composite.cases:%d: got %s, want %s\n", line, fixture_codes(&f), code);
    fixture_close(&f);
    return right;
}

static void
composites_become_what_vega_lite_makes_of_them(void **state)
{
    (void)state;
    enum { LINE = 16384 };
    static char line[LINE], spec[LINE];
    FILE *file = OPEN_BESIDE("composite.cases");
    int number = 0, right = 0, wrong = 0;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        number++;
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "spec: ", 6) == 0)
            strcpy(spec, line + 6);
        else if (strncmp(line, "gives: ", 7) == 0)
            *(gives(spec, line + 7, number) ? &right : &wrong) += 1;
        else if (strncmp(line, "says: ", 6) == 0)
            *(says(spec, line + 6, number) ? &right : &wrong) += 1;
    }
    fclose(file);
    assert_int_equal(wrong, 0);
    assert_true(right >= 26);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(composites_become_what_vega_lite_makes_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
