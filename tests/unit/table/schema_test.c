#include "folder.h"

#include "table/table.h"

static const char *const KEYS[] = {"zh", "en"};

/* The package of one text, all of its tables, and the references between them. */
static Package *
read_package(const Folder *f, const char *yaml, Table **tables_out)
{
    const Locale **locales = ARENA_ARRAY(f->arena, const Locale *, 2);
    locales[0] = locale_builtin("zh");
    locales[1] = locale_builtin("en");
    TableLanguages languages = {KEYS, locales, 2};
    Package *package = ARENA_NEW(f->arena, Package);
    folder_write(f, "data/datapackage.yaml", yaml);
    package_read(f->arena, f->reader, "data/datapackage.yaml", &languages, package);
    Table *tables = ARENA_ARRAY(f->arena, Table, package->resource_count + 1);
    for (size_t i = 0; i < package->resource_count && tables_out; i++)
        table_read(f->arena, f->reader, &package->resources[i], &tables[i]);
    if (tables_out) {
        tables_check_foreign_keys(f->arena, f->diags, tables, package->resource_count);
        *tables_out = tables;
    }
    return package;
}

#define ASSERT_CODES(yaml, expected)                     \
    do {                                                 \
        Folder f = folder_open();                        \
        read_package(&f, yaml, NULL);                    \
        assert_string_equal(folder_codes(&f), expected); \
        folder_close(&f);                                \
    } while (0)

#define TABLE(fields) "resources:\n- {name: t, path: t.csv, schema: {fields: [" fields "]}}\n"
#define AT "@data/datapackage.yaml:"

static void
a_package_is_read(void **state)
{
    (void)state;
    Folder f = folder_open();
    Package *package = read_package(&f,
        "name: p\nresources:\n"
        "  - name: t\n    path: tables/t.tsv\n    title: {zh: 表, en: Table}\n    shudu: {role: figures-wide, years: \"20??\"}\n"
        "    schema:\n      primaryKey: [a, b]\n      missingValues: [\"\", \"-\"]\n      fields:\n"
        "        - {name: a, title: {zh: 甲, en: A}, constraints: {required: true, minLength: 1}}\n"
        "        - {name: b, type: number, format: qualified, constraints: {minimum: 0, enum: [1, 2]}}\n"
        "        - {name: c, title: same, constraints: {enum: [true, x]}}\n", NULL);
    assert_string_equal(folder_codes(&f), "");
    const Resource *t = package_find(package, "t");
    assert_non_null(t);
    assert_null(package_find(package, "u"));
    assert_string_equal(t->path, "data/tables/t.tsv");
    assert_int_equal(t->delimiter, '\t');
    assert_string_equal(t->role, "figures-wide");
    assert_string_equal(t->years, "20??");
    assert_string_equal(t->title.in[1], "Table");
    assert_string_equal(t->primary_key[1], "b");
    assert_string_equal(t->missing_values[1], "-");
    const Field *a = resource_field(t, "a"), *b = resource_field(t, "b"), *c = resource_field(t, "c");
    assert_true(a->required && a->has_min_length && a->min_length == 1 && !a->has_max_length);
    assert_string_equal(a->title.in[0], "甲");
    assert_true(b->format == FORMAT_QUALIFIED && b->min.given && b->min.value == 0 && b->required);
    assert_string_equal(b->enums[1], "2");
    assert_string_equal(c->title.in[0], "same");
    assert_string_equal(c->enums[0], "true");
    folder_close(&f);
}

static void
codes_of_fields(void **state)
{
    (void)state;
    ASSERT_CODES(TABLE("{name: x, type: nubmer}"), "table-bad-type" AT "2:60");
    ASSERT_CODES(TABLE("{name: x, type: date, format: qualified}"), "table-bad-format" AT "2:74");
    ASSERT_CODES(TABLE("{name: x, format: reduced}"), "table-bad-format" AT "2:62");
    ASSERT_CODES(TABLE("{name: x, type: date, format: \"%Q\"}"), "table-bad-format" AT "2:74");
    ASSERT_CODES(TABLE("{name: x, type: boolean, groupChar: \",\"}"), "table-bad-constraint" AT "2:80");
    ASSERT_CODES(TABLE("{name: x, type: number, decimalChar: \",\", groupChar: \",\"}"), "table-same-char" AT "2:97");
    ASSERT_CODES(TABLE("{name: x, type: number, constraints: {minimum: low}}"), "table-bad-bound" AT "2:91");
    ASSERT_CODES(TABLE("{name: x, type: date, constraints: {minimum: 2020-13}}"), "table-bad-bound" AT "2:89");
    ASSERT_CODES(TABLE("{name: x, constraints: {pattern: \"[a\"}}"), "table-bad-pattern" AT "2:77");
    ASSERT_CODES(TABLE("{name: x, constraints: {minimum: 1}}"), "table-bad-constraint" AT "2:77");
    ASSERT_CODES(TABLE("{name: x, type: year, constraints: {pattern: x}}"), "table-bad-constraint" AT "2:89");
    ASSERT_CODES(TABLE("{name: x, constraints: {requierd: true}}"), "node-unknown-key" AT "2:68");
    ASSERT_CODES(TABLE("{name: x, constraints: {required: 1}}"), "node-expected-bool" AT "2:78");
    ASSERT_CODES(TABLE("{name: x}, {name: x}"), "table-duplicate-name" AT "2:62");
    ASSERT_CODES(TABLE("{type: year}"), "node-missing-key" AT "2:44");
}

