/* Sentences, the claims in them, and whether a series of four years bears them. */
#include "../model/project.h"

#include "audit/claim.h"

/* 12 in 2018, 15, 14, 17 in 2021; ranks: none. */
static const char SERIES[] = FIGURES_HEAD
    "laws.stock.2018.S1,laws,laws.stock,法规,Laws,2018,2018-12-31,stock,12,部,laws,exact,S1,published,yes,,\n"
    "laws.stock.2019.S1,laws,laws.stock,法规,Laws,2019,2019-12-31,stock,15,部,laws,exact,S1,published,yes,,\n"
    "laws.stock.2020.S1,laws,laws.stock,法规,Laws,2020,2020-12-31,stock,14,部,laws,exact,S1,published,yes,,\n"
    "laws.stock.2021.S1,laws,laws.stock,法规,Laws,2021,2021-12-31,stock,17,部,laws,exact,S1,published,yes,,\n"
    "laws.delta.flow.2021.S2,laws,,法规,Laws,2021,,flow-year,3,部,laws,about,S2,published,yes,,\n";

/* "kind count verdict: reason", a line a claim. */
static const char *
judged(Folder *f, const char *sentence, bool cjk, const char *key)
{
    static const char *const kinds[] = {"highest", "lowest", "rising", "falling", "first", "rank"}, *const verdicts[] = {"holds", "fails", "open"};
    const Model *model = project_read(f);
    const Fact *fact = model_fact(model, key);
    ClaimList claims = {0};
    Buf out = BUF_INIT;
    assert_non_null(fact);
    claims_find(f->arena, sentence, cjk, &claims);
    for (size_t i = 0; i < claims.count; i++) {
        const char *reason[MESSAGE_LANG_COUNT] = {"", ""};
        ClaimVerdict verdict = claim_verdict(model, f->arena, &claims.items[i], fact, reason);
        buf_printf(&out, "%s%s %d %s%s%s", i ? "; " : "", kinds[claims.items[i].kind], claims.items[i].count, verdicts[verdict], *reason[0] ? ": " : "", reason[cjk]);
    }
    const char *text = out.length ? buf_take(&out, f->arena) : "";
    buf_clear(&out);
    return text;
}

static void
check(const char *sentence, bool cjk, const char *key, const char *expected)
{
    Folder f = project_open();
    folder_write(&f, "data/figures.csv", SERIES);
    assert_string_equal(judged(&f, sentence, cjk, key), expected);
    folder_close(&f);
}

static void
highest_and_lowest(void **state)
{
    (void)state;
    check("达到17部，创历史新高。", true, "laws.stock.2021.S1", "highest 0 holds");
    check("A record high of 17.", false, "laws.stock.2021.S1", "highest 0 holds");
    check("达到14部，创历史新高。", true, "laws.stock.2020.S1", "highest 0 fails: 2019年已有15");
    check("The highest ever.", false, "laws.stock.2020.S1", "highest 0 fails: 2019 had 15 already");
    check("降至历史新低。", true, "laws.stock.2020.S1", "lowest 0 fails: 2018年已低至12");
    check("创历史新高。", true, "laws.stock.2018.S1", "highest 0 open");
    check("创历史新高。", true, "laws.delta.flow.2021.S2", "highest 0 open");
}

static void
years_in_a_row(void **state)
{
    (void)state;
    check("连续两年增长。", true, "laws.stock.2021.S1", "rising 2 fails: 2020年并未增长：14");
    check("连续第1年增长。", true, "laws.stock.2021.S1", "rising 1 holds");
    check("连续3年下降。", true, "laws.stock.2021.S1", "falling 3 fails: 2019年并未下降：15");
    check("It rose for the third year in a row.", false, "laws.stock.2021.S1", "rising 3 fails: 2020 did not rise: 14");
    check("Three consecutive years of growth.", false, "laws.stock.2019.S1", "rising 3 open");
    check("It fell for the second consecutive year.", false, "laws.stock.2020.S1", "falling 2 fails: 2019 did not fall: 15");
}

static void
first_times(void **state)
{
    (void)state;
    check("首次突破16部。", true, "laws.stock.2021.S1", "first 0 holds");
    check("首次突破15部。", true, "laws.stock.2021.S1", "first 0 fails: 2019年已有15");
    check("首次突破20部。", true, "laws.stock.2021.S1", "first 0 fails: 2021年为17");
    check("It passed 16 for the first time.", false, "laws.stock.2021.S1", "first 0 holds");
    check("It passed 15 for the first time.", false, "laws.stock.2021.S1", "first 0 fails: 2019 had 15 already");
    check("首次发布。", true, "laws.stock.2021.S1", "");
}

static void
ranks(void **state)
{
    (void)state;
    check("位列全国第二。", true, "awards.flow.2020.S1", "rank 2 holds");
    check("居全国首位。", true, "awards.flow.2020.S1", "rank 1 fails: 2020年的位次是第2");
    check("Shanghai ranks first.", false, "awards.flow.2020.S1", "rank 1 fails: in 2020 its rank is 2");
    check("位列全国第一。", true, "laws.stock.2021.S1", "rank 1 open");
}

static void
no_claims(void **state)
{
    (void)state;
    check("截至2021年底共17部，居民可查询。", true, "laws.stock.2021.S1", "");
    check("The first law was passed in 2018.", false, "laws.stock.2021.S1", "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(highest_and_lowest),
        cmocka_unit_test(years_in_a_row),
        cmocka_unit_test(first_times),
        cmocka_unit_test(ranks),
        cmocka_unit_test(no_claims),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
