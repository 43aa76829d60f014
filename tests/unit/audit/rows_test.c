/* What a PDF carries along: published rows behind what is printed, drawn or calculated with, and their schema. */
#include "../model/project.h"

#include "audit/rows.h"
#include "base/str.h"

#include <cmocka.h>

typedef struct Bench {
    Folder folder;
    Model *model;
    Scene *scene;
} Bench;

static Bench
bench_open(void)
{
    Bench b = {.folder = project_open()};
    b.model = project_read(&b.folder);
    b.scene = scene_new(b.folder.arena, b.model->lang_tags, 2, 0);
    scene_add_page(b.scene, 100, 100);
    return b;
}

static void
print_number(Bench *b, const FactUse *use)
{
    TextSpan span = {0, 1, 0, ELEM_ARTIFACT, use, NULL};
    TextOp op = {.text = "1", .spans = &span, .span_count = 1, .opacity = 1};
    scene_text(b->scene, &op);
}

static const FactUse *
use_of(Bench *b, const char *row_id)
{
    return fact_use(b->folder.arena, model_fact(b->model, row_id), "value");
}

static const char *
attached(const Bench *b, const char *name)
{
    for (size_t i = 0; i < b->scene->attachments.count; i++)
        if (str_equal(b->scene->attachments.items[i].name, name))
            return b->scene->attachments.items[i].bytes;
    return NULL;
}

static size_t
lines_of(const char *text)
{
    size_t count = 0;
    for (; text && *text; text++)
        count += *text == '\n';
    return count;
}

static void
nothing_printed_nothing_attached(void **state)
{
    (void)state;
    Bench b = bench_open();
    rows_attach(b.model, b.scene);
    assert_int_equal(b.scene->attachments.count, 0);
    folder_close(&b.folder);
}

static void
rows_that_are_printed_drawn_or_calculated_with(void **state)
{
    (void)state;
    Bench b = bench_open();
    const FactUse *inputs[] = {use_of(&b, "laws.stock.2021.S1"), use_of(&b, "laws.stock.2020.S1"), NULL};
    FactUse formula = {.kind = USE_FORMULA, .key = "a - b", .inputs = inputs};
    print_number(&b, &formula);
    print_number(&b, use_of(&b, "laws.stock.2020.S1"));
    Path bar = {0};
    path_rect(b.folder.arena, &bar, (Rect){0, 0, 10, 10});
    PathOp op = scene_plain_path(&bar);
    op.use = use_of(&b, "laws.delta.flow.2021.S2");
    scene_path_op(b.scene, &op);
    rows_attach(b.model, b.scene);
    const char *rows = attached(&b, "figures.csv");
    assert_non_null(rows);
    assert_int_equal(lines_of(rows), 4);
    const char *first = strstr(rows, "laws.stock.2020.S1,"), *second = strstr(rows, "laws.stock.2021.S1,"), *third = strstr(rows, "laws.delta.flow.2021.S2,");
    assert_true(first && second && third && third < first && first < second); /* by name, each once */
    assert_int_equal(lines_of(attached(&b, "sources.csv")), 3);
    assert_null(attached(&b, "targets.csv"));
    folder_close(&b.folder);
}

static void
what_is_not_published_stays_at_home(void **state)
{
    (void)state;
    Bench b = bench_open();
    print_number(&b, use_of(&b, "laws.flow.2022.S1")); /* embargoed */
    rows_attach(b.model, b.scene);
    assert_int_equal(b.scene->attachments.count, 0);
    folder_close(&b.folder);
}

static void
targets_have_a_file_of_their_own(void **state)
{
    (void)state;
    Bench b = bench_open();
    FactUse use = {.kind = USE_FACT, .key = "target.laws", .aspect = "target"};
    print_number(&b, &use);
    rows_attach(b.model, b.scene);
    assert_non_null(strstr(attached(&b, "targets.csv"), "laws,"));
    assert_null(attached(&b, "figures.csv"));
    folder_close(&b.folder);
}

/* Whoever opens the attachments in this program, or in any reader of Frictionless Data Packages, finds typed tables. */
static void
the_schema_reads_the_tables(void **state)
{
    (void)state;
    Bench b = bench_open();
    print_number(&b, use_of(&b, "laws.stock.2020.S1"));
    print_number(&b, use_of(&b, "laws.stock.2021.S2"));
    rows_attach(b.model, b.scene);
    Folder other = folder_open();
    for (size_t i = 0; i < b.scene->attachments.count; i++) {
        const Attachment *a = &b.scene->attachments.items[i];
        assert_string_equal(a->relationship, str_equal(a->name, "datapackage.json") ? "Supplement" : "Data");
        folder_write(&other, arena_printf(other.arena, "data/%s", a->name), a->bytes);
    }
    Package package;
    Table tables[2];
    TableLanguages languages = {b.model->lang_keys, b.model->locales, 2};
    package_read(other.arena, other.reader, "data/datapackage.json", &languages, &package);
    table_read(other.arena, other.reader, package_find(&package, "figures"), &tables[0]);
    table_read(other.arena, other.reader, package_find(&package, "sources"), &tables[1]);
    tables_check_foreign_keys(other.arena, other.diags, tables, 2);
    assert_string_equal(folder_codes(&other), "");
    assert_int_equal(tables[0].row_count, 2);
    assert_string_equal(table_text(&tables[0], 0, "row_id"), "laws.stock.2020.S1");
    assert_string_equal(table_text(&tables[0], 0, "value"), "12");
    assert_string_equal(table_text(&tables[0], 0, "label_zh"), "法规");
    assert_string_equal(table_text(&tables[0], 1, "as_of"), "2021-12-31");
    folder_close(&other);
    folder_close(&b.folder);
}

static void
texts_are_quoted(void **state)
{
    (void)state;
    Bench b = bench_open();
    Fact fact = *model_fact(b.model, "laws.stock.2020.S1");
    fact.quote = "一个“12”,\"十二\"\n部";
    map_put(&b.model->fact_by_id, fact.id, &fact);
    print_number(&b, use_of(&b, "laws.stock.2020.S1"));
    rows_attach(b.model, b.scene);
    assert_non_null(strstr(attached(&b, "figures.csv"), ",\"一个“12”,\"\"十二\"\"\n部\","));
    folder_close(&b.folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_printed_nothing_attached),
        cmocka_unit_test(rows_that_are_printed_drawn_or_calculated_with),
        cmocka_unit_test(what_is_not_published_stays_at_home),
        cmocka_unit_test(targets_have_a_file_of_their_own),
        cmocka_unit_test(the_schema_reads_the_tables),
        cmocka_unit_test(texts_are_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
