#include "../table/folder.h"

#include "jobs/change.h"

static const char PACKAGE[] =
    "resources:\n"
    "  - name: figures\n"
    "    path: figures.csv\n"
    "    shudu: {role: figures}\n"
    "    schema:\n"
    "      primaryKey: row_id\n"
    "      fields: [{name: row_id, type: string}, {name: label, type: string}, {name: year, type: year}, {name: value, type: number}, {name: status, type: string}]\n"
    "  - name: yearly\n"
    "    path: yearly.csv\n"
    "    shudu: {role: figures-wide}\n"
    "    schema:\n"
    "      fields: [{name: indicator, type: string}, {name: scope, type: string}, {name: period, type: string}, {name: source_id, type: string}, {name: '2019', type: number, format: qualified}, {name: '2020', type: number, format: qualified}]\n"
    "  - name: notes\n"
    "    path: notes.csv\n"
    "    schema:\n"
    "      fields: [{name: row_id, type: string}, {name: status, type: string}, {name: note, type: string}]\n";

static const char FIGURES[] = "row_id,label,year,value,status\na.2019.S1,A,2019,119,published\nb.2019.S1,\"B, c\",2019,50,published\nc.2019.S1,C,2019,7,draft\n";
static const char YEARLY[] = "indicator,scope,period,source_id,2019,2020\npilots,,stock,S1,90余,100\npilots,jiangsu,flow-year,S1,5,\n";
static const char NOTES[] = "row_id,status,note\npilots.stock.2020.S1,published,x\n";

