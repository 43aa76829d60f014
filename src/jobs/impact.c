#include "jobs/impact.h"

#include "audit/claim.h"
#include "audit/provenance.h"
#include "base/fs.h"
#include "base/map.h"
#include "jobs/depend.h"
#include "jobs/printed.h"
#include "jobs/render.h"
#include "model/question.h"
#include "scene/device.h"

#include <string.h>

/* One drawing of one side. */
typedef struct Drawing {
    const Job *job;         /* NULL: this side does not describe it */
    Arena *arena;
    LayoutContext context;
    Scene *scene;           /* NULL: not described, or not drawn */
    Printed printed;
} Drawing;

typedef struct Finder {
    Impact *impact;
    Diff *diff;
    Map changed;            /* keys of changed rows */
    Map told;               /* what is in the Diff already */
    Map specs;              /* of charts that are touched */
    const char *output;     /* of the pair at hand */
    Map pages;              /* of the new drawing, that are touched: "12" → page of the old drawing + 1 */
} Finder;

/* ---- drawing --------------------------------------------------------------------------------------------------------------- */

static void
draw_side(const ImpactSide *side, const Job *job, Questions *asked, Drawing *out)
{
    *out = (Drawing){.job = job, .arena = arena_new()};
    if (!job)
        return;
    const Model *model = asked ? model_with_questions(out->arena, side->model, asked) : side->model;
    out->context = job_context(out->arena, diags_new(out->arena), side->files, model, side->theme, side->text);
    out->scene = job_scene(&out->context, job);
    if (diags_errors(out->context.diags))
        out->scene = NULL;
    if (out->scene)
        printed_collect(out->arena, out->scene, &out->printed);
}

/* Whether the new side would answer and read what the old one did: then it draws the same. */
static bool
draws_the_same(const Impact *impact, const Drawing *old, const Questions *asked)
{
    Reader *reader = reader_new(old->arena, impact->new.files, diags_new(old->arena));
    for (size_t i = 0; i < questions_count(asked); i++) {
        char before[65], after[65];
        job_answer(impact->old.model, questions_at(asked, i), before);
        job_answer(impact->new.model, questions_at(asked, i), after);
        if (!str_equal(before, after))
            return false;
    }
    for (size_t i = 0; i < reader_count(old->context.reader); i++) {
        ReadRecord read = reader_record(old->context.reader, i);
        if (read.kind == READ_FILE && reader_exists(reader, read.path))
            reader_read(reader, read.path, LOC_NONE);
        bool known = read.kind != READ_FILE || (reader_count(reader) && str_equal(reader_record(reader, reader_count(reader) - 1).sha256, read.sha256));
        if (!known || !impact->same_layouts)
            return false;
    }
    return impact->same_layouts;
}

static const Job *
job_like(const JobList *jobs, const Job *job)
{
    for (size_t i = 0; i < jobs->count; i++)
        if (str_equal(jobs->items[i].artifacts[0].path, job->artifacts[0].path))
            return &jobs->items[i];
    return NULL;
}

/* ---- what is told -------------------------------------------------------------------------------------------------------------- */

static const char *
keep(const Finder *self, const char *text)
{
    return text && *text ? arena_strdup(self->impact->arena, text) : "";
}

static void
tell(Finder *self, const Touch *touch)
{
    Arena *arena = self->impact->arena;
    /* The same sentence stands in several papers, the same poster in several shapes. */
    bool once = touch->kind != TOUCH_PAGE;
    const char *key = arena_printf(arena, "%d\n%s\n%s\n%s\n%s\n%s", (int)touch->kind, touch->place, touch->name, touch->before, touch->after, once ? "" : touch->output);
    size_t known = (size_t)(uintptr_t)map_find(&self->told, key);
    if (known) {
        self->diff->touches.items[known - 1].more++;
        return;
    }
    VEC_PUSH(arena, &self->diff->touches, *touch);
    map_put(&self->told, key, (void *)(uintptr_t)self->diff->touches.count);
}

