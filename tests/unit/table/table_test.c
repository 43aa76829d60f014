#include "folder.h"

#include "table/table.h"

static const char *const KEYS[] = {"zh", "en"};

static TableLanguages
languages(Arena *arena)
{
    const Locale **locales = ARENA_ARRAY(arena, const Locale *, 2);
    locales[0] = locale_builtin("zh-Hans");
    locales[1] = locale_builtin("en");
    return (TableLanguages){KEYS, locales, 2};
}

/* One table with the given fields and rest of its schema (a line of YAML each), and its file. */
static void
write_table(const Folder *f, const char *fields, const char *rest, const char *csv)
{
    folder_write(f, "data/datapackage.yaml",
        arena_printf(f->arena, "resources:\n  - name: t\n    path: t.csv\n    schema:\n      fields: [%s]\n%s", fields, rest));
    folder_write(f, "data/t.csv", csv);
}

static Table
read_table(const Folder *f)
{
    Package *package = ARENA_NEW(f->arena, Package);
    TableLanguages langs = languages(f->arena);
    Table table = {0};
    bool ok = package_read(f->arena, f->reader, "data/datapackage.yaml", &langs, package);
    const Resource *resource = package_find(package, "t");
    if (resource)
        ok &= table_read(f->arena, f->reader, resource, &table);
    assert_int_equal(ok, diags_errors(f->diags) == 0);
    return table;
}

/* The diagnostics of a table with one field x, whose cells are the lines of `cells`. */
static const char *
codes_of(const Folder *f, const char *field, const char *cells)
{
    write_table(f, field, "", arena_printf(f->arena, "x\n%s", cells));
    read_table(f);
    return folder_codes(f);
}

#define ASSERT_CODES(field, cells, expected)                         \
    do {                                                             \
        Folder f = folder_open();                                    \
        assert_string_equal(codes_of(&f, field, cells), expected);   \
        folder_close(&f);                                            \
    } while (0)

#define ASSERT_FIRST(field, cells, expected)                         \
    do {                                                             \
        Folder f = folder_open();                                    \
        codes_of(&f, field, cells);                                  \
        assert_string_equal(folder_first(&f), expected);             \
        folder_close(&f);                                            \
    } while (0)

static void
cells_have_their_types(void **state)
{
    (void)state;
    Folder f = folder_open();
    write_table(&f, "{name: a}, {name: n, type: number}, {name: i, type: integer}, {name: y, type: year}, {name: d, type: date, format: reduced}, {name: b, type: boolean}",
        "      missingValues: [\"\", 无]\n", "y,a,n,i,d,b\n2025,甲,-8.80,12,2025-10,TRUE\n,,无,,,0\n");
    Table table = read_table(&f);
    assert_string_equal(folder_codes(&f), "");
    assert_int_equal(table.row_count, 2);
    assert_int_equal(table_column(&table, "n"), 2);
    assert_int_equal(table_column(&table, "z"), -1);
    assert_string_equal(table_text(&table, 0, "a"), "甲");
    assert_string_equal(decimal_text(f.arena, table_at(&table, 0, 2)->number), "-8.80");
    assert_int_equal(table_at(&table, 0, 0)->number.mantissa, 2025);
    assert_int_equal(table_at(&table, 0, 4)->date.month, 10);
    assert_int_equal(table_at(&table, 0, 4)->date.day, 0);
    assert_true(table_at(&table, 0, 5)->boolean);
    assert_false(table_at(&table, 1, 5)->boolean);
    assert_true(table_at(&table, 1, 2)->missing);
    assert_string_equal(table_at(&table, 1, 2)->text, "");
    assert_string_equal(loc_text(f.arena, table_at(&table, 0, 2)->loc), "data/t.csv:2:8");
    assert_string_equal(table_field(&table, "d")->name, "d");
    assert_string_equal(table_text(&table, 0, "absent"), "");
    folder_close(&f);
}

