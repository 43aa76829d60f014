/* run.c -- opening a project, messages, exit status. */
#include "run.h"

#include "audit/audit.h"
#include "base/diag_print.h"
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- messages ----------------------------------------------------------------------------------------- */

void
run_print(const Run *run, int stream, const char *text, size_t length)
{
    if (run->options->print)
        run->options->print(run->options->print_data, stream, text, length);
    else
        fwrite(text, 1, length, stream == 1 ? stdout : stderr);
}

void
run_printf(const Run *run, int stream, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Arena *scratch = arena_new();
    const char *text = arena_vprintf(scratch, format, args);
    run_print(run, stream, text, strlen(text));
    arena_free(scratch);
    va_end(args);
}

bool
run_in_chinese(const Run *run)
{
    return run->options->messages == SHUDU_MESSAGES_ZH;
}

/* The project's folder below that of the repository, with a '/' at its end; "" where it is the same, or not below it. */
static const char *
folder_below(const Run *run)
{
    char top[PATH_MAX];
    if (!run->options->repository || !run->root || !realpath(run->options->repository, top))
        return "";
    size_t length = strlen(top);
    bool below = strncmp(run->root, top, length) == 0 && run->root[length] == '/';
    return below ? arena_printf(run->arena, "%s/", run->root + length + 1) : "";
}

/* What does not go through leaves the run as it is: the summary is a courtesy of the CI server. */
static void
append_summary(const Run *run)
{
    Buf out = BUF_INIT;
    diag_print_summary(&out, run->diags, (MessageLang)run->options->messages);
    FILE *file = fopen(run->options->summary, "ab");
    if (file) {
        fwrite(out.ptr, 1, out.length, file);
        fclose(file);
    }
    buf_clear(&out);
}

void
run_print_diagnostics(const Run *run)
{
    Buf out = BUF_INIT;
    diag_print_from(&out, run->diags, (DiagFormat)run->options->report, (MessageLang)run->options->messages, run->options->color, folder_below(run));
    /* Machine formats are the result of the run; text goes with the progress. */
    if (out.length)
        run_print(run, run->options->report == SHUDU_REPORT_TEXT ? 2 : 1, out.ptr, out.length);
    buf_clear(&out);
    if (run->options->summary)
        append_summary(run);
}

ShuduStatus
run_status(const Run *run)
{
    for (size_t i = 0; i < diags_count(run->diags); i++) {
        const char *code = diag_code_text(diags_at(run->diags, i)->code);
        bool outside = str_equal(code, "watch-failed") || str_equal(code, "output-write") || str_equal(code, "output-locked") || str_starts(code, "font-file")
            || str_starts(code, "font-lock");
        if (outside)
            return SHUDU_ENVIRONMENT;
    }
    if (diags_errors(run->diags) || (run->options->strict && diags_warnings(run->diags)))
        return SHUDU_PROJECT_ERRORS;
    return SHUDU_OK;
}

/* ---- opening ------------------------------------------------------------------------------------------- */

/* The nearest folder at or above `from` that holds shudu.yaml; NULL. */
const char *
run_find_root(Arena *arena, const char *from)
{
    char absolute[PATH_MAX];
    if (!realpath(from ? from : ".", absolute))
        return NULL;
    for (;;) {
        if (access(arena_printf(arena, "%s/shudu.yaml", absolute), F_OK) == 0)
            return arena_strdup(arena, absolute);
        char *slash = strrchr(absolute, '/');
        if (!slash || slash == absolute)
            return NULL;
        *slash = '\0';
    }
}

void
run_open(Run *run, const ShuduOptions *options)
{
    *run = (Run){.options = options, .arena = arena_new()};
    run->diags = diags_new(run->arena);
}

ShuduStatus
run_leave(Run *run)
{
    if (run->model) {
        Diags *all = run->diags;
        run->diags = diags_new(run->arena);
        audit_accept(run->model, all, run->complete, run->diags);
    }
    run_print_diagnostics(run);
    return run_status(run);
}

ShuduStatus
run_close(Run *run)
{
    ShuduStatus status = run_leave(run);
    arena_free(run->arena);
    return status;
}

void
run_audit_data(Run *run, bool suggest)
{
    if (run->model->left_out) /* texts that lack figures on purpose are not compared */
        return;
    AuditContext audit = {run->arena, run->diags, run->reader, run->model, suggest};
    audit_data(&audit);
}

Files *
run_files(const Run *run, const char *root)
{
    Files *files = files_new(run->arena, root);
    files_set_threads(files, (size_t)run->options->jobs);
    return files;
}