static const char *
page_name(const Finder *self, const Scene *scene, uint32_t page)
{
    const char *label = scene->pages.items[page].label;
    return label ? keep(self, label) : arena_printf(self->impact->arena, "%u", page + 1);
}

static void
mark_page(Finder *self, uint32_t page, uint32_t old_page)
{
    const char *key = arena_printf(self->impact->arena, "%u", page);
    if (!map_has(&self->pages, key))
        map_put(&self->pages, key, (void *)(uintptr_t)(old_page + 1));
}

/* ---- sentences ------------------------------------------------------------------------------------------------------------------- */

static bool
use_changed(const Finder *self, const FactUse *use)
{
    if (use->key && map_has(&self->changed, use->key))
        return true;
    for (size_t i = 0; use->inputs && use->inputs[i]; i++)
        if (use_changed(self, use->inputs[i]))
            return true;
    return false;
}

static bool
prints_change(const Finder *self, const Sentence *sentence)
{
    for (size_t i = 0; i < sentence->uses.count; i++)
        if (use_changed(self, sentence->uses.items[i]))
            return true;
    return false;
}

static bool
same_file(const Sentence *a, const Sentence *b)
{
    return a->lang == b->lang && str_equal(a->loc.source ? a->loc.source->path : "", b->loc.source ? b->loc.source->path : "");
}

/* The text with every digit as #: the same sentence with other numbers. */
static const char *
skeleton(Arena *arena, const char *text)
{
    char *out = arena_alloc(arena, strlen(text) + 1), *to = out;
    for (; *text; text++) {
        bool number = (*text >= '0' && *text <= '9') || *text == '.' || *text == ',';
        if (!number)
            *to++ = *text;
        else if (to == out || to[-1] != '#')
            *to++ = '#';
    }
    *to = '\0';
    return out;
}

static void
tell_sentence(Finder *self, const Drawing *old, const Sentence *before, const Drawing *new, const Sentence *after)
{
    const Sentence *shown = after ? after : before;
    const Drawing *drawing = after ? new : old;
    Touch touch = {
        .kind = TOUCH_SENTENCE,
        .output = self->output,
        .name = "",
        .place = keep(self, loc_text(drawing->arena, shown->loc)),
        .before = keep(self, before ? before->text : ""),
        .after = keep(self, after ? after->text : ""),
        .pages = page_name(self, drawing->scene, shown->page),
    };
    tell(self, &touch);
    if (after)
        mark_page(self, after->page, before ? before->page : after->page);
}

/* Sentences that read the same are paired off; of the others, first those alike but for numbers, then those at the same place
 * of an unchanged layout. What is left counts where it prints a changed figure. */