static void
numbers_may_come_with_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *number;
        Qualifier qualifier;
    } cases[] = {
        {"926", "926", QUALIFIER_EXACT}, {"90余", "90", QUALIFIER_MORE_THAN}, {"近900", "900", QUALIFIER_NEARLY}, {"约10", "10", QUALIFIER_ABOUT},
        {"超过31", "31", QUALIFIER_MORE_THAN}, {"超过31万", "310000", QUALIFIER_MORE_THAN}, {"3.6万", "36000", QUALIFIER_EXACT},
        {"1.2亿余", "120000000", QUALIFIER_MORE_THAN}, {"100多", "100", QUALIFIER_MORE_THAN}, {"不少于8.50", "8.50", QUALIFIER_AT_LEAST},
        {"≥30", "30", QUALIFIER_AT_LEAST}, {"20左右", "20", QUALIFIER_ABOUT}, {"nearly 900", "900", QUALIFIER_NEARLY}, {"90+", "90", QUALIFIER_MORE_THAN},
        {"more than 1.2 million", "1200000", QUALIFIER_MORE_THAN}, {"-3", "-3", QUALIFIER_EXACT},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Folder f = folder_open();
        write_table(&f, "{name: x, type: number, format: qualified}", "", arena_printf(f.arena, "x\n%s\n", cases[i].text));
        Table table = read_table(&f);
        assert_string_equal(folder_codes(&f), "");
        assert_string_equal(decimal_text(f.arena, table_at(&table, 0, 0)->number), cases[i].number);
        assert_int_equal(table_at(&table, 0, 0)->qualifier, cases[i].qualifier);
        folder_close(&f);
    }
}

static void
every_bad_cell_is_reported_and_becomes_missing(void **state)
{
    (void)state;
    Folder f = folder_open();
    write_table(&f, "{name: n, type: number}, {name: y, type: year}", "", "n,y\n1x,20201\n2,2020\ny3,\n");
    Table table = read_table(&f);
    assert_string_equal(folder_codes(&f), "csv-bad-number@data/t.csv:2:1 csv-bad-year@data/t.csv:2:4 csv-bad-number@data/t.csv:4:1");
    assert_int_equal(table.row_count, 3);
    assert_true(table_at(&table, 0, 0)->missing && table_at(&table, 0, 1)->missing);
    assert_int_equal(table_at(&table, 1, 0)->number.mantissa, 2);
    folder_close(&f);
}

static void
codes_of_cells(void **state)
{
    (void)state;
    ASSERT_CODES("{name: x, type: number}", "abc\n", "csv-bad-number@data/t.csv:2:1");
    ASSERT_CODES("{name: x, type: number, format: qualified}", "90好\n约\n", "csv-bad-quantity@data/t.csv:2:1 csv-bad-quantity@data/t.csv:3:1");
    ASSERT_CODES("{name: x, type: integer}", "3\n3.0\n", "csv-bad-integer@data/t.csv:3:1");
    ASSERT_CODES("{name: x, type: year}", "2025\n25\n2025.5\n3025\n", "csv-bad-year@data/t.csv:3:1 csv-bad-year@data/t.csv:4:1 csv-bad-year@data/t.csv:5:1");
    ASSERT_CODES("{name: x, type: date}", "2025-02-29\n2024-02-29\n2025/10/30\n", "csv-bad-date@data/t.csv:2:1 csv-bad-date@data/t.csv:4:1");
    ASSERT_CODES("{name: x, type: boolean}", "true\nyes\n", "csv-bad-boolean@data/t.csv:3:1");
    ASSERT_CODES("{name: x, type: number, constraints: {minimum: 0, maximum: 100}}", "0\n100\n100.1\n-1\n", "csv-out-of-range@data/t.csv:4:1 csv-out-of-range@data/t.csv:5:1");
    ASSERT_CODES("{name: x, constraints: {minLength: 2, maxLength: 3}}", "上海市\n沪\n上海市区\n", "csv-too-short@data/t.csv:3:1 csv-too-long@data/t.csv:4:1");
    ASSERT_CODES("{name: x, constraints: {required: true}}", "\"\"\n", "csv-blank-row@data/t.csv:2:1");
    ASSERT_CODES("{name: x, constraints: {unique: true}}", "a\nb\na\n", "csv-not-unique@data/t.csv:4:1");
    ASSERT_CODES("{name: x, constraints: {enum: [\"yes\", \"no\"]}}", "yes\nnope\n", "csv-enum@data/t.csv:3:1");
    ASSERT_CODES("{name: x, constraints: {pattern: \"[SW][0-9]+\"}}", "S1\nS1x\n", "csv-pattern@data/t.csv:3:1");
}

