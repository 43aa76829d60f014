/* Both corpora: recall and false alarms stay within what is promised. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "corpus.h"

static void
typed(void **state)
{
    (void)state;
    Tally tally = {0};
    assert_true(corpus_read("tests/audit/typed.corpus", corpus_typed_line, true, &tally));
    printf("typed numbers: %d planted, recall %.3f, %d false alarms among %d others\n", tally.wanted, tally_recall(&tally), tally.wrong, tally.passed);
    assert_true(tally.wanted >= 200);
    assert_true(tally_recall(&tally) >= 0.98);
    assert_true(tally.wrong <= 0.02 * (tally.found + tally.wrong));
}

static void
pairs(void **state)
{
    (void)state;
    Tally tally = {0};
    assert_true(corpus_read("tests/audit/pairs.corpus", corpus_pairs_line, true, &tally));
    printf("languages: %d pairs, recall %.3f, precision %.3f\n", tally.lines, tally_recall(&tally), tally_precision(&tally));
    assert_true(tally.lines >= 300);
    assert_true(tally_recall(&tally) >= 0.98);
    assert_true(tally_precision(&tally) >= 0.98);
}

/* `make audit`: any corpus, measured and shown. */
static int
measure(const char *kind, const char *path)
{
    Tally tally = {0};
    bool pairs = strcmp(kind, "pairs") == 0;
    if (!corpus_read(path, pairs ? corpus_pairs_line : corpus_typed_line, true, &tally)) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return 1;
    }
    if (pairs)
        printf("both languages: %d pairs, %d of them differ; recall %.3f, precision %.3f (%s)\n", tally.lines, tally.wanted, tally_recall(&tally),
               tally_precision(&tally), path);
    else
        printf("typed numbers: %d planted in %d texts; recall %.3f, false alarms %.3f (%d of %d findings; %d other numbers passed) (%s)\n", tally.wanted,
               tally.lines, tally_recall(&tally), 1 - tally_precision(&tally), tally.wrong, tally.found + tally.wrong, tally.passed, path);
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc == 3)
        return measure(argv[1], argv[2]);
    const struct CMUnitTest tests[] = {cmocka_unit_test(typed), cmocka_unit_test(pairs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