static void
compare_sentences(Finder *self, const Drawing *old, const Drawing *new)
{
    Arena *arena = new->arena;
    size_t old_count = old->printed.sentences.count, new_count = new->printed.sentences.count;
    const Sentence *olds = old->printed.sentences.items, *news = new->printed.sentences.items;
    bool *old_done = ARENA_ARRAY(arena, bool, old_count + 1), *new_done = ARENA_ARRAY(arena, bool, new_count + 1);
    const char **old_bones = ARENA_ARRAY(arena, const char *, old_count + 1), **new_bones = ARENA_ARRAY(arena, const char *, new_count + 1);
    memset(old_done, 0, old_count + 1);
    memset(new_done, 0, new_count + 1);
    for (size_t i = 0; i < old_count; i++)
        old_bones[i] = skeleton(arena, olds[i].text);
    for (size_t i = 0; i < new_count; i++)
        new_bones[i] = skeleton(arena, news[i].text);
    for (int round = 0; round < 3; round++) {
        size_t hint = 0;
        for (size_t i = 0; i < new_count; i++) {
            /* Most stand where they stood: the search begins behind the last pair. */
            for (size_t step = 0; step < old_count && !new_done[i]; step++) {
                size_t k = (hint + step) % old_count;
                bool alike = round == 0 ? str_equal(olds[k].text, news[i].text)
                    : round == 1 ? str_equal(old_bones[k], new_bones[i])
                    : self->impact->same_layouts && olds[k].loc.offset == news[i].loc.offset;
                if (old_done[k] || !alike || !same_file(&olds[k], &news[i]))
                    continue;
                old_done[k] = new_done[i] = true;
                hint = k + 1;
                bool counts = round > 0 && (self->impact->same_layouts || prints_change(self, &olds[k]) || prints_change(self, &news[i]));
                if (counts)
                    tell_sentence(self, old, &olds[k], new, &news[i]);
            }
        }
    }
    for (size_t i = 0; i < new_count; i++)
        if (!new_done[i] && prints_change(self, &news[i]))
            tell_sentence(self, old, NULL, new, &news[i]);
    for (size_t i = 0; i < old_count; i++)
        if (!old_done[i] && prints_change(self, &olds[i]))
            tell_sentence(self, old, &olds[i], new, NULL);
}

/* ---- tables and figures of papers ------------------------------------------------------------------------------------------------ */

static void
compare_tables(Finder *self, const Drawing *old, const Drawing *new)
{
    size_t count = MIN_OF(old->printed.tables.count, new->printed.tables.count);
    for (size_t i = 0; i < count; i++) {
        const PrintedTable *before = &old->printed.tables.items[i], *after = &new->printed.tables.items[i];
        if (str_equal(before->text, after->text) || !str_equal(skeleton(new->arena, before->caption), skeleton(new->arena, after->caption)))
            continue;
        Touch touch = {
            .kind = TOUCH_TABLE,
            .output = self->output,
            .name = keep(self, after->caption),
            .place = keep(self, loc_text(new->arena, after->loc)),
            .before = "",
            .after = "",
            .pages = page_name(self, new->scene, after->page),
        };
        tell(self, &touch);
        mark_page(self, after->page, before->page);
    }
}

static void
compare_figures(Finder *self, const Drawing *old, const Drawing *new)
{
    size_t count = MIN_OF(old->printed.figures.count, new->printed.figures.count);
    for (size_t i = 0; i < count; i++) {
        const PrintedFigure *before = &old->printed.figures.items[i], *after = &new->printed.figures.items[i];
        if (!str_equal(before->spec, after->spec) || (str_equal(before->text, after->text) && !map_has(&self->specs, after->spec)))
            continue;
        Touch touch = {.kind = TOUCH_CHART, .output = self->output, .name = keep(self, after->spec), .place = "", .before = "", .after = "",
                       .pages = page_name(self, new->scene, after->page)};
        tell(self, &touch);
        mark_page(self, after->page, before->page);
    }
}

static void
tell_pages(Finder *self, const Drawing *new)
{
    Buf pages = BUF_INIT;
    for (uint32_t page = 0; page < new->scene->pages.count; page++)
        if (map_has(&self->pages, arena_printf(new->arena, "%u", page)))
            buf_printf(&pages, "%s%s", pages.length ? ", " : "", page_name(self, new->scene, page));
    if (pages.length) {
        Touch touch = {.kind = TOUCH_PAGE, .output = self->output, .name = "", .place = "", .before = "", .after = "", .pages = keep(self, pages.ptr)};
        tell(self, &touch);
    }
    buf_clear(&pages);
}

/* ---- claims ---------------------------------------------------------------------------------------------------------------------------- */

/* The figure that stands nearest before the claim, else the first behind it. */
static const char *
claimed_key(const Sentence *sentence, const Claim *claim)
{
    const char *key = NULL;
    for (size_t i = 0; i < sentence->uses.count; i++) {
        const FactUse *use = sentence->uses.items[i];
        if (use->kind != USE_FACT || !use->key || (key && sentence->use_at.items[i] >= claim->start))
            continue;
        key = use->key;
    }
    return key;
}

