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

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(typed), cmocka_unit_test(pairs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
