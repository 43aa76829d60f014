/* CSV: cells, their places, faults and what is read after them. */
#include "../base/fixture.h"

#include "input/grid.h"

/* Rows as "[cell][cell]/…", reading `text` with the delimiter. */
static const char *
read_rows(Fixture *f, const char *text, char delimiter)
{
    const Source *source = source_from_text(f->arena, "a.csv", text);
    Grid grid;
    bool good = grid_parse(f->arena, f->diags, source, delimiter, &grid);
    assert_int_equal(good, diags_count(f->diags) == 0);
    Buf out = BUF_INIT;
    for (size_t i = 0; i < grid.rows.count; i++) {
        buf_add(&out, i ? "/" : "");
        for (size_t j = 0; j < grid.rows.items[i].count; j++) {
            const Cell *cell = &grid.rows.items[i].cells[j];
            assert_int_equal(strlen(cell->text), cell->length);
            buf_printf(&out, "[%s]", cell->text);
        }
    }
    const char *rows = arena_strndup(f->arena, out.ptr, out.length);
    buf_clear(&out);
    return rows;
}

static void
rows_and_cells(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rows;
    } cases[] = {
        {"", ""},
        {"\n\r\n\n", ""},
        {"a,b\n1,2\n", "[a][b]/[1][2]"},
        {"a,b\r\n1,2", "[a][b]/[1][2]"},
        {"\xEF\xBB\xBF" "a\n", "[a]"},
        {"a,\n,b\n,\n", "[a][]/[][b]/[][]"},
        {"a\n\n\nb\n", "[a]/[b]"},
        {" a , b \n", "[ a ][ b ]"},
        {"\t\n", "[\t]"},
        {"\"\"\n", "[]"},
        {"\"a \"\"b\"\" c\",\"\"\"\"\n", "[a \"b\" c][\"]"},
        {"\"x\ny\r\nz\",2\n", "[x\ny\r\nz][2]"},
        {"指标,数值\n\"标准，项\",36048\n", "[指标][数值]/[标准，项][36048]"},
        {"a,b,c\n1\n", "[a][b][c]/[1]"},
        {"a;b\tc\n", "[a;b\tc]"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        assert_string_equal(read_rows(&f, cases[i].text, ','), cases[i].rows);
        assert_int_equal(diags_count(f.diags), 0);
        fixture_close(&f);
    }
    Fixture f = fixture_open();
    assert_string_equal(read_rows(&f, "a\tb,c\n\"1\t2\"\t3\n", '\t'), "[a][b,c]/[1\t2][3]");
    fixture_close(&f);
}

/* Lines are cut here, what has quotes is read by libcsv: the cells are the same either way. */
static void
quotes_around_every_cell_change_nothing(void **state)
{
    (void)state;
    static const char *const pieces[] = {",", ",", "\n", "\r\n", "\n\n", "\r", "a", "8.25", "指标", "long text", " ", ";"};
    uint32_t seed = 1;
    for (int round = 0; round < 300; round++) {
        Fixture f = fixture_open();
        Buf plain = BUF_INIT, quoted = BUF_INIT;
        bool open = false;
        for (int i = 0; i < 40; i++) {
            seed = seed * 1664525 + 1013904223;
            const char *piece = pieces[(seed >> 8) % COUNT_OF(pieces)];
            bool ends_line = *piece == '\n' || *piece == '\r', at_start = !quoted.length || strchr("\r\n", quoted.ptr[quoted.length - 1]);
            buf_add(&plain, piece);
            /* A line that is blank stays one; every other cell gets its quotes. */
            if (!open && !(ends_line && at_start))
                buf_add_char(&quoted, '"');
            open = open || !(ends_line && at_start);
            if ((ends_line || *piece == ',') && open) {
                buf_add_char(&quoted, '"');
                open = false;
            }
            buf_add(&quoted, piece);
            if (*piece == ',') {
                buf_add_char(&quoted, '"');
                open = true;
            }
        }
        if (open)
            buf_add_char(&quoted, '"');
        assert_string_equal(read_rows(&f, plain.ptr, ','), read_rows(&f, quoted.ptr, ','));
        buf_clear(&plain);
        buf_clear(&quoted);
        fixture_close(&f);
    }
}

