/* Encodings: what each is read as, and what is refused with which hint. */
#include "../base/fixture.h"

#include "input/charset.h"

static const Source *
decode(Fixture *f, const char *declared, const char *bytes, size_t length)
{
    Charset charset;
    assert_true(charset_parse(declared, &charset));
    return charset_decode(f->arena, f->diags, source_from_bytes(f->arena, "a.csv", bytes, length), charset);
}

static void
each_encoding_is_read_right(void **state)
{
    (void)state;
    static const struct {
        const char *declared, *bytes;
        size_t length;
        const char *text;
    } cases[] = {
        {"utf-8", "\xE6\x8C\x87\xE6\xA0\x87\x2C\xE6\x95\xB0\xE5\x80\xBC\x0A\xE5\x9C\xB0\xE6\x96\xB9\xE6\xA0\x87\xE5\x87\x86\x2C\xEF\xBC\x93\xEF\xBC\x96\x0A", 34, "指标,数值\n地方标准,３６\n"},
        {"gb18030", "\xD6\xB8\xB1\xEA\x2C\xCA\xFD\xD6\xB5\x0A\xB5\xD8\xB7\xBD\xB1\xEA\xD7\xBC\x2C\xA3\xB3\xA3\xB6\x0A", 24, "指标,数值\n地方标准,３６\n"},
        {"gbk", "\xD6\xB8\xB1\xEA\x2C\xCA\xFD\xD6\xB5\x0A\xB5\xD8\xB7\xBD\xB1\xEA\xD7\xBC\x2C\xA3\xB3\xA3\xB6\x0A", 24, "指标,数值\n地方标准,３６\n"},
        {"gb2312", "\xD6\xB8\xB1\xEA\x2C\xCA\xFD\xD6\xB5\x0A\xB5\xD8\xB7\xBD\xB1\xEA\xD7\xBC\x2C\xA3\xB3\xA3\xB6\x0A", 24, "指标,数值\n地方标准,３６\n"},
        {"cp936", "\xD6\xB8\xB1\xEA\x2C\xCA\xFD\xD6\xB5\x0A\xB5\xD8\xB7\xBD\xB1\xEA\xD7\xBC\x2C\xA3\xB3\xA3\xB6\x0A", 24, "指标,数值\n地方标准,３６\n"},
        {"utf-16le", "\x07\x63\x07\x68\x2C\x00\x70\x65\x3C\x50\x0A\x00\x30\x57\xB9\x65\x07\x68\xC6\x51\x2C\x00\x13\xFF\x16\xFF\x0A\x00", 28, "指标,数值\n地方标准,３６\n"},
        {"utf-16be", "\x63\x07\x68\x07\x00\x2C\x65\x70\x50\x3C\x00\x0A\x57\x30\x65\xB9\x68\x07\x51\xC6\x00\x2C\xFF\x13\xFF\x16\x00\x0A", 28, "指标,数值\n地方标准,３６\n"},
        {"utf-16", "\x07\x63\x07\x68\x2C\x00\x70\x65\x3C\x50\x0A\x00\x30\x57\xB9\x65\x07\x68\xC6\x51\x2C\x00\x13\xFF\x16\xFF\x0A\x00", 28, "指标,数值\n地方标准,３６\n"},
        {"big5", "\xAB\xFC\xBC\xD0\x2C\xBC\xC6\xAD\xC8\x0A\xA6\x61\xA4\xE8\xBC\xD0\xB7\xC7\x2C\xA2\xB2\xA2\xB5\x0A", 24, "指標,數值\n地方標準,３６\n"},
        {"utf-8", "\xEF\xBB\xBF\xE6\x8C\x87\xE6\xA0\x87\x2C\xE6\x95\xB0\xE5\x80\xBC\x0A\xE5\x9C\xB0\xE6\x96\xB9\xE6\xA0\x87\xE5\x87\x86\x2C\xEF\xBC\x93\xEF\xBC\x96\x0A", 37, "\xEF\xBB\xBF" "指标,数值\n地方标准,３６\n"},
        {"utf-8", "\xFF\xFE\x07\x63\x07\x68\x2C\x00\x70\x65\x3C\x50\x0A\x00\x30\x57\xB9\x65\x07\x68\xC6\x51\x2C\x00\x13\xFF\x16\xFF\x0A\x00", 30, "指标,数值\n地方标准,３６\n"},
        {"utf-8", "\xFE\xFF\x63\x07\x68\x07\x00\x2C\x65\x70\x50\x3C\x00\x0A\x57\x30\x65\xB9\x68\x07\x51\xC6\x00\x2C\xFF\x13\xFF\x16\x00\x0A", 30, "指标,数值\n地方标准,３６\n"},
        {"gb18030", "\xEF\xBB\xBF\xE6\x8C\x87\xE6\xA0\x87\x2C\xE6\x95\xB0\xE5\x80\xBC\x0A\xE5\x9C\xB0\xE6\x96\xB9\xE6\xA0\x87\xE5\x87\x86\x2C\xEF\xBC\x93\xEF\xBC\x96\x0A", 37, "\xEF\xBB\xBF" "指标,数值\n地方标准,３６\n"},
        {"gb18030", "\xFF\xFE\x07\x63\x07\x68\x2C\x00\x70\x65\x3C\x50\x0A\x00\x30\x57\xB9\x65\x07\x68\xC6\x51\x2C\x00\x13\xFF\x16\xFF\x0A\x00", 30, "指标,数值\n地方标准,３６\n"},
        {"utf-16be", "\xFF\xFE\x07\x63\x07\x68\x2C\x00\x70\x65\x3C\x50\x0A\x00\x30\x57\xB9\x65\x07\x68\xC6\x51\x2C\x00\x13\xFF\x16\xFF\x0A\x00", 30, "指标,数值\n地方标准,３６\n"},
        {"gb18030", "\x95\x34\xB2\x35\x2C\x81\x39\xEE\x39\x2C\x81\x30\x8B\x38", 14, "𠮷,㐀,Ā"},
        {"utf-16le", "\x42\xD8\xB7\xDF\x2C\x00\x00\x34\x2C\x00\x00\x01", 12, "𠮷,㐀,Ā"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        const Source *source = decode(&f, cases[i].declared, cases[i].bytes, cases[i].length);
        assert_string_equal(fixture_codes(&f), "");
        assert_string_equal(source->text, cases[i].text);
        assert_string_equal(source->path, "a.csv");
        fixture_close(&f);
    }
}

static void
what_is_not_as_declared_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *declared, *bytes;
        size_t length;
        const char *codes, *hint;
    } cases[] = {
        {"utf-8", "\xB1\xEA\xD7\xBC\x2C\xCA\xFD", 7, "csv-not-utf8@0+1", "it reads as GB 18030"},
        {"utf-8", "a,\xFF\xFF", 4, "csv-not-utf8@2+1", "in Excel choose"},
        {"gb18030", "\xE6\xA0\x87\xE5\x87\x86", 6, "csv-encoding-differs@0+0", "take 'encoding' away"},
        {"gb18030", "a,\xB1\xEA\xFF", 5, "csv-not-encoded@5+0", "correct 'encoding'"},
        {"utf-16le", "a\0\0\xD8" "b\0", 6, "csv-not-encoded@1+0", "correct 'encoding'"},
        {"utf-16le", "a\0b", 3, "csv-not-encoded@1+0", "correct 'encoding'"},
        {"utf-16le", "a\0\0\0", 4, "csv-nul@1+1", NULL},
        {"utf-8", "a\0,\0", 4, "csv-nul@1+1", "write 'encoding: utf-16le'"},
        {"utf-8", "\0a\0,", 4, "csv-nul@0+1", "write 'encoding: utf-16be'"},
        {"gb18030", "PK\3\4....", 8, "csv-workbook@0+0", "in Excel choose"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Fixture f = fixture_open();
        assert_null(decode(&f, cases[i].declared, cases[i].bytes, cases[i].length));
        assert_string_equal(fixture_codes(&f), cases[i].codes);
        const char *hint = diags_at(f.diags, 0)->hint[MESSAGE_EN];
        assert_true(cases[i].hint ? hint && strstr(hint, cases[i].hint) : !hint);
        fixture_close(&f);
    }
}