/* Root, model, theme. */
bool
run_open_project(Run *run, const char *from)
{
    run->root = run_find_root(run->arena, from);
    if (!run->root)
        return diag(run->diags, DIAG_PROJECT_NOT_FOUND, LOC_NONE, from ? from : ".");
    if (!run->files)
        run->files = run_files(run, run->root);
    run->reader = reader_new(run->arena, run->files, run->diags);
    run->model = run->unchecked ? model_read_unchecked(run->arena, run->reader) : model_read(run->arena, run->reader);
    if (!run->model)
        return false;
    if (run->options->strict_sources)
        model_leave_out(run->model, 'C');
    run->theme_reader = reader_new(run->arena, run->files, run->diags);
    run->theme_name = run->options->theme ? run->options->theme : run->model->theme ? run->model->theme : "default";
    run->theme = theme_read(run->arena, run->theme_reader, run->theme_name, run->model->lang_keys, run->model->lang_count, LOC_NONE);
    if (!run->theme)
        return false;
    run->model = model_with_numbers(run->arena, run->theme_reader, run->model, theme_node(run->theme, "numbers"));
    return true;
}

/* fonts/ of the project, else the folder given, else the one installed with the program, else the one beside its build folder. */
const char *
run_find_fonts(Run *run)
{
    VEC(const char *) places = {0};
    if (run->options->fonts)
        VEC_PUSH(run->arena, &places, run->options->fonts);
    if (run->root)
        VEC_PUSH(run->arena, &places, arena_printf(run->arena, "%s/fonts", run->root));
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length > 0) {
        program[length] = '\0';
        char *slash = strrchr(program, '/');
        *slash = '\0';
        VEC_PUSH(run->arena, &places, arena_printf(run->arena, "%s/../share/shudu/fonts", program));
        VEC_PUSH(run->arena, &places, arena_printf(run->arena, "%s/../../fonts", program));
    }
    for (size_t i = 0; i < places.count; i++)
        if (access(arena_printf(run->arena, "%s/fonts.lock", places.items[i]), F_OK) == 0)
            return places.items[i];
    return places.count ? places.items[0] : "fonts";
}

void
warm_clear(Warm *warm)
{
    arena_free(warm->arena);
    *warm = (Warm){0};
}

bool
run_open_fonts(Run *run)
{
    FontSet *fonts = run->fonts = fontset_open(run->arena, run->diags, run_find_fonts(run));
    if (!fonts)
        return false;
    static const char *const none[] = {"en"};
    const Locale *english = locale_builtin(none[0]);
    run->text = run->model ? text_context_new(run->arena, fonts, run->model->locales, run->model->lang_count)
                           : text_context_new(run->arena, fonts, &english, 1);
    return true;
}

/* "2025-11-14T00:00:00Z": SOURCE_DATE_EPOCH, else the day the edition says it was published. Never the clock. */
const char *
run_date(Run *run)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (run->options->date)
        return run->options->date;
    if (epoch && *epoch) {
        char *end;
        errno = 0;
        long long seconds = strtoll(epoch, &end, 10);
        time_t when = (time_t)seconds;
        struct tm utc;
        if (*end || errno || seconds < 0 || !gmtime_r(&when, &utc)) {
            diag(run->diags, DIAG_SOURCE_DATE_EPOCH_BAD, LOC_NONE, epoch);
            return NULL;
        }
        return arena_printf(run->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
                            utc.tm_min, utc.tm_sec);
    }
    Date date = run->model ? run->model->edition.published : (Date){0};
    if (!date.year)
        date = (Date){run->model && run->model->edition.year ? run->model->edition.year : 1970, 1, 1};
    return arena_printf(run->arena, "%04d-%02d-%02dT00:00:00Z", date.year, date.month ? date.month : 1, date.day ? date.day : 1);
}

bool
run_write_file(Run *run, const char *path, const Buf *bytes)
{
    /* A file system makes sure of the bytes before one file takes the place of another: a millisecond each, for nothing. */
    if (file_has_bytes(path, bytes->ptr, bytes->length) && utimensat(AT_FDCWD, path, NULL, 0) == 0)
        return true;
    const char *temporary = arena_printf(run->arena, "%s.tmp", path);
    FILE *file = fopen(temporary, "wb");
    bool ok = file && fwrite(bytes->ptr, 1, bytes->length, file) == bytes->length;
    if (file && fclose(file) != 0)
        ok = false;
    if (ok && rename(temporary, path) == 0)
        return true;
    diag(run->diags, DIAG_OUTPUT_WRITE, LOC_NONE, path, strerror(errno));
    unlink(temporary);
    return false;
}