static void
judge_sentence(Finder *self, const Drawing *new, const Sentence *sentence)
{
    const Impact *impact = self->impact;
    ClaimList claims = {0};
    bool cjk = sentence->lang >= 0 && str_starts(new->scene->lang_tags[sentence->lang], "zh");
    claims_find(new->arena, sentence->text, cjk, &claims);
    for (size_t i = 0; i < claims.count; i++) {
        const char *key = claimed_key(sentence, &claims.items[i]);
        const Fact *before = key ? model_fact(impact->old.model, key) : NULL, *after = key ? model_fact(impact->new.model, key) : NULL;
        const char *reason[MESSAGE_LANG_COUNT] = {"", ""}, *old_reason[MESSAGE_LANG_COUNT];
        if (!after || claim_verdict(impact->new.model, impact->arena, &claims.items[i], after, reason) != CLAIM_FAILS)
            continue;
        if (before && claim_verdict(impact->old.model, impact->arena, &claims.items[i], before, old_reason) == CLAIM_FAILS)
            continue;
        BrokenClaim broken = {keep(self, loc_text(new->arena, sentence->loc)), keep(self, sentence->text), {reason[0], reason[1]}};
        const char *told = arena_printf(impact->arena, "claim %s %s", broken.place, broken.text);
        if (!map_has(&self->told, told))
            VEC_PUSH(impact->arena, &self->diff->claims, broken);
        map_put(&self->told, told, (void *)1);
    }
}

/* ---- pictures ---------------------------------------------------------------------------------------------------------------------------- */

typedef VEC(Rect) RectList;

/* What is printed there and not on the other side, as fractions of the page. */
static void
mark_numbers(const Finder *self, const Drawing *drawing, uint32_t page, RectList *out)
{
    PrintedNumbers numbers = {0};
    const Page *sheet = &drawing->scene->pages.items[page];
    provenance_collect(drawing->arena, drawing->context.model, drawing->scene, &numbers);
    for (size_t i = 0; i < numbers.count; i++) {
        const PrintedNumber *number = &numbers.items[i];
        if (number->page != page || !number->use || !use_changed(self, number->use))
            continue;
        Rect box = rect_inset(number->box, -2);
        Rect part = {box.x / sheet->width, box.y / sheet->height, box.width / sheet->width, box.height / sheet->height};
        VEC_PUSH(self->impact->arena, out, part);
    }
}

/* File name of the picture below the report's folder; "" when it cannot be drawn. */
static const char *
take_picture(const Finder *self, const Drawing *drawing, uint32_t page, const char *name)
{
    const Impact *impact = self->impact;
    if (!drawing->scene || page >= drawing->scene->pages.count)
        return "";
    const Page *sheet = &drawing->scene->pages.items[page];
    /* As wide as half a screen shows. */
    DeviceOptions options = {.page = page, .scale = MIN_OF(1.6, 900 / sheet->width)};
    Buf bytes = BUF_INIT;
    const char *file = arena_printf(impact->arena, "pictures/%s", name), *path = arena_printf(impact->arena, "%s/%s", impact->pictures, file);
    bool ok = device_write(drawing->scene, FORMAT_PNG, &options, &bytes, impact->diags, LOC_NONE);
    if (ok && !(file_make_parents(impact->arena, path) && file_write(path, bytes.ptr, bytes.length)))
        ok = diag(impact->diags, DIAG_OUTPUT_WRITE, LOC_NONE, path, "");
    buf_clear(&bytes);
    return ok ? file : "";
}