/* The line is shown as the text that it is, and the mark stands under the first character that is not UTF-8. */
static void
a_refused_line_can_be_read(void **state)
{
    (void)state;
    Fixture f = fixture_open();
    decode(&f, "utf-8", "\x61\x0A\x78\xB1\xEA\xD7\xBC", 7);
    assert_string_equal(fixture_printed(&f, DIAG_FORMAT_TEXT, MESSAGE_ZH),
        "a.csv:2:2: 错误：文件此处不是UTF-8编码 [csv-not-utf8]\n   2 | x标准\n     |  ^~\n"
        "     提示：它是GB 18030编码：请在data/datapackage.yaml中给该表写明 encoding: gb18030，或另存为“CSV UTF-8”\n");
    fixture_close(&f);
}

static void
names_of_encodings(void **state)
{
    (void)state;
    Charset charset;
    assert_true(charset_parse("GB18030", &charset) && charset == CHARSET_GB18030);
    assert_false(charset_parse("latin1", &charset));
    assert_string_equal(charset_name(CHARSET_UTF16_BE), "utf-16be");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_encoding_is_read_right),
        cmocka_unit_test(what_is_not_as_declared_is_refused),
        cmocka_unit_test(a_refused_line_can_be_read),
        cmocka_unit_test(names_of_encodings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