static void
codes_of_resources(void **state)
{
    (void)state;
    ASSERT_CODES("resources:\n- {name: t, path: t.csv}\n", "node-missing-key" AT "2:3");
    ASSERT_CODES("resources:\n- {name: t, path: t.csv, dialect: {delimiter: \"#\"}, schema: {fields: []}}\n", "table-bad-delimiter" AT "2:47");
    ASSERT_CODES("resources:\n- {name: t, path: t.csv, dialect: {header: false}, schema: {fields: []}}\n", "table-bad-dialect" AT "2:44");
    ASSERT_CODES("resources:\n- {name: t, path: t.csv, encoding: latin1, schema: {fields: []}}\n", "table-bad-encoding" AT "2:36");
    ASSERT_CODES("resources:\n- {name: t, path: t.csv, schema: {fields: [{name: a}], primaryKey: b}}\n", "table-unknown-field" AT "2:68");
    ASSERT_CODES("resources:\n- {name: t, path: t.csv, schema: {fields: [{name: a}], foreignKeys: [{fields: a, reference: {resource: u, fields: b}}]}}\n",
        "table-unknown-resource" AT "2:104");
    ASSERT_CODES("resources:\n- {name: t, path: t.csv, schema: {fields: [{name: a}], foreignKeys: [{fields: a, reference: {resource: \"\", fields: b}}]}}\n",
        "table-unknown-field" AT "2:104");
    ASSERT_CODES("resources:\n- {name: t, path: t.csv, schema: {fields: [{name: a}], foreignKeys: [{fields: [a, a], reference: {resource: t, fields: a}}]}}\n",
        "table-bad-reference" AT "2:70");
    ASSERT_CODES("resources:\n- {name: t, path: t.csv, schema: {fields: []}}\n- {name: t, path: u.csv, schema: {fields: []}}\n", "table-duplicate-name" AT "3:10");
    ASSERT_CODES("resources:\n- {name: t, path: t.csv, shudu: {rolle: figures}, schema: {fields: []}}\n", "node-unknown-key" AT "2:34");
    ASSERT_CODES("- a\n", "node-expected-map" AT "1:1");
}

static void
keys_of_several_columns_stand_once(void **state)
{
    (void)state;
    Folder f = folder_open();
    Table *tables;
    folder_write(&f, "data/t.csv", "a,b\nx,2020\nx,2021\nx,2020\n");
    read_package(&f, "resources:\n- {name: t, path: t.csv, schema: {primaryKey: [a, b], fields: [{name: a}, {name: b, type: year}]}}\n", &tables);
    assert_string_equal(folder_codes(&f), "csv-not-unique@data/t.csv:4:1");
    assert_string_equal(folder_first(&f), "\"x, 2020\" stands twice in column 'a, b'");
    folder_close(&f);
}

static void
references_lead_somewhere(void **state)
{
    (void)state;
    Folder f = folder_open();
    Table *tables;
    folder_write(&f, "data/t.csv", "a,p,up\nx,flow,\ny,stok,x\nz,,q\n");
    folder_write(&f, "data/periods.csv", "code\nflow\nstock\n");
    read_package(&f,
        "resources:\n- name: t\n  path: t.csv\n  schema:\n    foreignKeys:\n    - {fields: p, reference: {resource: periods, fields: code}}\n"
        "    - {fields: [up], reference: {resource: \"\", fields: [a]}}\n    fields: [{name: a}, {name: p}, {name: up}]\n"
        "- {name: periods, path: periods.csv, schema: {fields: [{name: code}]}}\n", &tables);
    assert_string_equal(folder_codes(&f), "table-foreign-key@data/t.csv:3:3 table-foreign-key@data/t.csv:4:4");
    assert_string_equal(folder_first(&f), "\"stok\" is not in column 'code' of data/periods.csv | did you mean 'stock'?");
    folder_close(&f);
}

/* A file that cannot be read is one cause: what refers to it is not complained about as well. */
static void
an_absent_table_is_reported_once(void **state)
{
    (void)state;
    Folder f = folder_open();
    Table *tables;
    folder_write(&f, "data/t.csv", "p\nflow\n");
    read_package(&f,
        "resources:\n- {name: t, path: t.csv, schema: {fields: [{name: p}], foreignKeys: [{fields: p, reference: {resource: periods, fields: code}}]}}\n"
        "- {name: periods, path: periods.csv, schema: {fields: [{name: code}]}}\n", &tables);
    assert_string_equal(folder_codes(&f), "source-missing@data/datapackage.yaml:3:25");
    folder_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_package_is_read),
        cmocka_unit_test(codes_of_fields),
        cmocka_unit_test(codes_of_resources),
        cmocka_unit_test(keys_of_several_columns_stand_once),
        cmocka_unit_test(references_lead_somewhere),
        cmocka_unit_test(an_absent_table_is_reported_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