static void
show(Finder *self, const Drawing *old, uint32_t old_page, const Drawing *new, uint32_t page, const char *title)
{
    const Impact *impact = self->impact;
    RectList before = {0}, after = {0};
    if (!impact->pictures)
        return;
    char *name = arena_strdup(impact->arena, self->output);
    for (char *at = name; *at; at++)
        *at = *at == '/' ? '-' : *at;
    if (old->scene && old_page < old->scene->pages.count)
        mark_numbers(self, old, old_page, &before);
    if (new->scene)
        mark_numbers(self, new, page, &after);
    Picture picture = {
        .title = title,
        .before = take_picture(self, old, old_page, arena_printf(impact->arena, "%s-%u-before.png", name, page + 1)),
        .after = take_picture(self, new, page, arena_printf(impact->arena, "%s-%u-after.png", name, page + 1)),
    };
    for (size_t i = 0; i < before.count; i++)
        VEC_PUSH(impact->arena, &picture.before_marks, before.items[i]);
    for (size_t i = 0; i < after.count; i++)
        VEC_PUSH(impact->arena, &picture.after_marks, after.items[i]);
    VEC_PUSH(impact->arena, &self->diff->pictures, picture);
}

/* Papers are shown in one mode: the one with all languages, where there is one. */
static bool
is_shown(const Finder *self, const Job *job)
{
    const JobList *jobs = &self->impact->new.jobs;
    for (size_t i = 0; job->lang >= 0 && i < jobs->count; i++)
        if (jobs->items[i].kind == JOB_REPORT && jobs->items[i].lang < 0 && str_equal(jobs->items[i].spec, job->spec))
            return false;
    return true;
}

static void
show_pages(Finder *self, const Drawing *old, const Drawing *new)
{
    if (!is_shown(self, new->job))
        return;
    for (uint32_t page = 0; page < new->scene->pages.count; page++) {
        void *was = map_find(&self->pages, arena_printf(new->arena, "%u", page));
        if (was)
            show(self, old, (uint32_t)((uintptr_t)was - 1), new, page,
                 arena_printf(self->impact->arena, "%s · %s", self->output, page_name(self, new->scene, page)));
    }
}

/* ---- outputs ------------------------------------------------------------------------------------------------------------------------------ */

static void
compare_paper(Finder *self, const Drawing *old, const Drawing *new)
{
    map_init(&self->pages, new->arena);
    compare_sentences(self, old, new);
    compare_tables(self, old, new);
    compare_figures(self, old, new);
    tell_pages(self, new);
    show_pages(self, old, new);
}

static bool
same_drawing(const Scene *a, const Scene *b)
{
    Buf one = BUF_INIT, other = BUF_INIT;
    scene_dump(a, &one);
    scene_dump(b, &other);
    bool same = one.length == other.length && memcmp(one.ptr, other.ptr, one.length) == 0;
    buf_clear(&one);
    buf_clear(&other);
    return same;
}

static void
tell_drawing(Finder *self, const Job *job)
{
    Touch touch = {.kind = job->kind == JOB_CHART ? TOUCH_CHART : TOUCH_POSTER, .output = keep(self, job->artifacts[0].path), .name = keep(self, job->spec),
                   .place = "", .before = "", .after = "", .pages = ""};
    tell(self, &touch);
    map_put(&self->specs, touch.output, self);
}

static void
compare_drawing(Finder *self, const Drawing *old, const Drawing *new)
{
    const Job *job = new->job ? new->job : old->job;
    if (old->scene && new->scene && same_drawing(old->scene, new->scene))
        return;
    tell_drawing(self, job);
    if (job->kind == JOB_CHART)
        map_put(&self->specs, job->spec, self);
    /* One picture a language: other shapes and themes show the same figures. */
    const char *shown = arena_printf(self->impact->arena, "shown %s %d", job->spec, job->lang);
    if (map_has(&self->told, shown) || job->second >= 0)
        return;
    map_put(&self->told, shown, (void *)1);
    size_t pages = new->scene ? new->scene->pages.count : 1;
    for (uint32_t page = 0; page < pages; page++)
        show(self, old, page, new, page, pages > 1 ? arena_printf(self->impact->arena, "%s · %u", self->output, page + 1) : self->output);
}

