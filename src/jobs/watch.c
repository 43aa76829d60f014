#define _GNU_SOURCE /* ppoll */
#include "jobs/watch.h"

#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    QUIET_MS = 30,   /* after an event in the middle of a save: a file emptied, made, taken away */
    CLOSED_MS = 4,   /* after a file was closed, or put in the place of another: more than an editor takes for its next step */
    BURST_MS = 1000, /* a stream of events without end is built from at least this often */
    DEPTH_MAX = 16,
};

static const uint32_t EVENTS = IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB | IN_ONLYDIR;

struct Watch {
    Diags *diags;
    const char *root;
    int fd;
    sigset_t before;         /* signals held back before us */
    struct sigaction old[3];
};

static const int STOPPING[] = {SIGINT, SIGTERM, SIGHUP};
static volatile sig_atomic_t stop_asked;

static void
ask_to_stop(int signal_number)
{
    (void)signal_number;
    stop_asked = 1;
}

static bool
failed(Watch *watch, const char *path)
{
    return diag(watch->diags, DIAG_WATCH_FAILED, LOC_NONE, path, strerror(errno));
}

/* ---- folders -------------------------------------------------------------------------------------------------- */

/* Ours, of version control, of editors. */
static bool
is_ignored(const char *name, bool at_root)
{
    size_t length = strlen(name);
    return *name == '.' || (length && name[length - 1] == '~') || (at_root && str_equal(name, "out"));
}

/* Watches a folder and all below it. Adding one that is watched already changes nothing, so this is done again after each burst. */
static bool
add_folder(Watch *watch, const char *path, int depth)
{
    if (inotify_add_watch(watch->fd, path, EVENTS) < 0)
        /* Gone since it was listed: its parent tells. */
        return depth > 0 && (errno == ENOENT || errno == ENOTDIR) ? true : failed(watch, path);
    DIR *dir = depth < DEPTH_MAX ? opendir(path) : NULL;
    bool ok = true;
    for (struct dirent *entry; ok && dir && (entry = readdir(dir));) {
        Buf child = BUF_INIT;
        struct stat info;
        buf_printf(&child, "%s/%s", path, entry->d_name);
        if (!is_ignored(entry->d_name, depth == 0) && stat(child.ptr, &info) == 0 && S_ISDIR(info.st_mode))
            ok = add_folder(watch, child.ptr, depth + 1);
        buf_clear(&child);
    }
    if (dir)
        closedir(dir);
    return ok;
}

/* ---- events ------------------------------------------------------------------------------------------------------- */

/* Takes all events that are there. How long it has to be quiet after the last that matters; 0: none does. Folders made by us
 * (out, .shudu) show at the root only. */
static int
take_events(Watch *watch)
{
    _Alignas(struct inotify_event) char buffer[16384];
    int quiet = 0;
    for (ssize_t got; (got = read(watch->fd, buffer, sizeof buffer)) > 0;) {
        for (char *at = buffer; at < buffer + got;) {
            const struct inotify_event *event = (const struct inotify_event *)at;
            /* "out" below another folder is not ours, but as a name alone it is rare, and the next event of it tells. */
            bool ours = event->len && is_ignored(event->name, true);
            bool gone = event->mask & IN_IGNORED;
            if (!ours && !gone)
                quiet = event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO) ? CLOSED_MS : QUIET_MS;
            at += sizeof *event + event->len;
        }
    }
    return quiet;
}

static int64_t
now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whether events came within so many milliseconds; -1 waits for ever. A signal ends it, with nothing. */
static bool
poll_events(Watch *watch, int timeout_ms)
{
    struct pollfd poll_fd = {.fd = watch->fd, .events = POLLIN};
    struct timespec timeout = {timeout_ms / 1000, (long)(timeout_ms % 1000) * 1000000};
    return ppoll(&poll_fd, 1, timeout_ms < 0 ? NULL : &timeout, &watch->before) > 0;
}

bool
watch_wait(Watch *watch)
{
    int quiet = 0;
    while (!quiet && !stop_asked)
        if (poll_events(watch, -1))
            quiet = take_events(watch);
    int64_t since = now_ms();
    while (!stop_asked && now_ms() - since < BURST_MS && poll_events(watch, quiet)) {
        int longer = take_events(watch);
        quiet = longer ? longer : quiet;
    }
    /* New folders; a project that was moved away and came back. */
    return !stop_asked && add_folder(watch, watch->root, 0);
}

/* ---- life ------------------------------------------------------------------------------------------------------------ */

Watch *
watch_open(Arena *arena, Diags *diags, const char *root)
{
    Watch *watch = ARENA_NEW(arena, Watch);
    *watch = (Watch){.diags = diags, .root = arena_strdup(arena, root), .fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC)};
    if (watch->fd < 0 || !add_folder(watch, watch->root, 0)) {
        if (watch->fd < 0)
            failed(watch, root);
        else
            close(watch->fd);
        return NULL;
    }
    struct sigaction action = {.sa_handler = ask_to_stop};
    sigset_t held;
    sigemptyset(&held);
    sigemptyset(&action.sa_mask);
    stop_asked = 0;
    for (size_t i = 0; i < COUNT_OF(STOPPING); i++)
        sigaddset(&held, STOPPING[i]);
    sigprocmask(SIG_BLOCK, &held, &watch->before);
    for (size_t i = 0; i < COUNT_OF(STOPPING); i++) {
        sigaction(STOPPING[i], &action, &watch->old[i]);
        sigdelset(&watch->before, STOPPING[i]);
    }
    return watch;
}

void
watch_close(Watch *watch)
{
    if (!watch)
        return;
    for (size_t i = 0; i < COUNT_OF(STOPPING); i++)
        sigaction(STOPPING[i], &watch->old[i], NULL);
    sigprocmask(SIG_SETMASK, &watch->before, NULL);
    close(watch->fd);
}