static void
a_missing_cell_that_is_required(void **state)
{
    (void)state;
    Folder f = folder_open();
    write_table(&f, "{name: x, constraints: {required: true}}, {name: y}", "", "x,y\n,1\n");
    read_table(&f);
    assert_string_equal(folder_codes(&f), "csv-required@data/t.csv:2:1");
    assert_string_equal(folder_first(&f), "column 'x' must not be empty");
    folder_close(&f);
}

static void
hints_say_what_was_typed(void **state)
{
    (void)state;
#define NUMBER "expected a number in column 'x', found "
    ASSERT_FIRST("{name: x, type: number}", "\"1,2O3\"\n", NUMBER "\"1,2O3\" | the fourth character is the letter O");
    ASSERT_FIRST("{name: x, type: number}", "\"1,203\"\n", NUMBER "\"1,203\" | write it without grouping: 1203, or declare the field with 'groupChar: \",\"'");
    ASSERT_FIRST("{name: x, type: number}", "１２\n", NUMBER "\"１２\" | these are full-width characters; write 12");
    ASSERT_FIRST("{name: x, type: number}", " 12\n", NUMBER "\" 12\" | take the space beside it away");
    ASSERT_FIRST("{name: x, type: number}", "8.5%\n", NUMBER "\"8.5%\" | the column says that it is a share; write the number without %");
    ASSERT_FIRST("{name: x, type: number}", "1.45E+06\n",
        NUMBER "\"1.45E+06\" | a spreadsheet has shortened it; format the column as a number without decimals and save again");
    ASSERT_FIRST("{name: x, type: number}", "90余\n",
        NUMBER "\"90余\" | write 90 here and the word in the column 'qualifier', or declare the field with 'format: qualified'");
    ASSERT_FIRST("{name: x, type: number}", "1234567890123456789012\n", NUMBER "\"1234567890123456789012\" | a number has at most 18 digits");
    ASSERT_FIRST("{name: x, type: number}", "many\n", NUMBER "\"many\" | write digits with '.' before decimals and nothing else: 1234.5");
#undef NUMBER
    ASSERT_FIRST("{name: x, type: number, constraints: {maximum: 100}}", "101\n", "\"101\" is outside the range declared for column 'x' | at most 100");
    ASSERT_FIRST("{name: x, constraints: {enum: [about, nearly]}}", "abuot\n", "\"abuot\" is not one of the values of column 'x' | did you mean 'about'?");
    ASSERT_FIRST("{name: x, constraints: {enum: [about, nearly]}}", "zzzzz\n", "\"zzzzz\" is not one of the values of column 'x' | one of: about, nearly");
}