/* The same poster in the project's theme and in one language: it shows the same figures. NULL where there is none, or it is this one. */
static const Job *
plain_job(const JobList *jobs, const Job *job)
{
    bool plain = job->kind != JOB_INFOGRAPHIC || (!job->theme && job->second < 0);
    for (size_t i = 0; !plain && i < jobs->count; i++) {
        const Job *other = &jobs->items[i];
        if (str_equal(other->spec, job->spec) && str_equal(other->preset, job->preset) && other->lang == job->lang && !other->theme && other->second < 0)
            return other;
    }
    return NULL;
}

static void
compare_output(Finder *self, const Job *old_job, const Job *new_job)
{
    Impact *impact = self->impact;
    const Job *job = new_job ? new_job : old_job;
    const Job *plain = new_job && old_job ? plain_job(&impact->new.jobs, new_job) : NULL;
    if (plain) {
        if (map_has(&self->specs, plain->artifacts[0].path))
            tell_drawing(self, new_job);
        return;
    }
    Drawing old, new;
    Arena *scratch = arena_new();
    Questions *asked = questions_new(scratch);
    draw_side(&impact->old, old_job, asked, &old);
    bool same = old_job && new_job && old.scene && draws_the_same(impact, &old, asked);
    draw_side(&impact->new, same ? NULL : new_job, NULL, &new);
    self->output = keep(self, job->artifacts[0].path);
    if (new.job)
        impact->faults += diags_errors(new.context.diags);
    /* What one side describes and cannot draw is not compared: its errors are counted. */
    bool drawn = !same && (old.scene || !old_job) && (new.scene || !new_job);
    if (drawn && job->kind == JOB_REPORT && old_job && new_job)
        compare_paper(self, &old, &new);
    else if (drawn && job->kind != JOB_REPORT)
        compare_drawing(self, &old, &new);
    for (size_t i = 0; !same && new.scene && job->kind == JOB_REPORT && i < new.printed.sentences.count; i++)
        judge_sentence(self, &new, &new.printed.sentences.items[i]);
    arena_free(old.arena);
    arena_free(new.arena);
    arena_free(scratch);
}

void
impact_find(Impact *impact, Diff *diff)
{
    /* Charts first: papers that show them want to know. */
    static const JobKind order[] = {JOB_CHART, JOB_INFOGRAPHIC, JOB_REPORT};
    Finder self = {.impact = impact, .diff = diff};
    map_init(&self.changed, impact->arena);
    map_init(&self.told, impact->arena);
    map_init(&self.specs, impact->arena);
    for (size_t i = 0; i < diff->changes.count; i++)
        map_put(&self.changed, diff->changes.items[i].key, diff);
    for (size_t k = 0; k < COUNT_OF(order); k++) {
        for (size_t i = 0; i < impact->new.jobs.count; i++)
            if (impact->new.jobs.items[i].kind == order[k] && !plain_job(&impact->new.jobs, &impact->new.jobs.items[i]))
                compare_output(&self, job_like(&impact->old.jobs, &impact->new.jobs.items[i]), &impact->new.jobs.items[i]);
        /* Then their other themes and languages, which are told by them. */
        for (size_t i = 0; i < impact->new.jobs.count; i++)
            if (impact->new.jobs.items[i].kind == order[k] && plain_job(&impact->new.jobs, &impact->new.jobs.items[i]))
                compare_output(&self, job_like(&impact->old.jobs, &impact->new.jobs.items[i]), &impact->new.jobs.items[i]);
        for (size_t i = 0; i < impact->old.jobs.count; i++)
            if (impact->old.jobs.items[i].kind == order[k] && !job_like(&impact->new.jobs, &impact->old.jobs.items[i]))
                compare_output(&self, &impact->old.jobs.items[i], NULL);
    }
}