/* The topics of csv-spectrum (Max Ogden and others, BSD-2-Clause, https://github.com/maxogden/csv-spectrum), in tables of our own. */
static void
the_spectrum_of_csv(void **state)
{
    (void)state;
    static const struct {
        const char *topic, *text, *rows;
    } cases[] = {
        {"comma_in_quotes", "name,place,code\nLi,\"Road 1, Pudong\",200120\n", "[name][place][code]/[Li][Road 1, Pudong][200120]"},
        {"empty", "x,y,z\n7,\"\",\"\"\n8,9,10\n", "[x][y][z]/[7][][]/[8][9][10]"},
        {"empty_crlf", "x,y,z\r\n7,\"\",\"\"\r\n8,9,10\r\n", "[x][y][z]/[7][][]/[8][9][10]"},
        {"escaped_quotes", "x,y\n7,\"the \"\"first\"\" one\"\n8,9\n", "[x][y]/[7][the \"first\" one]/[8][9]"},
        {"json", "key,val\n7,\"{\"\"kind\"\": \"\"Point\"\", \"\"at\"\": [121.4, 31.2]}\"\n", "[key][val]/[7][{\"kind\": \"Point\", \"at\": [121.4, 31.2]}]"},
        {"newlines", "x,y,z\n7,8,9\n\"Over\nthe line\",10,11\n", "[x][y][z]/[7][8][9]/[Over\nthe line][10][11]"},
        {"newlines_crlf", "x,y,z\r\n7,8,9\r\n\"Over\r\nthe line\",10,11\r\n", "[x][y][z]/[7][8][9]/[Over\r\nthe line][10][11]"},
        {"quotes_and_newlines", "x,y\n7,\"one\n\"\"two\"\"\nthree\"\n8,9\n", "[x][y]/[7][one\n\"two\"\nthree]/[8][9]"},
        {"simple", "x,y,z\n7,8,9\n", "[x][y][z]/[7][8][9]"},
        {"simple_crlf", "x,y,z\r\n7,8,9\r\n", "[x][y][z]/[7][8][9]"},
        {"utf8", "x,y,z\n7,8,9\n10,11,ʤ\n", "[x][y][z]/[7][8][9]/[10][11][ʤ]"},
        {"location_coordinates", "phone,\"Place\n(31.2, 121.4)\",city\n021,\"Bund\n(31.24, 121.49)\",Shanghai\n",
            "[phone][Place\n(31.2, 121.4)][city]/[021][Bund\n(31.24, 121.49)][Shanghai]"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        assert_string_equal(read_rows(&f, cases[i].text, ','), cases[i].rows);
        fixture_close(&f);
    }
}

static bool
add_row(void *data, const Grid *grid, const GridRow *row)
{
    Buf *out = data;
    for (uint32_t i = 0; i < row->count; i++) {
        Loc loc = grid_loc(grid, &row->cells[i]);
        buf_printf(out, "[%s@%u+%u]", row->cells[i].text, loc.offset, loc.length);
    }
    return row->cells[0].text[0] != '!';
}

static void
rows_can_be_taken_one_by_one(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    Buf out = BUF_INIT;
    const Source *source = source_from_text(f.arena, "a.csv", "a,\"b\"\n\n1,\"2\"\"\"\n!,\nnever,\n");
    assert_true(grid_each(f.diags, source, ',', add_row, &out));
    assert_string_equal(out.ptr, "[a@0+1][b@2+3][1@7+1][2\"@9+5][!@15+1][@17+0]");
    buf_reset(&out);
    source = source_from_text(f.arena, "a.csv", "a\nx\"\nb\n");
    assert_false(grid_each(f.diags, source, ',', add_row, &out));
    assert_string_equal(out.ptr, "[a@0+1][b@5+1]");
    buf_clear(&out);
    fixture_close(&f);
}

static void
places_are_those_of_the_raw_cells(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    const char *text = "\xEF\xBB\xBFid,\"na\"\"me\"\r\n\r\n中文,\"多\n行\",\n,x";
    const Source *source = source_from_text(f.arena, "a.csv", text);
    Grid grid;
    assert_true(grid_parse(f.arena, f.diags, source, ',', &grid));
    static const char *const raw[] = {"id", "\"na\"\"me\"", "中文", "\"多\n行\"", "", "", "x"};
    size_t index = 0;
    for (size_t i = 0; i < grid.rows.count; i++) {
        for (size_t j = 0; j < grid.rows.items[i].count; j++, index++) {
            Loc loc = grid_loc(&grid, &grid.rows.items[i].cells[j]);
            assert_ptr_equal(loc.source, source);
            assert_int_equal(loc.length, strlen(raw[index]));
            assert_memory_equal(text + loc.offset, raw[index], loc.length);
        }
    }
    assert_int_equal(index, COUNT_OF(raw));
    const Cell *x = &grid.rows.items[2].cells[1];
    assert_string_equal(loc_text(f.arena, grid_loc(&grid, x)), "a.csv:5:2");
    fixture_close(&f);
}

static void
faults_cost_their_row_only(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rows, *codes;
    } cases[] = {
        {"a,b\"c,d\n1,2\n", "[1][2]", "csv-stray-quote@2+2"},
        {"1,\"x\"y,2\n3,4\n", "[3][4]", "csv-stray-quote@2+4"},
        {"1,\"x\" ,2\n3,4\n", "[3][4]", "csv-stray-quote@2+4"},
        {"a,\"b\n1,2\n3,4\n", "[1][2]/[3][4]", "csv-unclosed-quote@2+1"},
        {"a,\"b\n\"c,d\ne,f\n", "[e][f]", "csv-unclosed-quote@2+1 csv-unclosed-quote@5+1"},
        {"\"", "", "csv-unclosed-quote@0+1"},
        {"ok,1\nx\"y\nok,2\n\"p\"q\nok,3\n", "[ok][1]/[ok][2]/[ok][3]", "csv-stray-quote@5+2 csv-stray-quote@14+4"},
        {"\"multi\nline\",a\"b\nok\n", "[ok]", "csv-stray-quote@13+2"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        assert_string_equal(read_rows(&f, cases[i].text, ','), cases[i].rows);
        assert_string_equal(fixture_codes(&f), cases[i].codes);
        fixture_close(&f);
    }
}

static void
what_is_no_text_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *codes;
    } cases[] = {
        {"a,\xC9\xCF\xBA\xA3\n", 7, "csv-not-utf8@2+1"}, /* 上海 in GB 18030 */
        {"a,\xFF\xC3\n", 5, "csv-not-utf8@2+1"},
        {"a\0b\n", 4, "csv-nul@1+1"},
        {"PK\3\4xxxx", 8, "csv-workbook@0+0"},
        {"\xD0\xCF\x11\xE0", 4, "csv-workbook@0+0"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        const Source *source = source_from_bytes(f.arena, "a.csv", cases[i].bytes, cases[i].length);
        Grid grid;
        assert_false(grid_parse(f.arena, f.diags, source, ',', &grid));
        assert_int_equal(grid.rows.count, 0);
        assert_string_equal(fixture_codes(&f), cases[i].codes);
        fixture_close(&f);
    }
}