/* Each form of number or date that tables of Chinese bureaus hold: read as this number, or refused with this hint. */
static void
forms_of_cells(void **state)
{
    (void)state;
#define PLAIN "type: number"
#define GROUPED "type: number, groupChar: \",\""
#define QUALIFIED "type: number, format: qualified"
#define QGROUPED QUALIFIED ", groupChar: \",\""
#define REDUCED "type: date, format: reduced"
    static const struct {
        const char *field, *cell, *value, *hint; /* one of both */
    } cases[] = {
        {PLAIN, "1234", "1234", NULL},
        {PLAIN, "１２３４", NULL, "these are full-width characters; write 1234"},
        {PLAIN, "１，２３４", NULL, "full-width"},
        {PLAIN, "\"1,234\"", NULL, "groupChar"},
        {PLAIN, "\"1,23\"", NULL, "is it one number, or two?"},
        {PLAIN, "\"12,345,67\"", NULL, "is it one number, or two?"},
        {PLAIN, "1 234", NULL, "write it without grouping: 1234"},
        {PLAIN, "1\xC2\xA0" "234", NULL, NULL},
        {PLAIN, "\xE2\x88\x92" "5", NULL, "write -5"},
        {PLAIN, "12\xE3\x80\x80", NULL, "write 12"},
        {PLAIN, "3.6万", NULL, "write 36000, or declare"},
        {PLAIN, "约1000", NULL, "write 1000 here and the word"},
        {PLAIN, "—", NULL, "missingValues: [\"\", \"—\"]"},
        {PLAIN, "无", NULL, "missingValues: [\"\", \"无\"]"},
        {PLAIN, "n/a", NULL, "missingValues"},
        {PLAIN, "#REF!", NULL, "a formula of the spreadsheet has failed"},
        {PLAIN, "#######", NULL, "its column was too narrow"},
        {PLAIN, "3-Jan", NULL, "a spreadsheet has made a date of it"},
        {PLAIN, "2020/10/1", NULL, "a spreadsheet has made a date of it"},
        {PLAIN, "'12", NULL, "take the apostrophe away"},
        {PLAIN, "12万元", NULL, "write digits"},
        {GROUPED, "\"1,234\"", "1234", NULL},
        {GROUPED, "\"-1,234,567.80\"", "-1234567.80", NULL},
        {GROUPED, "1234", "1234", NULL},
        {GROUPED, "\"1,23\"", NULL, "is it one number, or two?"},
        {GROUPED, "\"1234,567\"", NULL, "is it one number, or two?"},
        {GROUPED, "1 234", NULL, "digits are grouped by ','"},
        {"type: number, decimalChar: \",\", groupChar: \".\"", "\"1.234,5\"", "1234.5", NULL},
        {"type: number, decimalChar: \",\"", "\"8,80\"", "8.80", NULL},
        {"type: number, decimalChar: \",\"", "8.80", NULL, ""},
        {"type: number, bareNumber: false", "95%", "95", NULL},
        {"type: number, bareNumber: false", "￥95.50元", "95.50", NULL},
        {"type: integer, bareNumber: false, groupChar: \",\"", "\"约1,234项\"", "1234", NULL},
        {QUALIFIED, "１２３４", "1234", NULL},
        {QUALIFIED, "３．６万", "36000", NULL},
        {QUALIFIED, "3.6万", "36000", NULL},
        {QUALIFIED, "约1000", "1000", NULL},
        {QUALIFIED, "10余万", "100000", NULL},
        {QUALIFIED, "2千万", "20000000", NULL},
        {QUALIFIED, "近3千", "3000", NULL},
        {QUALIFIED, "\"1,234\"", NULL, "groupChar"},
        {QUALIFIED, "—", NULL, "missingValues"},
        {QGROUPED, "\"1,234余\"", "1234", NULL},
        {QGROUPED, "\"约１，２３４\"", "1234", NULL},
        {"type: year", "２０２５", NULL, "full-width"},
        {"type: year", "2025年", NULL, "write 2025"},
        {REDUCED, "2020-10", "2020-10", NULL},
        {REDUCED, "2020", "2020", NULL},
        {REDUCED, "Oct-20", NULL, "a spreadsheet has changed what was typed, 2020-10"},
        {REDUCED, "20-Oct", NULL, "a spreadsheet has changed what was typed"},
        {REDUCED, "44105", NULL, "the number of the day, 2020-10-01,"},
        {REDUCED, "2020/10/1", NULL, "write 2020-10-01, or 2020-10 if that was typed"},
        {REDUCED, "2020年10月", NULL, "write 2020-10"},
        {REDUCED, "２０２０-10", NULL, "write 2020-10"},
        {"type: date", "2020-10", NULL, "format: reduced"},
        {"type: date", "2020-10-30", "2020-10-30", NULL},
        {"type: date, format: any", "2020年10月3日", "2020-10-03", NULL},
        {"type: date, format: any", "2020/10/3", "2020-10-03", NULL},
        {"type: date, format: any", "2020.10", "2020-10", NULL},
        {"type: date, format: any", "10/3/2020", NULL, "write 2025"},
        {"type: date, format: \"%d/%m/%Y\"", "30/10/2020", "2020-10-30", NULL},
        {"type: date, format: \"%d %b %Y\"", "3 Oct 2020", "2020-10-03", NULL},
        {"type: date, format: \"%d/%m/%Y\"", "2020-10-30", NULL, "2020-10-30"},
        {"type: yearmonth", "2020-10", "2020-10", NULL},
        {"type: yearmonth", "2020年10月", NULL, "write 2020-10"},
        {"type: yearmonth", "2020-13", NULL, ""},
        {"type: datetime", "2020-10-30T09:30:00Z", "2020-10-30", NULL},
        {"type: datetime", "2020-10-30 09:30", NULL, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Folder f = folder_open();
        write_table(&f, arena_printf(f.arena, "{name: x, %s}", cases[i].field), "", arena_printf(f.arena, "x\n%s\n", cases[i].cell));
        Table table = read_table(&f);
        if (cases[i].value) {
            assert_string_equal(folder_codes(&f), "");
            const TableCell *cell = table_at(&table, 0, 0);
            bool is_date = table.fields[0]->type >= FIELD_DATE && table.fields[0]->type != FIELD_YEAR;
            assert_string_equal(is_date ? date_text(f.arena, cell->date) : decimal_text(f.arena, cell->number), cases[i].value);
        } else {
            assert_int_equal(diags_errors(f.diags), 1);
            if (cases[i].hint && !strstr(folder_first(&f), cases[i].hint))
                fail_msg("%s: %s", cases[i].cell, folder_first(&f));
        }
        folder_close(&f);
    }
}

static void
other_types_and_bounds(void **state)
{
    (void)state;
    ASSERT_CODES("{name: x, format: email}", "a@b.cn\na.b.cn\n@b.cn\n", "csv-bad-format@data/t.csv:3:1 csv-bad-format@data/t.csv:4:1");
    ASSERT_CODES("{name: x, format: uri}", "https://example.org/a\nexample.org\n", "csv-bad-format@data/t.csv:3:1");
    ASSERT_CODES("{name: x, format: uuid}", "9e107d9d-372b-4d6a-8b1c-0123456789ab\n9e107d9d\n", "csv-bad-format@data/t.csv:3:1");
    ASSERT_CODES("{name: x, format: binary}", "5LiK5rW3\n5LiK5rW\n", "csv-bad-format@data/t.csv:3:1");
    ASSERT_CODES("{name: x, type: time}", "09:30:00\n24:00:00\n9:30\n", "csv-bad-moment@data/t.csv:3:1 csv-bad-moment@data/t.csv:4:1");
    ASSERT_CODES("{name: x, type: boolean, trueValues: [是, 有], falseValues: [否]}", "是\n否\ntrue\n", "csv-bad-boolean@data/t.csv:4:1");
    ASSERT_CODES("{name: x, type: any}", "1\nOct-20\n", "");
    ASSERT_CODES("{name: x}", "Oct-20\n1-Feb\nOctober\n", "csv-spreadsheet-date@data/t.csv:2:1 csv-spreadsheet-date@data/t.csv:3:1");
    ASSERT_CODES("{name: x, type: number, constraints: {exclusiveMinimum: 0, exclusiveMaximum: 10}}", "0\n1\n10\n",
        "csv-out-of-range@data/t.csv:2:1 csv-out-of-range@data/t.csv:4:1");
    ASSERT_CODES("{name: x, type: date, constraints: {minimum: 2020-02-01, maximum: 2020-12-31}}", "2020-01-31\n2020-02-01\n2021-01-01\n",
        "csv-out-of-range@data/t.csv:2:1 csv-out-of-range@data/t.csv:4:1");
    ASSERT_CODES("{name: x, type: number, constraints: {enum: [1, 2.5]}}", "1.0\n2.50\n3\n", "csv-enum@data/t.csv:4:1");
    ASSERT_FIRST("{name: x, type: number, constraints: {exclusiveMaximum: 100}}", "100\n", "\"100\" is outside the range declared for column 'x' | less than 100");
}

static void
missing_values_are_those_declared(void **state)
{
    (void)state;
    Folder f = folder_open();
    write_table(&f, "{name: a, type: number, missingValues: [\"\", —]}, {name: b, type: number}, {name: c}", "      missingValues: [无]\n",
        "a,b,c\n—,无,\n,1,无\n2,—,x\n");
    Table table = read_table(&f);
    assert_string_equal(folder_codes(&f), "csv-bad-number@data/t.csv:4:3");
    assert_true(table_at(&table, 0, 0)->missing && table_at(&table, 0, 1)->missing && table_at(&table, 1, 0)->missing && table_at(&table, 1, 2)->missing);
    assert_false(table_at(&table, 0, 2)->missing); /* an empty text, as nothing says that it is missing */
    folder_close(&f);
}

/* What a spreadsheet leaves around a table. */
static void
leftovers_of_spreadsheets(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *codes;
        size_t rows;
    } cases[] = {
        {"a,b,,\n1,2,,\n3,4,,\n", "", 2},                  /* blank columns at the right */
        {"a,b\n1,2,\n3,4,,\n", "", 2},                     /* blank cells beyond the header */
        {"\xEF\xBB\xBF" "a,b\r\n1,2\r\n", "", 1},         /* BOM and CRLF, as Excel writes */
        {"a,b,,\n1,2,,x\n", "csv-ragged@data/t.csv:2:6", 1}, /* something stands in a nameless column */
        {"a,,b\n1,2,3\n", "table-merged-header@data/t.csv:1:3", 1},
        {"附表一 各区标准,\na,b\n1,2\n", "table-title-row@data/t.csv:1:1", 0},
        {"sep=;\na;b\n", "table-title-row@data/t.csv:1:1", 0},
        {"a\tb\n1\t2\n", "table-other-delimiter@data/t.csv:1:1", 0},
        {"a;b\n1;2\n", "table-other-delimiter@data/t.csv:1:1", 0},
        {"a，b\n1，2\n", "table-other-delimiter@data/t.csv:1:1", 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Folder f = folder_open();
        write_table(&f, "{name: a, type: number}, {name: b, type: number}", "", cases[i].csv);
        Table table = read_table(&f);
        assert_string_equal(folder_codes(&f), cases[i].codes);
        assert_int_equal(table.row_count, cases[i].rows);
        folder_close(&f);
    }
}

static void
a_table_in_gb18030(void **state)
{
    (void)state;
    Folder f = folder_open();
    folder_write(&f, "data/datapackage.yaml",
        "resources: [{name: t, path: t.csv, encoding: gb18030, schema: {fields: [{name: 指标}, {name: 数值, type: number, format: qualified}]}}]\n");
    folder_write(&f, "data/t.csv", "\xD6\xB8\xB1\xEA,\xCA\xFD\xD6\xB5\r\n\xB1\xEA\xD7\xBC,90\xD3\xE0\r\n\xD7\xA8\xC0\xFB,\xBC\xB8\r\n");
    Table table = read_table(&f);
    assert_string_equal(folder_codes(&f), "csv-bad-quantity@data/t.csv:3:4");
    assert_string_equal(table_text(&table, 0, "指标"), "标准");
    assert_int_equal(table_at(&table, 0, 1)->qualifier, QUALIFIER_MORE_THAN);
    assert_string_equal(decimal_text(f.arena, table_at(&table, 0, 1)->number), "90");
    folder_close(&f);
}

/* The same faults, whether the cells are kept or only looked at. */
static void
a_table_can_be_checked_only(void **state)
{
    (void)state;
    Folder f = folder_open();
    folder_write(&f, "data/datapackage.yaml",
        "resources:\n- {name: k, path: k.csv, schema: {fields: [{name: id}]}}\n"
        "- {name: t, path: t.csv, schema: {primaryKey: [a, b], foreignKeys: [{fields: a, reference: {resource: k, fields: id}}],\n"
        "    fields: [{name: a}, {name: b, type: number}]}}\n");
    folder_write(&f, "data/k.csv", "id\nx\ny\n");
    folder_write(&f, "data/t.csv", "a,b\nx,1\nz,1\nx,q\nx,1\n");
    Package *package = ARENA_NEW(f.arena, Package);
    TableLanguages langs = languages(f.arena);
    assert_true(package_read(f.arena, f.reader, "data/datapackage.yaml", &langs, package));
    assert_false(package_is_leaf(package, &package->resources[0]));
    assert_true(package_is_leaf(package, &package->resources[1]));
    Table tables[2];
    assert_true(table_read(f.arena, f.reader, &package->resources[0], &tables[0]));
    assert_false(table_check(f.arena, f.reader, &package->resources[1], tables, 2, &tables[1]));
    assert_true(tables[1].unread && !tables[1].cells);
    const char *faults = "table-foreign-key@data/t.csv:3:1 csv-bad-number@data/t.csv:4:3 csv-not-unique@data/t.csv:5:1";
    assert_string_equal(folder_codes(&f), faults);
    table_read(f.arena, f.reader, &package->resources[1], &tables[1]);
    assert_int_equal(tables[1].row_count, 4);
    assert_string_equal(folder_codes(&f), faults); /* told once */
    folder_close(&f);
}

static void
reading_ends_after_many_faults(void **state)
{
    (void)state;
    Folder f = folder_open();
    Buf csv = BUF_INIT;
    buf_add(&csv, "x\n");
    for (int i = 0; i < 3 * TABLE_FAULTS_MAX; i++)
        buf_add(&csv, "bad\n");
    write_table(&f, "{name: x, type: number}", "", csv.ptr);
    buf_clear(&csv);
    read_table(&f);
    assert_non_null(diags_find(f.diags, DIAG_TABLE_TOO_MANY_FAULTS));
    assert_int_equal(diags_errors(f.diags), TABLE_FAULTS_MAX + 2);
    folder_close(&f);
}

static void
rows_and_headers_are_checked(void **state)
{
    (void)state;
    Folder f = folder_open();
    write_table(&f, "{name: label}, {name: value, type: number}, {name: unit}", "", "lable,value,value\na,1,2\nb,2\nc,3,4,5\n,,\n,,\nd,4,\n");
    Table table = read_table(&f);
    assert_string_equal(folder_codes(&f),
        "table-unknown-column@data/t.csv:1:1 table-duplicate-column@data/t.csv:1:13 table-missing-column@data/t.csv:1:1 "
        "csv-ragged@data/t.csv:3:3 csv-ragged@data/t.csv:4:7 csv-blank-row@data/t.csv:5:1");
    assert_string_equal(folder_first(&f), "column 'lable' is not declared for 't' in data/datapackage.yaml | did you mean 'label'?");
    assert_int_equal(table.row_count, 4);
    assert_string_equal(table_text(&table, 0, "lable"), "a"); /* kept as text */
    folder_close(&f);
}

static void
a_new_year_is_told_from_a_slip(void **state)
{
    (void)state;
    Folder f = folder_open();
    folder_write(&f, "data/datapackage.yaml",
        "resources:\n  - name: t\n    path: t.csv\n    shudu: {role: figures-wide, years: \"20[0-9][0-9]\"}\n"
        "    schema: {fields: [{name: a}, {name: \"2025\", type: number}]}\n");
    folder_write(&f, "data/t.csv", "a,2025,2026\nx,1,2\n");
    read_table(&f);
    assert_string_equal(folder_codes(&f), "table-unknown-column@data/t.csv:1:8");
    assert_string_equal(folder_first(&f), "column '2026' is not declared for 't' in data/datapackage.yaml | a new year: add '2026' to the fields of 't'");
    folder_close(&f);
}

static void
empty_and_absent_files(void **state)
{
    (void)state;
    Folder f = folder_open();
    write_table(&f, "{name: x}", "", "");
    read_table(&f);
    assert_string_equal(folder_codes(&f), "table-empty@data/datapackage.yaml:3:11");
    folder_close(&f);
    f = folder_open();
    folder_write(&f, "data/datapackage.yaml", "resources: [{name: t, path: t.csv, schema: {fields: [{name: x}]}}]\n");
    read_table(&f);
    assert_string_equal(folder_codes(&f), "source-missing@data/datapackage.yaml:1:29");
    folder_close(&f);
}

/* One character per cell makes a large table of a small file. */
static void
a_table_has_a_limit(void **state)
{
    (void)state;
    Folder f = folder_open();
    enum { COLUMNS = 4000, ROWS = TABLE_CELLS_MAX / COLUMNS + 1 };
    Buf csv = BUF_INIT;
    buf_add(&csv, "x");
    for (int i = 1; i < COLUMNS; i++)
        buf_add(&csv, ",y");
    for (int i = 0; i < ROWS; i++) {
        buf_add(&csv, "\n1");
        for (int k = 1; k < COLUMNS; k++)
            buf_add_char(&csv, ',');
    }
    write_table(&f, "{name: x}", "", csv.ptr);
    buf_clear(&csv);
    read_table(&f);
    assert_non_null(diags_find(f.diags, DIAG_TABLE_TOO_LARGE));
    folder_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_have_their_types),
        cmocka_unit_test(numbers_may_come_with_words),
        cmocka_unit_test(every_bad_cell_is_reported_and_becomes_missing),
        cmocka_unit_test(codes_of_cells),
        cmocka_unit_test(a_missing_cell_that_is_required),
        cmocka_unit_test(hints_say_what_was_typed),
        cmocka_unit_test(forms_of_cells),
        cmocka_unit_test(other_types_and_bounds),
        cmocka_unit_test(missing_values_are_those_declared),
        cmocka_unit_test(leftovers_of_spreadsheets),
        cmocka_unit_test(a_table_in_gb18030),
        cmocka_unit_test(a_table_can_be_checked_only),
        cmocka_unit_test(reading_ends_after_many_faults),
        cmocka_unit_test(rows_and_headers_are_checked),
        cmocka_unit_test(a_new_year_is_told_from_a_slip),
        cmocka_unit_test(empty_and_absent_files),
        cmocka_unit_test(a_table_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