/* "table key column: before -> after (difference, ratio)", a line a change, with "+" and "-" before rows that came and went. */
static const char *
changes(Folder *f, const char *package, const char *const *old, const char *const *new)
{
    static const char *const names[] = {"figures.csv", "yearly.csv", "notes.csv"};
    for (int i = 0; i < 3; i++) {
        folder_write(f, arena_printf(f->arena, "old/%s", names[i]), old[i]);
        folder_write(f, arena_printf(f->arena, "new/%s", names[i]), new[i]);
    }
    if (package) {
        folder_write(f, "old/datapackage.yaml", package);
        folder_write(f, "new/datapackage.yaml", package);
    }
    DataSide before = {files_new(f->arena, f->root), NULL}, after = {files_new(f->arena, f->root), NULL};
    files_mount(before.files, "data", arena_printf(f->arena, "%s/old", f->root));
    files_mount(after.files, "data", arena_printf(f->arena, "%s/new", f->root));
    ChangeList list = {0};
    Buf out = BUF_INIT;
    assert_true(changes_find(f->arena, f->diags, &before, &after, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Change *one = &list.items[i];
        static const char *const marks[] = {"", "+", "-"};
        buf_printf(&out, "%s%s %s %s: %s -> %s (%s, %s) %d %d\n", marks[one->kind], one->table, one->key, one->column, one->before, one->after,
                   change_difference(f->arena, one), change_ratio(f->arena, one), one->old_place.line, one->new_place.line);
    }
    const char *text = out.length ? buf_take(&out, f->arena) : "";
    buf_clear(&out);
    return text;
}

static void
same_is_none(void **state)
{
    (void)state;
    Folder f = folder_open();
    const char *const same[] = {FIGURES, YEARLY, NOTES};
    assert_string_equal(changes(&f, PACKAGE, same, same), "");
    folder_close(&f);
}

static void
cells_by_key(void **state)
{
    (void)state;
    Folder f = folder_open();
    const char *const old[] = {FIGURES, YEARLY, NOTES};
    /* Rows in another order, one gone, one new, one number and one label changed. */
    const char *const new[] = {
        "row_id,label,year,value,status\nd.2019.S1,D,2019,8,published\nb.2019.S1,\"B, c\",2019,50,published\na.2019.S1,A,2019,121,published\n",
        "indicator,scope,period,source_id,2019,2020\npilots,jiangsu,flow-year,S1,,6\npilots,,stock,S1,近100,100\n", NOTES};
    assert_string_equal(changes(&f, PACKAGE, old, new),
                        "+figures d.2019.S1 value:  -> 8 (, ) 0 2\n"
                        "figures a.2019.S1 value: 119 -> 121 (+2, +1.7 %) 2 4\n"
                        "-yearly pilots.jiangsu.flow.2019.S1 2019: 5 ->  (, ) 3 0\n"
                        "+yearly pilots.jiangsu.flow.2020.S1 2020:  -> 6 (, ) 0 2\n"
                        "yearly pilots.stock.2019.S1 2019: 90余 -> 近100 (+10, +11.1 %) 2 3\n");
    folder_close(&f);
}

static void
what_is_not_published_is_on_no_side(void **state)
{
    (void)state;
    Folder f = folder_open();
    const char *const old[] = {FIGURES, YEARLY, NOTES};
    /* A draft changed; one published; one withdrawn; a yearly cell embargoed, by the notes; and a row that names a draft. */
    const char *const new[] = {
        "row_id,label,year,value,status\na.2019.S1,A,2019,119,withdrawn\nb.2019.S1,\"B, c\",2019,50,published\nc.2019.S1,C,2019,9,published\ne.2019.S1,E,2019,1,draft\nf.2019.S1,see e.2019.S1,2019,2,published\n",
        "indicator,scope,period,source_id,2019,2020\npilots,,stock,S1,90余,777\npilots,jiangsu,flow-year,S1,5,\n",
        "row_id,status,note\npilots.stock.2020.S1,embargoed,x\n"};
    assert_string_equal(changes(&f, PACKAGE, old, new),
                        "+figures c.2019.S1 value:  -> 9 (, ) 0 4\n"
                        "-figures a.2019.S1 value: 119 ->  (, ) 2 0\n"
                        "-yearly pilots.stock.2020.S1 2020: 100 ->  (, ) 2 0\n"
                        "-notes pilots.stock.2020.S1 :  ->  (, ) 2 0\n");
    folder_close(&f);
}

static void
without_a_schema_the_first_columns_tell_rows_apart(void **state)
{
    (void)state;
    Folder f = folder_open();
    const char *const old[] = {"place,year,value\nS,2019,1\nS,2020,2\nN,2019,3\n", "x\n", "x\n"};
    const char *const new[] = {"place,year,value,unit\nS,2019,1,t\nS,2020,2.5,t\nN,2019,3,t\n", "x\n", "x\n"};
    assert_string_equal(changes(&f, NULL, old, new),
                        "figures S 2019 unit:  -> t (, ) 2 2\n"
                        "figures S 2020 value: 2 -> 2.5 (+0.5, +25.0 %) 3 3\n"
                        "figures S 2020 unit:  -> t (, ) 3 3\n"
                        "figures N 2019 unit:  -> t (, ) 4 4\n");
    folder_close(&f);
}

static void
records_over_lines_and_quotes(void **state)
{
    (void)state;
    Folder f = folder_open();
    const char *const old[] = {"id,text,n\r\n1,\"a\n\"\"b\"\",c\",4\r\n\r\n2,x,5\r\n", "x\n", "x\n"};
    const char *const new[] = {"id,text,n\n1,\"a\n\"\"b\"\",c\",4\n2,x,-5\n", "x\n", "x\n"};
    assert_string_equal(changes(&f, NULL, old, new), "figures 2 n: 5 -> -5 (−10, −200.0 %) 5 4\n");
    folder_close(&f);
}

static void
a_folder_without_tables(void **state)
{
    (void)state;
    Folder f = folder_open();
    ChangeList list = {0};
    DataSide side = {files_new(f.arena, f.root), NULL};
    assert_false(changes_find(f.arena, f.diags, &side, &side, &list));
    assert_non_null(diags_find(f.diags, DIAG_DIFF_NO_TABLES));
    folder_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_is_none),
        cmocka_unit_test(cells_by_key),
        cmocka_unit_test(what_is_not_published_is_on_no_side),
        cmocka_unit_test(without_a_schema_the_first_columns_tell_rows_apart),
        cmocka_unit_test(records_over_lines_and_quotes),
        cmocka_unit_test(a_folder_without_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
