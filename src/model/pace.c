/* model/pace.c -- how a target stands: what is done against what time has passed.
 *
 *     done     latest / target                               a target for what is new
 *              (latest − baseline) / (target − baseline)     one for the total, where it has a baseline
 *     elapsed  (as-of − baseline date) / (end of the target year − baseline date), in days
 *     state    met: done >= 1; else by done − elapsed: above 0.05 ahead, below −0.05 behind, on track between
 *     needed   what is left / the years left, where that is a year or more; else all that is left
 *
 * The as-of is that of the target's row, else of its latest figure, else the end of that figure's year, but never after the
 * edition's data. Nothing is judged that compares partly, has no date to begin from, or where target and baseline are one.
 */
#include "model/model.h"

#include "base/str.h"

static const double TOLERANCE = 0.05;

/* Days of the proleptic Gregorian calendar; a month or a year alone counts to its end. */
static long
day_number(Date date)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
    int month = date.month ? date.month : 12, day = date.day ? date.day : lengths[month - 1] + (leap && month == 2);
    long before = date.year - 1, days = before * 365 + before / 4 - before / 100 + before / 400;
    for (int m = 1; m < month; m++)
        days += lengths[m - 1] + (leap && m == 2);
    return days + day;
}

/* When the latest figure holds. */
static Date
latest_date(const Model *model, const Target *target)
{
    Date date = target->latest_as_of.year ? target->latest_as_of : target->latest->as_of;
    Date until = model->edition.data_until;
    if (!date.year)
        date.year = target->latest->year;
    return date.year && until.year && day_number(until) < day_number(date) ? until : date;
}

static bool
share_done(const Target *target, double *done)
{
    double from = str_equal(target->kind, "total") && target->has_baseline ? decimal_to_double(target->baseline_value) : 0;
    double whole = decimal_to_double(target->target) - from;
    *done = whole != 0 ? (decimal_to_double(target->latest_value) - from) / whole : 0;
    return whole != 0;
}

/* (target − latest) / years, to one decimal; whole where it is a year at most. */
static void
pace_needed(const Target *target, double years, TargetPace *out)
{
    Decimal rest, days;
    if (!decimal_sub(target->target, target->latest_value, &rest))
        return;
    out->has_needed = true;
    out->years_left = years;
    out->needed = rest;
    days = decimal_from_int((int64_t)(years * 1000 + 0.5));
    if (years > 1 && decimal_mul(rest, decimal_from_int(1000), &rest) && !decimal_div(rest, days, 1, ROUND_HALF_UP, &out->needed))
        out->has_needed = false;
}

TargetPace
target_pace(const Model *model, const Target *target)
{
    TargetPace pace = {.state = TARGET_NOT_JUDGED};
    if (!target->has_latest || target->comparable == COMPARABLE_NO || !target->latest) {
        pace.state = TARGET_NO_FIGURE;
        return pace;
    }
    if (target->comparable == COMPARABLE_PARTLY || !target->has_target || !share_done(target, &pace.done))
        return pace;
    pace.as_of = latest_date(model, target);
    Date end = {target->target_year, 12, 31};
    long start = target->baseline_date.year ? day_number(target->baseline_date) : 0, whole = start ? day_number(end) - start : 0;
    bool timed = pace.as_of.year && target->target_year && whole > 0;
    long past = timed ? day_number(pace.as_of) - start : 0;
    pace.elapsed = timed ? (double)(past < 0 ? 0 : past > whole ? whole : past) / (double)whole : 0;
    if (pace.done >= 1) {
        pace.state = TARGET_MET;
        return pace;
    }
    if (!timed)
        return pace;
    double lead = pace.done - pace.elapsed;
    pace.state = lead > TOLERANCE ? TARGET_AHEAD : lead < -TOLERANCE ? TARGET_BEHIND : TARGET_ON_TRACK;
    pace_needed(target, (double)(whole - (past > whole ? whole : past)) / 365.25, &pace);
    return pace;
}

const char *
target_state_name(TargetState state)
{
    static const char *const names[] = {
        [TARGET_MET] = "met",
        [TARGET_AHEAD] = "ahead",
        [TARGET_ON_TRACK] = "on-track",
        [TARGET_BEHIND] = "behind",
        [TARGET_NO_FIGURE] = "no-later-figure",
        [TARGET_NOT_JUDGED] = "not-judged",
    };
    return names[state];
}

const char *
target_state_word(const Model *model, const Target *target, int lang)
{
    static const ModelWord words[] = {
        [TARGET_MET] = WORD_MET,
        [TARGET_AHEAD] = WORD_AHEAD,
        [TARGET_ON_TRACK] = WORD_ON_TRACK,
        [TARGET_BEHIND] = WORD_BEHIND,
        [TARGET_NO_FIGURE] = WORD_NO_LATER_FIGURE,
        [TARGET_NOT_JUDGED] = WORD_NOT_JUDGED,
    };
    TargetState state = target_pace(model, target).state;
    bool partly = state == TARGET_NOT_JUDGED && target->comparable == COMPARABLE_PARTLY;
    return model_word(model, lang, partly ? WORD_PARTLY_COMPARABLE : words[state]);
}