static void
limits(void **state)
{
    (void)state;
    Buf text = BUF_INIT;
    for (int i = 0; i <= GRID_COLUMNS_MAX; i++)
        buf_add(&text, "x,");
    buf_add(&text, "\nnext\n");
    Fixture f = fixture_open();
    read_rows(&f, text.ptr, ',');
    assert_int_equal(diags_count(f.diags), 1);
    assert_non_null(diags_find(f.diags, DIAG_CSV_TOO_MANY_CELLS));
    fixture_close(&f);

    /* A quote never closed in a large file: the rows behind it are read. */
    buf_reset(&text);
    buf_add(&text, "a,\"b\n");
    for (int i = 0; i < 400000; i++)
        buf_add(&text, "1,2\n");
    f = fixture_open();
    const Source *source = source_from_text(f.arena, "a.csv", text.ptr);
    Grid grid;
    assert_false(grid_parse(f.arena, f.diags, source, ',', &grid));
    assert_string_equal(fixture_codes(&f), "csv-unclosed-quote@2+1");
    assert_int_equal(grid.rows.count, 400000);
    fixture_close(&f);

    /* A cell of just the allowed length, and one that is longer. */
    for (int extra = 0; extra < 2; extra++) {
        buf_reset(&text);
        buf_add(&text, "a\n");
        for (int i = 0; i < GRID_CELL_MAX + extra; i++)
            buf_add_char(&text, 'x');
        buf_add(&text, "\n");
        f = fixture_open();
        source = source_from_text(f.arena, "a.csv", text.ptr);
        assert_int_equal(grid_parse(f.arena, f.diags, source, ',', &grid), extra == 0);
        assert_int_equal(diags_find(f.diags, DIAG_CSV_CELL_TOO_LONG) != NULL, extra == 1);
        fixture_close(&f);
    }
    buf_clear(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_cells),
        cmocka_unit_test(quotes_around_every_cell_change_nothing),
        cmocka_unit_test(the_spectrum_of_csv),
        cmocka_unit_test(rows_can_be_taken_one_by_one),
        cmocka_unit_test(places_are_those_of_the_raw_cells),
        cmocka_unit_test(faults_cost_their_row_only),
        cmocka_unit_test(what_is_no_text_is_named),
        cmocka_unit_test(limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
