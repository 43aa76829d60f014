/* model/words.c -- words that several outputs print, said once: states of the edition, progress of targets. */
#include "model/model.h"

#include "base/str.h"

/* By family of language: all others (English, until a locale file brings its own), CJK locales. */
static const char *const WORDS[WORD_COUNT][2] = {
    [WORD_DRAFT] = {"draft", "草稿"},
    [WORD_REVIEW] = {"for comment", "征求意见稿"},
    [WORD_SUBMITTED] = {"draft for approval", "送审稿"},
    [WORD_FINAL] = {"final", "正式版"},
    [WORD_MET] = {"met", "已达到"},
    [WORD_AHEAD] = {"ahead of schedule", "快于时间进度"},
    [WORD_ON_TRACK] = {"on track", "与时间进度相符"},
    [WORD_BEHIND] = {"behind schedule", "慢于时间进度"},
    [WORD_NOT_JUDGED] = {"not judged", "不作判断"},
    [WORD_NO_LATER_FIGURE] = {"no later figure", "未见后续数据"},
    [WORD_PARTLY_COMPARABLE] = {"partly comparable", "部分可比"},
};

const char *
model_word(const Model *model, int lang, ModelWord word)
{
    return WORDS[word][model->locales[lang]->is_cjk];
}

const char *
target_state_text(const Model *model, Arena *arena, const Target *target, int lang)
{
    if (!target->has_latest || target->comparable == COMPARABLE_NO)
        return model_word(model, lang, WORD_NO_LATER_FIGURE);
    if (target->comparable == COMPARABLE_PARTLY)
        return model_word(model, lang, WORD_PARTLY_COMPARABLE);
    const char *percent = target_progress_text(model, arena, target, lang);
    return percent ? percent : "";
}

ModelWord
edition_state_word(const Edition *edition)
{
    static const struct {
        const char *state;
        ModelWord word;
    } states[] = {{"review", WORD_REVIEW}, {"submitted", WORD_SUBMITTED}, {"final", WORD_FINAL}};
    for (size_t i = 0; i < COUNT_OF(states); i++)
        if (str_equal(edition->state, states[i].state))
            return states[i].word;
    return WORD_DRAFT;
}
